import { newId } from '../db/ids.js';
import type { Tx } from '../db/unit-of-work.js';

/** One message to a program outside. It is sent by the worker, after the commit, in order within its lane. */
export interface NewDelivery {
  endpoint: 'control_plane' | 'detector' | 'provisioning';
  /** For `detector`: which one. */
  detectorId?: string;
  /** Messages of one lane arrive in the order in which they were enqueued: a subject, a detector. */
  lane: string;
  /** The `type` of the webhook, such as `action.requested`. */
  kind: string;
  /** The `data` of the webhook, without `sequence` and `idempotencyKey`, which are added here. */
  payload: Record<string, unknown>;
  actionId?: string;
  caseId?: string;
}

const ENQUEUE = `
  with wanted as (
    select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::jsonb[], $7::uuid[], $8::uuid[])
      with ordinality as w(id, endpoint_kind, detector_id, lane, kind, payload, action_id, case_id, n)
  ), lanes as (
    insert into delivery_lane (lane, last_sequence) select lane, count(*) from wanted group by lane order by lane
    on conflict (lane) do update set last_sequence = delivery_lane.last_sequence + excluded.last_sequence
    returning lane, last_sequence
  ), numbered as (
    select w.*, l.last_sequence - count(*) over (partition by w.lane) + row_number() over (partition by w.lane order by w.n) as sequence
    from wanted w join lanes l on l.lane = w.lane
  )
  insert into delivery (id, endpoint_kind, detector_id, lane, sequence, kind, payload, action_id, case_id, next_attempt_at, created_at)
  select id, endpoint_kind, detector_id, lane, sequence, kind,
    payload || jsonb_build_object('sequence', sequence, 'idempotencyKey', id), action_id, case_id, now(), $9
  from numbered`;

/** Adds messages, with this transaction; each lane's next numbers are taken under its row lock, lanes in sorted order. */
export async function enqueueDeliveries(tx: Tx, deliveries: readonly NewDelivery[]): Promise<void> {
  if (deliveries.length === 0) return;
  await tx.prepared('enqueue-deliveries', ENQUEUE, [
    deliveries.map(() => newId()),
    deliveries.map((delivery) => delivery.endpoint),
    deliveries.map((delivery) => delivery.detectorId ?? null),
    deliveries.map((delivery) => delivery.lane),
    deliveries.map((delivery) => delivery.kind),
    deliveries.map((delivery) => JSON.stringify(delivery.payload)),
    deliveries.map((delivery) => delivery.actionId ?? null),
    deliveries.map((delivery) => delivery.caseId ?? null),
    tx.context.now,
  ]);
  tx.wake('delivery');
}
