import { type ActionKind, type Clearing, FINDINGS, type Finding, outcomesOfCase } from '@portcullis/domain';
import { newId } from '../db/ids.js';
import type { Tx } from '../db/unit-of-work.js';

export interface NewOutcomes {
  caseId: string;
  verdict: 'true_positive' | 'false_positive' | 'benign' | 'unknown';
  reason: string;
  source: 'case' | 'appeal' | 'random_sample' | 'recall';
  /** True while an appeal can still change it. */
  provisional: boolean;
  decisionId?: string;
  appealId?: string;
  /** Which alerts: these, or those whose subject has one of these findings, or all of the case (both absent). */
  alertIds?: readonly string[];
  findings?: readonly (Finding | null)[];
}

interface Counted {
  detectorId: string;
  detectorVersion: string | null;
  count: number;
}

const RECORD = `
  with alerts as (
    select ca.alert_id, ca.case_id, ca.detector_id, a.detector_version
    from case_alert ca join alert a on a.id = ca.alert_id
    where ca.case_id = $1 and ($2::uuid[] is null or ca.alert_id = any($2))
      and ($3::text[] is null or exists (
        select 1 from case_subject cs where cs.case_id = ca.case_id and cs.subject_kind = ca.subject_kind
          and cs.subject_id = ca.subject_id and case when cs.finding_at is null then 'none' else cs.finding end = any($3)))
  ), made as (
    insert into outcome (id, alert_id, case_id, detector_id, detector_version, verdict, reason, source, provisional, decision_id, appeal_id, by_staff, at, supersedes, batch)
    select uuidv7(), x.alert_id, x.case_id, x.detector_id, x.detector_version, $4, $5, $6, $7, $8, $9, $10, $11, c.outcome_id, $12
    from alerts x left join outcome_current c on c.alert_id = x.alert_id
    returning id, alert_id, case_id, detector_id, detector_version
  ), current as (
    insert into outcome_current (alert_id, outcome_id, case_id, detector_id, detector_version, verdict, source, provisional, at)
    select alert_id, id, case_id, detector_id, detector_version, $4, $6, $7, $11 from made
    on conflict (alert_id) do update set outcome_id = excluded.outcome_id, verdict = excluded.verdict, source = excluded.source,
      provisional = excluded.provisional, at = excluded.at, case_id = excluded.case_id
  )
  select detector_id as "detectorId", detector_version as "detectorVersion", count(*)::int as count from made group by 1, 2 order by 1, 2`;

/**
 * Writes what turned out to be true about alerts (OU-1), with one history event per case and batch, and has the
 * detectors told by the worker. An earlier word on an alert stays and is superseded.
 * @returns how many alerts got an outcome
 */
export async function recordOutcomes(tx: Tx, outcomes: NewOutcomes): Promise<number> {
  const { now, actor } = tx.context;
  const batch = newId();
  const counted = await tx.prepared<Counted>('record-outcomes', RECORD, [
    outcomes.caseId,
    outcomes.alertIds ?? null,
    outcomes.findings?.map((finding) => finding ?? 'none') ?? null,
    outcomes.verdict,
    outcomes.reason,
    outcomes.source,
    outcomes.provisional,
    outcomes.decisionId ?? null,
    outcomes.appealId ?? null,
    actor.kind === 'staff' ? actor.id : null,
    now,
    batch,
  ]);
  const total = counted.reduce((sum, row) => sum + row.count, 0);
  if (total === 0) return 0;
  tx.record({
    stage: 'outcomes',
    kind: 'outcome.record',
    entityKind: 'case',
    entityId: outcomes.caseId,
    caseId: outcomes.caseId,
    body: {
      facts: {
        batch,
        verdict: outcomes.verdict,
        reason: outcomes.reason,
        source: outcomes.source,
        provisional: outcomes.provisional,
        count: total,
        by: counted,
      },
    },
  });
  tx.enqueue({
    topic: 'outcomes.feedback',
    payload: {
      caseId: outcomes.caseId,
      decisionId: outcomes.decisionId ?? null,
      appealId: outcomes.appealId ?? null,
      at: now.toISOString(),
      batch,
    },
  });
  return total;
}

/**
 * What a decided case says about its alerts, by the finding on each alert's subject (OU-1).
 * @param clearing what the reviewer said of a case without violation
 */
export async function recordCaseOutcomes(
  tx: Tx,
  closed: { caseId: string; decisionId: string; kind: ActionKind; clearing: Clearing | null },
): Promise<void> {
  const groups = new Map<string, { findings: (Finding | null)[]; sample: ReturnType<typeof outcomesOfCase>[number] }>();
  for (const finding of [...FINDINGS, null]) {
    const [sample] = outcomesOfCase(closed.kind, [{ alertId: '', finding }], closed.clearing);
    if (!sample) continue;
    const key = `${sample.verdict}/${sample.reason}/${sample.provisional}`;
    const group = groups.get(key) ?? { findings: [], sample };
    group.findings.push(finding);
    groups.set(key, group);
  }
  const everyone = groups.size === 1;
  for (const { findings, sample } of groups.values()) {
    await recordOutcomes(tx, {
      caseId: closed.caseId,
      decisionId: closed.decisionId,
      verdict: sample.verdict,
      reason: sample.reason ?? '',
      source: 'case',
      provisional: sample.provisional,
      ...(everyone ? {} : { findings }),
    });
  }
}
