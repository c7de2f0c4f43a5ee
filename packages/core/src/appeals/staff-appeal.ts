import { independenceProblem, type Refusal, refuse } from '@portcullis/domain';
import { type LockedCase, lockCase } from '../casework/case-step.js';
import type { CommandContext, Tx, UnitOfWork } from '../db/unit-of-work.js';
import { type AppealRow, lockAppeal, saveAppeal } from './appeal-row.js';
import { matterOf } from './matter.query.js';
import { undoneByRefusal } from './undo.js';

export type StaffAppealAnswer = { ok: true; version: number } | Refusal;

export interface ReviewRow {
  reviewerId: string | null;
  proposedResult: 'upheld' | 'partly_reversed' | 'reversed' | null;
  proposedReason: never;
  firstReadingAt: Date | null;
}

/** What a staff command works on: its transaction, and the appeal and its case, both locked. */
export interface AppealWork {
  tx: Tx;
  appeal: AppealRow;
  locked: LockedCase;
  review: ReviewRow | null;
}

/**
 * Runs a staff command on an appeal: locks case and appeal in that order, checks the version that the person saw,
 * and saves when nothing was refused; a refusal takes back all that was written.
 * @param version null where two people can't get in each other's way
 */
export function onAppeal(
  uow: UnitOfWork,
  context: CommandContext,
  { appealId, version }: { appealId: string; version: number | null },
  work: (parts: AppealWork) => Promise<Refusal | 'unchanged' | null>,
): Promise<StaffAppealAnswer> {
  return undoneByRefusal<{ ok: true; version: number }>(
    (inner) => uow.run(context, inner),
    async (tx) => {
      const locked = await lockCaseOf(tx, appealId);
      const appeal = locked ? await lockAppeal(tx, appealId) : null;
      if (!locked || !appeal) return refuse('NOT_FOUND', 'There is no such appeal.');
      if (version !== null && appeal.version !== version) {
        return refuse('STALE', 'The appeal changed since you opened it. Look again first.', ['reload']);
      }
      const review = await readReview(tx, appeal);
      const refusal = await work({ tx, appeal, locked, review });
      if (refusal !== null && refusal !== 'unchanged') return refusal;
      if (refusal === null) await saveAppeal(tx, appeal);
      return { ok: true, version: appeal.version };
    },
  );
}

async function lockCaseOf(tx: Tx, appealId: string): Promise<LockedCase | null> {
  const [ref] = await tx.query<{ caseId: string }>(
    'select a.case_id as "caseId" from appeal_action x join action a on a.id = x.action_id where x.appeal_id = $1 limit 1',
    [appealId],
  );
  return ref ? lockCase(tx, ref.caseId) : null;
}

async function readReview(tx: Tx, appeal: AppealRow): Promise<ReviewRow | null> {
  const [review] = await tx.query<ReviewRow>(
    `select reviewer_id as "reviewerId", proposed_result as "proposedResult", proposed_reason as "proposedReason",
       first_reading_at as "firstReadingAt" from appeal_review where appeal_id = $1`,
    [appeal.id],
  );
  appeal.reviewerId = review?.reviewerId ?? null;
  if (review?.proposedResult && review.reviewerId) {
    appeal.proposed = { result: review.proposedResult, reversalReason: review.proposedReason, by: review.reviewerId };
  }
  return review ?? null;
}

/** Only the reviewer who took the appeal. */
export function refuseUnlessMine({ tx, appeal }: AppealWork): Refusal | null {
  if (appeal.reviewerId === tx.context.actor.id) return null;
  const held = appeal.reviewerId !== null;
  return refuse('NOT_YOURS', held ? 'Another appeal reviewer hears this one.' : 'Take the appeal first.', [
    'appeals.claim',
  ]);
}

/** Nobody who had a part in the matter, whatever their role. */
export async function refuseUnlessIndependent({ tx, appeal }: AppealWork): Promise<Refusal | null> {
  const problem = independenceProblem(tx.context.actor.id, await matterOf(tx, appeal));
  return problem === null ? null : notIndependent(problem);
}

const notIndependent = (problem: string) =>
  refuse('NOT_INDEPENDENT', `An appeal is heard by someone who had no part in the matter; ${problem}.`, [
    'another_appeal_reviewer',
  ]);

/** Puts a person on the side of the appeal, for ever. @returns a refusal when the person stands on the other side */
export async function joinAppealSide(
  tx: Tx,
  caseId: string,
  part: 'appeal_reviewer' | 'cosigner',
): Promise<Refusal | null> {
  const [side] = await tx.query<{ side: string }>(
    `insert into case_participant (case_id, staff_id, side, part, at) values ($1, $2, 'appeal', $3, $4)
     on conflict (case_id, staff_id) do nothing returning side`,
    [caseId, tx.context.actor.id, part, tx.context.now],
  );
  if (side) return null;
  const [earlier] = await tx.query<{ side: string; part: string }>(
    'select side, part from case_participant where case_id = $1 and staff_id = $2',
    [caseId, tx.context.actor.id],
  );
  if (earlier?.side === 'appeal') return null;
  return notIndependent(`you had the part "${earlier?.part.replaceAll('_', ' ')}"`);
}
