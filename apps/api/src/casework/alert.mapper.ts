import type { AlertView, DetectorInCaseView } from '@portcullis/core/casework/alert.query';
import type { Alert, DetectorInCase, Evidence, EvidenceGroup } from './alert.types.js';

/** An alert with the link that grouping wrote beside it, from which the grouping stage resolves `Alert.link`. */
export type AlertWithLink = Alert & { storedLink: unknown };

export function toAlert(view: AlertView): AlertWithLink {
  const { body, subjectKind, subjectId, subjectName, organizationId } = view;
  return {
    ...view,
    subject: { kind: subjectKind, id: subjectId, name: subjectName, organizationId },
    evidence: evidenceIn(body),
    indicators: listIn(body, 'indicators', 'observables'),
    outcome:
      view.verdict === null
        ? null
        : {
            verdict: view.verdict,
            reason: view.verdictReason ?? '',
            source: view.verdictSource ?? '',
            provisional: view.verdictProvisional ?? false,
            at: view.verdictAt ?? view.receivedAt,
          },
    storedLink: view.link,
  };
}

/** Own format: typed panels. OCSF: each entry of `evidences` is a panel of its own. */
function evidenceIn(body: Record<string, unknown>): Evidence[] {
  const panels = listIn(body, 'evidence', 'evidences').filter(
    (panel): panel is Record<string, unknown> => typeof panel === 'object' && panel !== null,
  );
  return panels.slice(0, 50).map((panel) => ({
    type: text(panel.type) ?? 'ocsf_evidence',
    family: text(panel.family),
    source: text(panel.source),
    collectedAt: instant(panel.collectedAt),
    data: 'data' in panel ? (panel.data ?? {}) : panel,
  }));
}

function listIn(body: Record<string, unknown>, ...names: string[]): unknown[] {
  for (const name of names) if (Array.isArray(body[name])) return (body[name] as unknown[]).slice(0, 200);
  return [];
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function instant(value: unknown): Date | null {
  const date = typeof value === 'string' || typeof value === 'number' ? new Date(value) : null;
  return date && !Number.isNaN(date.getTime()) ? date : null;
}

/** Detectors by family, families in order of their alerts. `sample` is filled in from the loaded alerts. */
export function toEvidenceGroups(
  detectors: readonly DetectorInCaseView[],
  samples: ReadonlyMap<string, Alert>,
): EvidenceGroup[] {
  const groups = new Map<string, EvidenceGroup>();
  for (const detector of detectors) {
    const family = detector.family ?? 'unregistered';
    const group = groups.get(family) ?? { family, detectors: [], alerts: 0, subjects: 0, sources: [], sample: [] };
    group.detectors.push(toDetector(detector));
    group.alerts += detector.alerts;
    group.subjects = Math.max(group.subjects, detector.subjects);
    group.sources = [...new Set([...group.sources, ...detector.sources])];
    group.sample.push(...detector.sample.flatMap((id) => samples.get(id) ?? []));
    groups.set(family, group);
  }
  const sorted = [...groups.values()].sort((a, b) => b.alerts - a.alerts);
  for (const group of sorted) group.sample.sort((a, b) => b.severity - a.severity);
  return sorted;
}

const toDetector = (view: DetectorInCaseView): DetectorInCase => ({ ...view, precision: null });
