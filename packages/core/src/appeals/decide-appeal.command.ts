import { Injectable } from '@nestjs/common';
import {
  type OutcomeProposal,
  type OutcomeReason,
  outcomesOfAppeal,
  type Refusal,
  type ReversalReason,
  refuse,
  type SubstantiveResult,
  type Verdict,
} from '@portcullis/domain';
import type { LockedCase } from '../casework/case-step.js';
import { type CommandContext, type Tx, UnitOfWork } from '../db/unit-of-work.js';
import { endActions } from '../enforcement/end-actions.js';
import { recordOutcomes } from '../outcomes/record-outcomes.js';
import { type AppealRow, releaseActions, stepAppeal } from './appeal-row.js';
import { readMatter } from './matter.query.js';
import { joinAppealSide, onAppeal, type StaffAppealAnswer } from './staff-appeal.js';

export interface DecideAppealInput {
  appealId: string;
  version: number;
  result: SubstantiveResult;
  reason: ReversalReason | null;
  /** What the customer reads. */
  text: string;
  /** Alerts that carried the fact that was found mistaken, and why they were wrong. */
  mistakenAlerts: readonly string[];
  mistakenReason: OutcomeReason | null;
  /** Actions that end; for a full reversal all of the appeal's actions when empty. */
  restores: readonly string[];
}

/** The end of an appeal. A reversal is one transaction: lift ordered, outcomes recorded, detector and customer told. */
@Injectable()
export class DecideAppeal {
  constructor(private readonly uow: UnitOfWork) {}

  /** Decides, or, where a manager has to co-sign, proposes the result. */
  decide(context: CommandContext, input: DecideAppealInput): Promise<StaffAppealAnswer> {
    return this.uow.run(context, (tx) =>
      onAppeal(tx, input.appealId, input.version, async (appeal, locked, review) => {
        if (!input.text.trim()) return refuse('TEXT_REQUIRED', 'Write the answer that the customer reads.', ['decide']);
        if (!review?.firstReadingAt)
          return refuse('FIRST_READING_REQUIRED', 'Note a first reading before you decide.', ['noteFirstReading']);
        const unknown = input.restores.filter((id) => !appeal.actions.some((action) => action.id === id));
        if (unknown.length > 0)
          return refuse('NOT_IN_APPEAL', 'Some of the actions to restore are not part of this appeal.');
        if (input.result === 'partly_reversed' && input.restores.length === 0) {
          return refuse('RESTORES_REQUIRED', 'Say which of the actions end.', ['decide']);
        }
        const matter = await readMatter(tx, appeal.caseId, appeal.decisionId);
        const command = { reason: input.text, result: input.result, reversalReason: input.reason, matter } as const;
        const refusal = stepAppeal(tx, appeal, { type: 'decide', ...command });
        if (!refusal) return carryOut(tx, appeal, locked, input);
        if (refusal.code !== 'COSIGN_NEEDED') return refusal;
        const proposed = stepAppeal(tx, appeal, { type: 'propose_result', ...command });
        if (proposed) return proposed;
        await tx.query(
          `update appeal_review set proposed_result = $2, proposed_reason = $3, proposed_text = $4, mistaken_alerts = $5, mistaken_reason = $6,
             restores = $7, proposed_at = $8, co_signer_needed = true where appeal_id = $1`,
          [
            appeal.id,
            input.result,
            input.reason,
            input.text,
            input.mistakenAlerts,
            input.mistakenReason,
            input.restores,
            context.now,
          ],
        );
        return null;
      }),
    );
  }

