import { rungOf } from '@portcullis/domain';
import { advanceCase, type LockedCase } from '../casework/case-step.js';
import type { Tx } from '../db/unit-of-work.js';
import { orderActions } from '../enforcement/order-actions.js';
import { recordCaseOutcomes } from '../outcomes/record-outcomes.js';
import type { Assessment } from './assess.js';
import type { NumberlessDecision } from './decision-row.js';

/**
 * What follows from an approved decision, in the transaction of its approval: the case moves on, actions are ordered,
 * alerts get their outcomes, and the customer's notice is asked for. The caller saves the case.
 */
export async function applyDecision(
  tx: Tx,
  locked: LockedCase,
  decision: NumberlessDecision,
  assessment: Assessment,
): Promise<void> {
  advanceCase(tx, locked, { type: 'proposal_approved' }, { kind: decision.kind, automatic: decision.automatic });
  await recordCaseOutcomes(tx, {
    caseId: locked.id,
    decisionId: decision.id,
    kind: decision.kind,
    clearing: decision.clearing,
  });
  if (rungOf(decision.kind).hits) {
    await orderActions(tx, {
      decisionId: decision.id,
      caseId: locked.id,
      kind: decision.kind,
      scope: decision.scope,
      route: decision.route,
      reasonCode: decision.clauseId ?? 'terms',
      until: decision.until,
      automatic: decision.automatic,
      proposedBy: decision.proposerId,
      subjects: assessment.hit,
    });
    advanceCase(tx, locked, { type: 'enforce' });
    tx.enqueue({ topic: 'notices.compose', payload: { decisionId: decision.id, at: tx.context.now.toISOString() } });
    return;
  }
  if (decision.kind === 'monitor' && decision.until) {
    advanceCase(tx, locked, { type: 'monitor', until: decision.until });
    return;
  }
  advanceCase(tx, locked, { type: 'resolve', openActions: 0 }, { kind: decision.kind });
  // Nothing was done to anybody, so there is nothing to appeal.
  advanceCase(tx, locked, { type: 'finalise', appealWindowEndsAt: null, openAppeals: 0, lastAppealDecided: false });
}
