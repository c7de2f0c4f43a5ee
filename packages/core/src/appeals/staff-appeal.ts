import { type Refusal, refuse } from '@portcullis/domain';
import { type LockedCase, lockCase } from '../casework/case-step.js';
import type { Tx } from '../db/unit-of-work.js';
import { type AppealRow, lockAppeal, saveAppeal } from './appeal-row.js';

export type StaffAppealAnswer = { ok: true; version: number } | Refusal;

interface ReviewRow {
  reviewerId: string | null;
  proposedResult: 'upheld' | 'partly_reversed' | 'reversed' | null;
  proposedReason: never;
  firstReadingAt: Date | null;
}

/**
 * Runs a staff command on an appeal: locks case and appeal in that order, checks the version that the person saw,
 * and saves when nothing was refused.
 */
export async function onAppeal(
  tx: Tx,
  appealId: string,
  version: number | null,
  work: (appeal: AppealRow, locked: LockedCase, review: ReviewRow | null) => Promise<Refusal | null>,
): Promise<StaffAppealAnswer> {
  const [ref] = await tx.query<{ caseId: string }>(
    'select a.case_id as "caseId" from appeal_action x join action a on a.id = x.action_id where x.appeal_id = $1 limit 1',
    [appealId],
  );
  const locked = ref ? await lockCase(tx, ref.caseId) : null;
  const appeal = locked ? await lockAppeal(tx, appealId) : null;
  if (!locked || !appeal) return refuse('NOT_FOUND', 'There is no such appeal.');
  if (version !== null && appeal.version !== version) {
    return refuse('STALE', 'The appeal changed since you opened it. Look again first.', ['reload']);
  }
  const [review] = await tx.query<ReviewRow>(
    `select reviewer_id as "reviewerId", proposed_result as "proposedResult", proposed_reason as "proposedReason",
       first_reading_at as "firstReadingAt" from appeal_review where appeal_id = $1`,
    [appealId],
  );
  appeal.reviewerId = review?.reviewerId ?? null;
  if (review?.proposedResult && review.reviewerId) {
    appeal.proposed = { result: review.proposedResult, reversalReason: review.proposedReason, by: review.reviewerId };
  }
  const refusal = await work(appeal, locked, review ?? null);
  if (refusal) {
    tx.discard();
    return refusal;
  }
  await saveAppeal(tx, appeal);
  return { ok: true, version: appeal.version };
}

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
  return refuse(
    'NOT_INDEPENDENT',
    `An appeal is heard by someone who had no part in the matter; you had the part "${earlier?.part.replaceAll('_', ' ')}".`,
    ['another_appeal_reviewer'],
  );
}
