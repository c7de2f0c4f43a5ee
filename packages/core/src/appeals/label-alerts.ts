import {
  type OutcomeProposal,
  type OutcomeReason,
  outcomesOfAppeal,
  type Refusal,
  refuse,
  type Verdict,
} from '@portcullis/domain';
import type { Tx } from '../db/unit-of-work.js';
import { recordOutcomes } from '../outcomes/record-outcomes.js';
import type { AppealRow } from './appeal-row.js';
import type { DecideAppealInput } from './decide-appeal.command.js';

interface AlertRow {
  alertId: string;
  verdict: Verdict;
  reason: OutcomeReason | null;
}

/** Alerts on the subjects of the appeal, or on accounts of an organization that is one, and those that were named. */
const ALERTS = `
  select ca.alert_id as "alertId", coalesce(o.verdict, 'unknown') as verdict, nullif(w.reason, '') as reason
  from case_alert ca left join outcome_current o on o.alert_id = ca.alert_id left join outcome w on w.id = o.outcome_id
  where ca.case_id = $1 and (ca.alert_id = any($2::uuid[]) or (ca.subject_kind, ca.subject_id) in (select * from unnest($3::text[], $4::text[]))
    or exists (select 1 from case_subject cs where cs.case_id = ca.case_id and cs.subject_kind = ca.subject_kind and cs.subject_id = ca.subject_id
      and cs.organization_id = any($5::text[])))`;

type Labels = Pick<DecideAppealInput, 'result' | 'reason' | 'mistakenAlerts' | 'mistakenReason'>;

/** What the result says about each alert on the subjects of the appeal (AP-4): labels where it carried the mistaken fact. */
export async function labelAlerts(tx: Tx, appeal: AppealRow, caseId: string, input: Labels): Promise<Refusal | null> {
  const rows = await tx.query<AlertRow>(ALERTS, [
    caseId,
    [...input.mistakenAlerts],
    appeal.actions.map((action) => action.subjectKind),
    appeal.actions.map((action) => action.subjectId),
    appeal.actions.filter((action) => action.subjectKind === 'organization').map((action) => action.subjectId),
  ]);
  const known = new Set(rows.map((row) => row.alertId));
  if (input.mistakenAlerts.some((id) => !known.has(id))) {
    return refuse('EVIDENCE_NOT_IN_CASE', 'Some of the alerts that you named are not in this case.');
  }
  const mistaken = new Set(input.mistakenAlerts);
  const outcomes = outcomesOfAppeal(
    input.result,
    input.reason,
    rows.map(({ alertId, verdict, reason }) => {
      const carriedTheFact = mistaken.has(alertId);
      return { alertId, verdict, carriedTheFact, reason: carriedTheFact ? input.mistakenReason : reason };
    }),
  );
  for (const [first, ...more] of groupsOf(outcomes)) {
    await recordOutcomes(tx, {
      caseId,
      appealId: appeal.id,
      decisionId: appeal.decisionId,
      verdict: first.verdict,
      reason: first.reason ?? '',
      source: 'appeal',
      provisional: first.provisional,
      alertIds: [first, ...more].map((outcome) => outcome.alertId),
    });
  }
  return null;
}

type Group = [OutcomeProposal, ...OutcomeProposal[]];

function groupsOf(outcomes: readonly OutcomeProposal[]): Iterable<Group> {
  const groups = new Map<string, Group>();
  for (const outcome of outcomes) {
    const key = `${outcome.verdict}/${outcome.reason}`;
    const group = groups.get(key);
    if (group) group.push(outcome);
    else groups.set(key, [outcome]);
  }
  return groups.values();
}
