import { type Refusal, SYSTEM } from '@portcullis/domain';
import type { Tx } from '../db/unit-of-work.js';
import { type ActionRow, lockActions, stepAction } from './action-row.js';
import { effectsOf } from './effects.js';
import { enqueueDeliveries } from './enqueue-delivery.js';
import { laneOf } from './order-actions.js';

/** How an action ends. */
export type EndCommand =
  | { type: 'lift' | 'lapse'; reason?: string }
  | { type: 'expire'; reason?: string; openVerification: boolean }
  | { type: 'reverse'; reason: string; appealId: string | null };

/** Kinds that the subject feels, and whose wrongful time is counted as harm. */
const FELT = new Set(['suspend', 'terminate', 'restrict', 'rate_limit']);

/**
 * Orders the end of actions: lifted by a person, expired by date, or reversed because they were wrong. The control
 * plane gets a `lift`; a reversed action stays `reversing`, and its harm is counted, until the control plane confirms.
 * The caller has locked the case.
 * @returns the first refusal, with nothing written for that action, or null
 */
export async function endActions(tx: Tx, ids: readonly string[], command: EndCommand): Promise<Refusal | null> {
  const actions = await lockActions(tx, ids);
  const automatic = command.type === 'expire' || command.type === 'lapse';
  for (const action of actions) {
    const wasFelt = action.inEffectAt !== null;
    const refusal = await stepAction(tx, action, command, automatic ? { actor: SYSTEM } : {});
    if (refusal) return refusal;
    if (command.type === 'reverse' && wasFelt && FELT.has(action.kind)) await openHarm(tx, action);
  }
  await enqueueDeliveries(
    tx,
    actions.map((action) => ({
      endpoint: 'control_plane' as const,
      lane: laneOf(action.subjectKind, action.subjectId),
      kind: 'action.requested',
      actionId: action.id,
      caseId: action.caseId,
      payload: {
        actionId: action.id,
        kind: 'lift',
        scope: action.scope,
        subjects: [{ kind: action.subjectKind, id: action.subjectId }],
        effects: { restores: effectsOf(action.kind, action.scope), clearsRecord: command.type === 'reverse' },
        reasonCode: REASON_CODES[command.type],
      },
    })),
  );
  return null;
}

const REASON_CODES = { lift: 'lifted', expire: 'ended_by_date', reverse: 'reversed', lapse: 'not_ratified' } as const;

/** Starts to count the time that was wrongly taken; an action that has ended already is counted to its end. */
async function openHarm(tx: Tx, action: ActionRow): Promise<void> {
  await tx.query(
    `insert into harm (action_id, case_id, customer_id, from_at, seats) values ($1, $2, $3, $4, $5) on conflict (action_id) do nothing`,
    [action.id, action.caseId, action.customerId, action.inEffectAt, action.seats],
  );
}

/** Ends the count when the control plane has confirmed that the subject has its access back. */
export async function closeHarm(tx: Tx, action: ActionRow, at: Date): Promise<void> {
  await tx.query(
    `update harm set to_at = greatest(from_at, $2::timestamptz),
       hours = extract(epoch from greatest(from_at, $2::timestamptz) - from_at) / 3600,
       seat_hours = extract(epoch from greatest(from_at, $2::timestamptz) - from_at) / 3600 * seats
     where action_id = $1 and to_at is null`,
    [action.id, at],
  );
}
