import type { ProblemError } from '../problem.js';
import { readAlertV1 } from './alert-v1.reader.js';
import { canonicalJson } from './canonical-json.js';
import { implausibleInstant } from './instant.js';
import { jsonPointer } from './json-pointer.js';
import type { OccurrenceOf } from './normalised-alert.js';
import { type OcsfDetectionFinding, ocsfDetectionFinding } from './ocsf.schema.js';
import { collectIndicators, type FoundIndicator, subjectsOf } from './ocsf-observables.js';
import {
  KIND_BY_ANALYTIC_TYPE,
  OCSF_ACTIVITY,
  OCSF_DETECTION_FINDING,
  routeOf,
  STATE_BY_ANALYTIC_STATE,
} from './ocsf-words.js';
import { explainAlertV1, finish, type ParsedAlert, type ParseOptions, rejected } from './parse-alert-v1.js';

export function isOcsfFinding(raw: unknown): boolean {
  return (
    typeof raw === 'object' && raw !== null && (raw as { class_uid?: unknown }).class_uid === OCSF_DETECTION_FINDING
  );
}

/**
 * OCSF Detection Finding → the form that intake stores. Identity is `metadata.uid`, else `finding_info.uid`; the
 * analytic is the detector. An update or close becomes an occurrence of its finding.
 */
export function parseOcsf(raw: unknown, options: ParseOptions): ParsedAlert {
  const canonical = canonicalJson(raw);
  if (!canonical.ok) return rejected(raw, [{ pointer: canonical.pointer, detail: canonical.detail }]);
  const parsed = ocsfDetectionFinding.safeParse(raw);
  if (!parsed.success) {
    return rejected(
      raw,
      parsed.error.issues.map((issue) => ({ pointer: jsonPointer(issue.path), detail: issue.message })),
    );
  }
  // The document itself, not the copy: the schema changes nothing, and a copy may lose odd names.
  const finding = raw as OcsfDetectionFinding;
  const faults = faultsOf(finding, options.now);
  if (faults.length > 0) return rejected(raw, faults, finding.finding_info.uid);

  const occurrenceOf = occurrence(finding);
  const found = collectIndicators(finding);
  const document = toAlertV1(finding, found, occurrenceOf);
  const content = readAlertV1(document, options.now);
  if (content === undefined) {
    const errors = explainAlertV1(document, options.now).map(({ pointer, detail }) => ({
      pointer: ocsfPointer(pointer, found),
      detail,
    }));
    return rejected(raw, errors, finding.finding_info.uid);
  }
  content.findingUid = finding.finding_info.uid;
  content.occurrenceOf = occurrenceOf;
  content.extra = { ocsf: rest(finding) };
  return { ok: true, alert: finish(content, 'ocsf-2004', canonical.text, options) };
}

function activityOf(finding: OcsfDetectionFinding): number {
  if (finding.activity_id !== undefined && finding.activity_id !== null) return finding.activity_id;
  const fromType = (finding.type_uid ?? 0) - OCSF_DETECTION_FINDING * 100;
  return fromType >= 0 && fromType < 100 ? fromType : OCSF_ACTIVITY.create;
}

function occurrence(finding: OcsfDetectionFinding): OccurrenceOf | null {
  const findingUid = finding.finding_info.uid;
  const activity = activityOf(finding);
  if (activity === OCSF_ACTIVITY.update) return { findingUid, activity: 'update' };
  return activity === OCSF_ACTIVITY.close ? { findingUid, activity: 'close' } : null;
}

