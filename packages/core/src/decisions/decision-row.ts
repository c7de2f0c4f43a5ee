import {
  type ActionKind,
  type ApprovalGiven,
  type ApprovalSlot,
  type Clearing,
  type DecisionCommand,
  type DecisionRefusalCode,
  type DecisionState,
  type DomainEvent,
  decideDecision,
  type Refusal,
  type Route,
  type Scope,
} from '@portcullis/domain';
import type { Tx } from '../db/unit-of-work.js';

/** A decision that a command has locked, or has just made. */
export interface DecisionRow {
  id: string;
  number: number;
  caseId: string;
  state: DecisionState;
  kind: ActionKind;
  scope: Scope;
  route: Route;
  clauseId: string | null;
  until: Date | null;
  proposerId: string;
  proposedAt: Date;
  expiresAt: Date;
  needed: ApprovalSlot[];
  given: ApprovalGiven[];
  clearing: Clearing | null;
  bindingHash: Buffer;
  automatic: boolean;
}

/** A decision that is being made: its number comes from the database. */
export type NumberlessDecision = Omit<DecisionRow, 'number'>;

const LOCK = `
  select d.id, d.number, d.case_id as "caseId", d.state, d.kind, coalesce(d.scope, 'account') as scope, d.route, d.clause_id as "clauseId",
    d.until, d.proposer_id as "proposerId", d.proposed_at as "proposedAt", d.expires_at as "expiresAt", d.needed, d.binding_hash as "bindingHash",
    d.automatic, case when d.outcome_verdict is not null then json_build_object('verdict', d.outcome_verdict, 'reason', d.outcome_reason) end as clearing,
    coalesce((select json_agg(json_build_object('staffId', a.staff_id, 'slot', a.slot) order by a.at) from approval a
      where a.decision_id = d.id and a.answer = 'approved'), '[]') as given
  from decision d where d.id = $1 for update`;

/** Locks a decision. Lock its case first. @returns null when there is none with this id */
export async function lockDecision(tx: Tx, decisionId: string): Promise<DecisionRow | null> {
  return (await tx.prepared<DecisionRow>('lock-decision', LOCK, [decisionId]))[0] ?? null;
}

/** Takes a decision one step along its machine, in memory, with its event. @returns null when done, else the refusal */
export function stepDecision(
  tx: Tx,
  decision: NumberlessDecision,
  command: DecisionCommand,
): Refusal<DecisionRefusalCode> | null {
  const { now, actor } = tx.context;
  const decided = decideDecision({ ...decision, proposedBy: decision.proposerId }, command, { now, actor });
  if (!decided.ok) return decided;
  decision.state = decided.next.state;
  decision.given = [...decided.next.given];
  for (const event of decided.events) recordStep(tx, decision, event);
  return null;
}

/** Approves what needs no second person, by its proposer. */
export function settleOwn(tx: Tx, decision: NumberlessDecision): void {
  const refusal = stepDecision(tx, decision, { type: 'settle', changedBeyondTolerance: [] });
  if (refusal) throw new Error(`decision ${decision.id} can't be settled: ${refusal.message}`);
}

function recordStep(tx: Tx, decision: NumberlessDecision, event: DomainEvent): void {
  tx.record({
    stage: 'decisions',
    kind: event.name,
    entityKind: 'decision',
    entityId: decision.id,
    caseId: decision.caseId,
    automatic: event.automatic,
    body: {
      why: event.reason ?? undefined,
      before: { state: event.from },
      after: { state: event.to },
      facts: {
        kind: decision.kind,
        scope: decision.scope,
        route: decision.route,
        msSinceProposed: tx.context.now.getTime() - decision.proposedAt.getTime(),
        ...event.detail,
      },
    },
  });
}
