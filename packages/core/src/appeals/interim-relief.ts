import type { Tx } from '../db/unit-of-work.js';
import { enqueueDeliveries } from '../enforcement/enqueue-delivery.js';
import { laneOf } from '../enforcement/order-actions.js';
import type { AppealRow } from './appeal-row.js';

/** Tells the control plane what is given back for the time of the review. */
export async function orderRelief(tx: Tx, appeal: AppealRow, limits: string): Promise<void> {
  await tellControlPlane(tx, appeal, null, (action) => ({
    kind: 'restrict',
    scope: action.scope,
    effects: { temporaryAccess: limits },
    reasonCode: 'temporary_access_during_review',
  }));
}

/**
 * Takes temporary access back where the action stands: the control plane carries it out again as it was ordered.
 * @param restored actions that end anyway
 */
export async function endRelief(tx: Tx, appeal: AppealRow, restored: readonly string[]): Promise<void> {
  if (appeal.interimRelief !== 'granted' || appeal.reliefEndedAt) return;
  appeal.reliefEndedAt = tx.context.now;
  await tx.query('update appeal set relief_ended_at = $2 where id = $1', [appeal.id, tx.context.now]);
  const { id: entityId, caseId } = appeal;
  tx.record({ stage: 'appeals', kind: 'relief.end', entityKind: 'appeal', entityId, caseId, automatic: true });
  await tellControlPlane(tx, appeal, restored, (action) => ({
    kind: action.kind,
    scope: action.scope,
    ...(action.until ? { until: action.until.toISOString() } : {}),
    effects: action.effects,
    reasonCode: 'temporary_access_ended',
  }));
}

interface OrderedAction {
  id: string;
  caseId: string;
  kind: string;
  scope: string;
  subjectKind: string;
  subjectId: string;
  until: Date | null;
  effects: Record<string, unknown>;
}

/** Only about actions that are in effect: what is over needs no access, and what is coming finds the order behind it. */
async function tellControlPlane(
  tx: Tx,
  appeal: AppealRow,
  leftOut: readonly string[] | null,
  order: (action: OrderedAction) => Record<string, unknown>,
): Promise<void> {
  const actions = await tx.query<OrderedAction>(
    `select id, case_id as "caseId", kind, scope, subject_kind as "subjectKind", subject_id as "subjectId", until, effects
     from action where id = any($1::uuid[]) and state in ('executing', 'failed', 'retrying', 'active', 'done') order by id`,
    [appeal.actions.map(({ id }) => id).filter((id) => !leftOut?.includes(id))],
  );
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
        subjects: [{ kind: action.subjectKind, id: action.subjectId }],
        ...order(action),
      },
    })),
  );
}
