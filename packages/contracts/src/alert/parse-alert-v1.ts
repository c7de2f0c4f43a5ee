import { type Problem, type ProblemError, problem } from '../problem.js';
import { ALERT_LIMITS, alertV1 } from './alert-v1.js';
import { type AlertContent, readAlertV1 } from './alert-v1.reader.js';
import { canonicalJson } from './canonical-json.js';
import { foldKeyOf } from './fold-key.js';
import { normaliseIndicatorValue } from './indicator-normal-form.js';
import { implausibleInstant, parseInstant } from './instant.js';
import { jsonPointer } from './json-pointer.js';
import type { AlertFormat, NormalisedAlert } from './normalised-alert.js';
import { sha256Hex } from './sha256.js';

export type ParseOptions = {
  /** Epoch milliseconds. */
  now: number;
  /** The detector that an alert without one belongs to. */
  defaultDetector?: string;
  foldWindowMinutes?: number;
};

export type ParsedAlert = { ok: true; alert: NormalisedAlert } | { ok: false; problem: Problem; id?: string };

/** Alert v1 → the form that intake stores, or a problem with a pointer to each fault. Never throws on data. */
export function parseAlertV1(raw: unknown, options: ParseOptions): ParsedAlert {
  const canonical = canonicalJson(raw);
  if (!canonical.ok) return rejected(raw, [{ pointer: canonical.pointer, detail: canonical.detail }]);
  const content = readAlertV1(raw, options.now);
  if (content === undefined) return rejected(raw, explainAlertV1(raw, options.now));
  return { ok: true, alert: finish(content, 'alert-v1', canonical.text, options) };
}

export function finish(
  content: AlertContent,
  format: AlertFormat,
  canonicalText: string,
  options: ParseOptions,
): NormalisedAlert {
  const alert = content as NormalisedAlert;
  alert.format = format;
  alert.document = canonicalText;
  alert.contentHash = sha256Hex(canonicalText);
  const detectorId = content.detectorClaim?.id ?? options.defaultDetector ?? '';
  alert.foldKey = foldKeyOf(alert, detectorId, options.foldWindowMinutes);
  return alert;
}

/** `id` is told back so that the sender finds its alert; a bad one is not. */
export function rejected(raw: unknown, errors: ProblemError[], id?: string): ParsedAlert {
  const own = id ?? (raw as { id?: unknown } | null | undefined)?.id;
  const isFit = typeof own === 'string' && own.length <= ALERT_LIMITS.id && canonicalJson(own).ok;
  return { ok: false, problem: problem('invalid_alert', { errors }), ...(isFit ? { id: own } : {}) };
}

/** All that is wrong with an alert v1, in the words of the schema; empty when nothing is. */
export function explainAlertV1(raw: unknown, now: number): ProblemError[] {
  const parsed = alertV1.safeParse(raw);
  if (!parsed.success) {
    return parsed.error.issues.map((issue) => ({ pointer: jsonPointer(issue.path), detail: issue.message }));
  }
  const alert = parsed.data;
  const errors: ProblemError[] = [];
  const checkInstant = (value: string | null | undefined, pointer: string) => {
    if (value === null || value === undefined) return;
    const detail = implausibleInstant(parseInstant(value), now);
    if (detail !== undefined) errors.push({ pointer, detail });
  };
  checkInstant(alert.observedAt, '/observedAt');
  checkInstant(alert.firstSeen, '/firstSeen');
  checkInstant(alert.lastSeen, '/lastSeen');
  alert.evidence?.forEach((panel, i) => {
    checkInstant(panel.collectedAt, `/evidence/${i}/collectedAt`);
  });
  if (alert.firstSeen && alert.lastSeen && parseInstant(alert.firstSeen) > parseInstant(alert.lastSeen)) {
    errors.push({ pointer: '/firstSeen', detail: 'is after lastSeen' });
  }
  const hasValue = alert.indicators?.some(
    ({ type, value }) => normaliseIndicatorValue(type.trim().toLowerCase(), value) !== '',
  );
  if (!alert.evidence?.length && !hasValue) {
    errors.push({ pointer: '/indicators', detail: 'needs at least one indicator with a value, or evidence' });
  }
  return errors;
}