function faultsOf(finding: OcsfDetectionFinding, now: number): ProblemError[] {
  const faults: ProblemError[] = [];
  const { first_seen_time: first, last_seen_time: last } = finding.finding_info;
  const checkTime = (ms: number | null | undefined, pointer: string) => {
    if (ms === null || ms === undefined) return;
    const detail = implausibleInstant(ms, now);
    if (detail !== undefined) faults.push({ pointer, detail });
  };
  checkTime(finding.time, '/time');
  checkTime(first, '/finding_info/first_seen_time');
  checkTime(last, '/finding_info/last_seen_time');
  if (typeof first === 'number' && typeof last === 'number' && first > last) {
    faults.push({ pointer: '/finding_info/first_seen_time', detail: 'is after last_seen_time' });
  }
  if (finding.severity_id > 6 && finding.severity_id !== 99) {
    faults.push({ pointer: '/severity_id', detail: 'is not 0 to 6, or 99' });
  }
  const typeUid = finding.type_uid;
  if (typeof typeUid === 'number' && typeUid !== OCSF_DETECTION_FINDING * 100 + activityOf(finding)) {
    faults.push({ pointer: '/type_uid', detail: 'is not class_uid * 100 + activity_id' });
  }
  return faults;
}

function toAlertV1(
  finding: OcsfDetectionFinding,
  found: readonly FoundIndicator[],
  occurrenceOf: OccurrenceOf | null,
): Record<string, unknown> {
  const { finding_info: info, metadata } = finding;
  const analytic = info.analytic;
  const product = metadata?.product;
  const detectorId = analytic?.uid || analytic?.name || product?.uid || product?.name;
  const evidence: Record<string, unknown>[] = (finding.evidences ?? []).map((data) => ({
    type: 'ocsf_evidence',
    source: product?.name ?? null,
    data,
  }));
  if (occurrenceOf !== null && evidence.length === 0)
    evidence.push({ type: `ocsf_${occurrenceOf.activity}`, data: info });
  const [subject, ...related] = subjectsOf(finding);
  const fallback = occurrenceOf === null ? undefined : { kind: 'finding', id: info.uid };
  return {
    id: externalId(finding, occurrenceOf),
    detector: detectorId
      ? {
          id: detectorId,
          version: analytic?.version ?? null,
          state: STATE_BY_ANALYTIC_STATE[analytic?.state_id ?? 0] ?? null,
        }
      : null,
    kind: KIND_BY_ANALYTIC_TYPE[analytic?.type_id ?? 0] ?? null,
    title: info.title ?? null,
    severity: finding.severity_id === 99 ? 0 : finding.severity_id,
    confidence: finding.confidence_score ?? null,
    observedAt: iso(finding.time),
    firstSeen: iso(info.first_seen_time),
    lastSeen: iso(info.last_seen_time),
    count: finding.count ?? null,
    routes: [...new Set((info.types ?? []).map(routeOf))]
      .filter((route) => route !== undefined)
      .map((route) => ({ route })),
    subject: subject ?? fallback,
    related,
    indicators: found.map(({ type, value }) => ({ type, value })),
    evidence,
  };
}

/**
 * An update that is told apart from its finding only by its activity gets an id of its own, from the finding and the
 * time of the update, so that it is neither a duplicate of the finding nor in conflict with it, and sending it again is.
 */
function externalId(finding: OcsfDetectionFinding, occurrenceOf: OccurrenceOf | null): string {
  const findingUid = finding.finding_info.uid;
  const uid = finding.metadata?.uid || findingUid;
  return occurrenceOf !== null && uid === findingUid ? `${uid}#${occurrenceOf.activity}@${finding.time}` : uid;
}

function iso(epochMs: number | null | undefined): string | null {
  return epochMs === null || epochMs === undefined ? null : new Date(Math.trunc(epochMs)).toISOString();
}

/** What no field of the alert holds. Evidence is kept with the alert itself. */
function rest(finding: OcsfDetectionFinding): Record<string, unknown> {
  const { evidences: _kept, ...others } = finding;
  return others;
}

const POINTERS: ReadonlyArray<readonly [string, string]> = [
  ['/id', '/metadata/uid'],
  ['/subject', '/evidences'],
  ['/detector/id', '/finding_info/analytic/uid'],
  ['/indicators', '/observables'],
];

function ocsfPointer(pointer: string, found: readonly FoundIndicator[]): string {
  const at = /^\/indicators\/(\d+)/.exec(pointer)?.[1];
  if (at !== undefined) return found[Number(at)]?.pointer ?? '/observables';
  return POINTERS.find(([ours]) => pointer === ours || pointer.startsWith(`${ours}/`))?.[1] ?? '';
}
