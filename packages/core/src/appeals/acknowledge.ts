import { DEFAULT_APPEAL_POLICY, decideRelief, type Refusal, refuse, SYSTEM } from '@portcullis/domain';
import type { Tx } from '../db/unit-of-work.js';
import { type AppealRow, stepAppeal } from './appeal-row.js';

const HOUR_MS = 3_600_000;

/** The system answers at once, and the clock to the decision starts. */
export function acknowledge(tx: Tx, appeal: AppealRow): void {
  const { now } = tx.context;
  const refusal = stepAppeal(tx, appeal, { type: 'acknowledge' }, SYSTEM);
  if (refusal) throw new Error(`appeal ${appeal.id} can't be acknowledged: ${refusal.message}`);
  appeal.submittedAt ??= now;
  appeal.acknowledgedAt = now;
  appeal.dueAt = new Date(now.getTime() + DEFAULT_APPEAL_POLICY.targetHours * HOUR_MS);
  const payload = { appealId: appeal.id, kind: 'appeal_acknowledged' as const, at: now.toISOString() };
  tx.enqueue({ topic: 'notices.compose', payload });
}

/** Kinds that leave a customer without something that could be given back for the time of the review. */
const FELT = new Set(['suspend', 'terminate', 'restrict', 'rate_limit']);
export const canAskForRelief = (appeal: Pick<AppealRow, 'interimRelief' | 'decidedAt' | 'actions'>): boolean =>
  appeal.interimRelief === 'none' && appeal.decidedAt === null && appeal.actions.some(({ kind }) => FELT.has(kind));

/** Asks for temporary access during the review, in memory, with its event. */
export function askForRelief(tx: Tx, appeal: AppealRow, reason: string): Refusal | null {
  if (appeal.decidedAt) return refuse('DECIDED', 'This appeal is decided.');
  if (!canAskForRelief({ ...appeal, interimRelief: 'none' })) {
    return refuse('NOTHING_TO_RELIEVE', 'Nothing was switched off that could be given back during the review.');
  }
  const current = { state: appeal.interimRelief, answerDueAt: appeal.reliefDueAt, limits: appeal.reliefLimits };
  const decided = decideRelief(current, { type: 'ask', reason }, { now: tx.context.now, actor: tx.context.actor });
  if (!decided.ok) return decided;
  appeal.interimRelief = decided.next.state;
  appeal.reliefDueAt = decided.next.answerDueAt;
  appeal.reliefReason = reason;
  tx.record({
    stage: 'appeals',
    kind: 'relief.ask',
    entityKind: 'appeal',
    entityId: appeal.id,
    caseId: appeal.caseId,
    body: { why: reason },
  });
  return null;
}
