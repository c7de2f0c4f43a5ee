import type { Tx } from '../db/unit-of-work.js';

export interface LockedDelivery {
  lane: string;
  sequence: number;
  kind: string;
  state: 'pending' | 'delivered' | 'dead' | 'skipped';
  caseId: string | null;
  actionId: string | null;
}

/** Locks a delivery's lane, then reads it: whoever changes a delivery holds its lane. */
export async function lockDelivery(tx: Tx, id: string): Promise<LockedDelivery | null> {
  const [ref] = await tx.query<{ lane: string }>('select lane from delivery where id = $1', [id]);
  if (!ref) return null;
  await tx.query('select 1 from delivery_lane where lane = $1 for update', [ref.lane]);
  const [row] = await tx.query<LockedDelivery>(
    `select lane, sequence, kind, state, case_id as "caseId", action_id as "actionId" from delivery where id = $1`,
    [id],
  );
  return row ?? null;
}
