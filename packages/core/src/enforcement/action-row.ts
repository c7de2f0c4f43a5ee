import {
  type ActionCommand,
  type ActionKind,
  type ActionRefusalCode,
  type ActionState,
  type ActionThing,
  type Actor,
  decideAction,
  type Refusal,
  type Scope,
} from '@portcullis/domain';
import type { Tx } from '../db/unit-of-work.js';

/** An action that a command has locked. */
export interface ActionRow {
  id: string;
  decisionId: string;
  caseId: string;
  customerId: string | null;
  kind: ActionKind;
  scope: Scope;
  route: string;
  subjectKind: string;
  subjectId: string;
  state: ActionState;
  until: Date | null;
  seats: number;
  proposedBy: string;
  orderedAt: Date;
  inEffectAt: Date | null;
  endedAt: Date | null;
}

const COLUMNS = `
  a.id, a.decision_id as "decisionId", a.case_id as "caseId", a.customer_id as "customerId", a.kind, a.scope, d.route,
  a.subject_kind as "subjectKind", a.subject_id as "subjectId", a.state, a.until, a.seats,
  coalesce(d.proposer_id::text, 'system') as "proposedBy", a.ordered_at as "orderedAt", a.in_effect_at as "inEffectAt", a.ended_at as "endedAt"`;

/** Locks actions in order of id. Lock their case first. */
export async function lockActions(tx: Tx, ids: readonly string[]): Promise<ActionRow[]> {
  return tx.prepared<ActionRow>(
    'lock-actions',
    `select ${COLUMNS} from action a join decision d on d.id = a.decision_id where a.id = any($1::uuid[]) order by a.id for update of a`,
    [[...ids]],
  );
}

/**
 * Takes an action one step along its machine and writes it.
 * @param more facts for history
 * @returns null when done, else the rule's refusal, with nothing written
 */
export async function stepAction(
  tx: Tx,
  action: ActionRow,
  command: ActionCommand,
  { actor = tx.context.actor, failure = null }: { actor?: Actor; failure?: string | null } = {},
): Promise<Refusal<ActionRefusalCode> | null> {
  const { now } = tx.context;
  const thing: ActionThing = { ...action, endChoice: null, emergency: null };
  const decided = decideAction(thing, command, { now, actor });
  if (!decided.ok) return decided;
  if (decided.events.length === 0) return null;
  const { next } = decided;
  const reason = command.reason?.trim() || null;
  await tx.prepared(
    'step-action',
    `update action set state = $2, in_effect_at = $3, ended_at = $4, failure = $5, end_reason = coalesce($6, end_reason), version = version + 1 where id = $1`,
    [action.id, next.state, next.inEffectAt, next.endedAt, failure, ENDING.has(command.type) ? reason : null],
  );
  for (const event of decided.events) {
    tx.record({
      stage: 'enforcement',
      kind: event.name,
      entityKind: 'action',
      entityId: action.id,
      caseId: action.caseId,
      automatic: event.automatic,
      body: {
        why: event.reason ?? undefined,
        before: { state: event.from },
        after: { state: event.to },
        facts: {
          kind: action.kind,
          scope: action.scope,
          route: action.route,
          subjectKind: action.subjectKind,
          seats: action.seats,
          msSinceOrdered: now.getTime() - action.orderedAt.getTime(),
          ...event.detail,
        },
      },
    });
  }
  Object.assign(action, { state: next.state, inEffectAt: next.inEffectAt, endedAt: next.endedAt });
  return null;
}

const ENDING = new Set(['lift', 'lapse', 'reverse', 'expire', 'supersede', 'abandon']);
