import { Injectable } from '@nestjs/common';
import {
  type ActionState,
  type OutcomeReason,
  type Refusal,
  type ReversalReason,
  refuse,
  type SubstantiveResult,
} from '@portcullis/domain';
import type { LockedCase } from '../casework/case-step.js';
import { type CommandContext, type Tx, UnitOfWork } from '../db/unit-of-work.js';
import { endActions } from '../enforcement/end-actions.js';
import { type AppealRow, releaseActions, stepAppeal } from './appeal-row.js';
import { finaliseIfOver } from './finalise-cases.command.js';
import { endRelief } from './interim-relief.js';
import { labelAlerts } from './label-alerts.js';
import { matterOf } from './matter.query.js';
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

/**
 * The end of an appeal. A reversal is one transaction: lift ordered, outcomes recorded, detector and customer told, and
 * the case final where nothing else can change it.
 */
@Injectable()
export class DecideAppeal {
  constructor(private readonly uow: UnitOfWork) {}

  /** Decides, or, where a manager has to co-sign, proposes the result. */
  decide(context: CommandContext, input: DecideAppealInput): Promise<StaffAppealAnswer> {
    return onAppeal(this.uow, context, input, async ({ tx, appeal, locked, review }) => {
      if (!input.text.trim()) return refuse('TEXT_REQUIRED', 'Write the answer that the customer reads.', ['decide']);
      // Who else may decide is the machine's word; a first reading is the reviewer's own.
      if (appeal.reviewerId === context.actor.id && !review?.firstReadingAt) {
        return refuse('FIRST_READING_REQUIRED', 'Note a first reading before you decide.', ['note_first_reading']);
      }
      const unfit = refuseRestores(appeal, input);
      if (unfit) return unfit;
      const matter = await matterOf(tx, appeal);
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
          input.text.trim(),
          input.mistakenAlerts,
          input.mistakenReason,
          input.restores,
          context.now,
        ],
      );
      return null;
    });
  }

  /** A manager agrees to a proposed result, or sends it back. */
  coSign(
    context: CommandContext,
    appealId: string,
    version: number,
    agree: boolean,
    reason: string,
  ): Promise<StaffAppealAnswer> {
    return onAppeal(this.uow, context, { appealId, version }, async ({ tx, appeal, locked }) => {
      const matter = await matterOf(tx, appeal);
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
      if (!agree) return null;
      if (!proposal) throw new Error(`appeal ${appeal.id} has a proposed result and no review`);
      return carryOut(tx, appeal, locked, { ...proposal, appealId, version });
    });
  }
}

function refuseRestores(appeal: AppealRow, { result, restores }: DecideAppealInput): Refusal | null {
  if (restores.some((id) => !appeal.actions.some((action) => action.id === id))) {
    return refuse('NOT_IN_APPEAL', 'Some of the actions to restore are not part of this appeal.');
  }
  if (result === 'upheld' && restores.length > 0) {
    return refuse('NOTHING_RESTORED', 'Where the decision stands, nothing is restored.', ['partly_reversed']);
  }
  if (result === 'partly_reversed' && restores.length === 0) {
    return refuse('RESTORES_REQUIRED', 'Say which of the actions end.', ['decide']);
  }
  if (result === 'reversed' && restores.length > 0 && restores.length < appeal.actions.length) {
    return refuse('RESTORES_ALL', 'A reversal ends all actions of the appeal; end some with a partial one.', [
      'partly_reversed',
    ]);
  }
  return null;
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
  const restored = await reverse(tx, appeal, input);
  if (!Array.isArray(restored)) return restored;
  const unlabelled = await labelAlerts(tx, appeal, locked.id, input);
  if (unlabelled) return unlabelled;
  await endRelief(tx, appeal, restored);
  await releaseActions(tx, appeal);
  const payload = { appealId: appeal.id, kind: 'appeal_result' as const, at: now.toISOString() };
  tx.enqueue({ topic: 'notices.compose', payload });
  await finaliseIfOver(tx, locked, { justDecided: appeal.id });
  return null;
}

/** States in which there is nothing to give back any more. */
const GONE: readonly ActionState[] = ['superseded', 'abandoned', 'withdrawn', 'reversing', 'reversed'];

/** Orders the end of what is restored. @returns the ids, or the refusal of an action whose executor has not answered yet */
async function reverse(tx: Tx, appeal: AppealRow, input: DecideAppealInput): Promise<string[] | Refusal> {
  if (input.result === 'upheld') return [];
  const wanted = input.result === 'reversed' ? appeal.actions.map(({ id }) => id) : input.restores;
  const actions = await tx.query<{ id: string; state: ActionState }>(
    'select id, state from action where id = any($1::uuid[])',
    [[...wanted]],
  );
  const ids = actions.filter(({ state }) => !GONE.includes(state)).map(({ id }) => id);
  const refusal = await endActions(tx, ids, {
    type: 'reverse',
    reason: input.reason ?? 'reversed',
    appealId: appeal.id,
  });
  return refusal ?? ids;
}