  /** A manager agrees to a proposed result, or sends it back. */
  coSign(
    context: CommandContext,
    appealId: string,
    version: number,
    agree: boolean,
    reason: string,
  ): Promise<StaffAppealAnswer> {
    return this.uow.run(context, (tx) =>
      onAppeal(tx, appealId, version, async (appeal, locked) => {
        const matter = await readMatter(tx, appeal.caseId, appeal.decisionId);
        const refusal =
          stepAppeal(tx, appeal, { type: agree ? 'cosign' : 'return', reason, matter }) ??
          (await joinAppealSide(tx, appeal.caseId, 'cosigner'));
        if (refusal) return refusal;
        const [proposal] = await tx.query<Omit<DecideAppealInput, 'appealId' | 'version'>>(
          `update appeal_review set co_signer_id = case when $2 then $3::uuid end, proposed_at = case when $2 then proposed_at end
           where appeal_id = $1 returning proposed_result as result, proposed_reason as reason, proposed_text as text,
             mistaken_alerts as "mistakenAlerts", mistaken_reason as "mistakenReason", restores`,
          [appeal.id, agree, context.actor.id],
        );
        if (!agree || !proposal) return null;
        return carryOut(tx, appeal, locked, { ...proposal, appealId, version });
      }),
    );
  }
}

async function carryOut(
  tx: Tx,
  appeal: AppealRow,
  locked: LockedCase,
  input: DecideAppealInput,
): Promise<Refusal | null> {
  const { now } = tx.context;
  Object.assign(appeal, {
    result: input.result,
    reversalReason: input.reason,
    resultText: input.text.trim(),
    decidedAt: now,
    pausedAt: null,
  });
  if (input.result !== 'upheld') {
    const restores = input.restores.length > 0 ? input.restores : appeal.actions.map((action) => action.id);
    const refusal = await endActions(tx, restores, {
      type: 'reverse',
      reason: input.reason ?? 'reversed',
      appealId: appeal.id,
    });
    if (refusal) return refusal;
  }
  const labelled = await labelAlerts(tx, appeal, locked, input);
  if (labelled) return labelled;
  await releaseActions(tx, appeal);
  tx.enqueue({
    topic: 'notices.compose',
    payload: { appealId: appeal.id, kind: 'appeal_result', at: now.toISOString() },
  });
  return null;
}

interface AlertRow {
  alertId: string;
  verdict: Verdict;
}

const ALERTS = `
  select ca.alert_id as "alertId", coalesce(o.verdict, 'unknown') as verdict
  from case_alert ca left join outcome_current o on o.alert_id = ca.alert_id
  where ca.case_id = $1 and (ca.alert_id = any($2::uuid[]) or (ca.subject_kind, ca.subject_id) in (select * from unnest($3::text[], $4::text[]))
    or exists (select 1 from case_subject cs where cs.case_id = ca.case_id and cs.subject_kind = ca.subject_kind and cs.subject_id = ca.subject_id
      and cs.organization_id = any($5::text[])))`;

/** What the result says about each alert on the subjects of the appeal (AP-4): labels where it carried the mistaken fact. */
async function labelAlerts(
  tx: Tx,
  appeal: AppealRow,
  locked: LockedCase,
  input: DecideAppealInput,
): Promise<Refusal | null> {
  const rows = await tx.query<AlertRow>(ALERTS, [
    locked.id,
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
    rows.map(({ alertId, verdict }) => ({
      alertId,
      verdict,
      carriedTheFact: mistaken.has(alertId),
      reason: mistaken.has(alertId) ? input.mistakenReason : null,
    })),
  );
  const groups = new Map<string, OutcomeProposal[]>();
  for (const outcome of outcomes) {
    const key = `${outcome.verdict}/${outcome.reason}`;
    const group = groups.get(key);
    if (group) group.push(outcome);
    else groups.set(key, [outcome]);
  }
  for (const group of groups.values()) {
    const [first] = group;
    if (!first) continue;
    await recordOutcomes(tx, {
      caseId: locked.id,
      appealId: appeal.id,
      decisionId: appeal.decisionId,
      verdict: first.verdict,
      reason: first.reason ?? '',
      source: 'appeal',
      provisional: first.provisional,
      alertIds: group.map((outcome) => outcome.alertId),
    });
  }
  return null;
}
