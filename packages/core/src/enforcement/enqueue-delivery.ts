import { newId } from '../db/ids.js';
import type { Tx } from '../db/unit-of-work.js';

export type EndpointKind = 'control_plane' | 'detector' | 'provisioning';

/** A message to a program outside. It is signed and sent by the worker, after the commit, in order within its lane. */
export interface NewDelivery {
  endpoint: EndpointKind;
  /** For `detector`: whose endpoint. */
  detectorId?: string;
  /** Messages of one lane go out one after the other; a lane belongs to one endpoint. Such as `subject:account:acct_9`. */
  lane: string;
  /** The `type` of the message, such as `action.requested`. */
  kind: string;
  /** The `data` of the message. `sequence` and `idempotencyKey` are added to every `action.requested`. */
  payload: Record<string, unknown>;
  actionId?: string;
  caseId?: string;
  /** A uuid of the caller's, where something else makes sure that it is enqueued once. */
  id?: string;
}

export interface EnqueuedDelivery {
  /** Also the `webhook-id` and the idempotency key. */
  id: string;
  lane: string;
  /** 1, 2, 3 … within the lane. */
  sequence: number;
}

const LANES = `
  insert into delivery_lane (lane, endpoint, last_sequence, next_attempt_at)
  select l.lane, l.endpoint, l.count, $4 from unnest($1::text[], $2::text[], $3::bigint[]) as l(lane, endpoint, count) order by l.lane
  on conflict (lane) do update set last_sequence = delivery_lane.last_sequence + excluded.last_sequence,
    next_attempt_at = case when delivery_lane.held then null else coalesce(delivery_lane.next_attempt_at, excluded.next_attempt_at) end
  returning lane, endpoint, last_sequence as "lastSequence"`;

const INSERT = `
  insert into delivery (id, endpoint_kind, detector_id, lane, sequence, kind, payload, action_id, case_id, next_attempt_at, created_at)
  select r.id, r.endpoint_kind, r.detector_id, r.lane, r.sequence, r.kind, r.payload, r.action_id, r.case_id, $10, $10
  from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::json[], $8::uuid[], $9::uuid[])
    as r(id, endpoint_kind, detector_id, lane, sequence, kind, payload, action_id, case_id)`;

/**
 * Writes messages with the caller's transaction and wakes the deliverer after its commit. The lane's row stays locked
 * until then, so that sequence and order of commit are the same. Call it once per transaction, with all messages:
 * lanes are locked in order of their names.
 * @returns one entry for each message, in the order given
 */
export async function enqueueDeliveries(tx: Tx, messages: readonly NewDelivery[]): Promise<EnqueuedDelivery[]> {
  if (messages.length === 0) return [];
  const { now } = tx.context;
  const sequences = await lastSequences(tx, messages);
  const enqueued = messages.map(({ id = newId(), lane }) => {
    const sequence = (sequences.get(lane) as number) + 1;
    sequences.set(lane, sequence);
    return { id, lane, sequence };
  });
  await tx.prepared('enqueue-deliveries', INSERT, [
    enqueued.map(({ id }) => id),
    messages.map(({ endpoint }) => endpoint),
    messages.map(({ detectorId }) => detectorId ?? null),
    enqueued.map(({ lane }) => lane),
    enqueued.map(({ sequence }) => sequence),
    messages.map(({ kind }) => kind),
    messages.map((message, index) => bodyOf(message, enqueued[index] as EnqueuedDelivery, now)),
    messages.map(({ actionId }) => actionId ?? null),
    messages.map(({ caseId }) => caseId ?? null),
    now,
  ]);
  tx.wake('delivery');
  return enqueued;
}

/** One message; see `enqueueDeliveries`. */
export async function enqueueDelivery(tx: Tx, message: NewDelivery): Promise<EnqueuedDelivery> {
  return (await enqueueDeliveries(tx, [message]))[0] as EnqueuedDelivery;
}

/** How a lane names its endpoint: `control_plane`, `provisioning` or `detector:<id>`. */
export function endpointName({ endpoint, detectorId }: Pick<NewDelivery, 'endpoint' | 'detectorId'>): string {
  if (endpoint !== 'detector') return endpoint;
  if (!detectorId) throw new Error('a message to a detector names the detector');
  return `detector:${detectorId}`;
}

function bodyOf({ kind, payload }: NewDelivery, { id, sequence }: EnqueuedDelivery, now: Date): string {
  const data = kind === 'action.requested' ? { ...payload, idempotencyKey: id, sequence } : payload;
  return JSON.stringify({ type: kind, timestamp: now.toISOString(), data });
}

/** Reserves as many numbers in each lane as there are messages for it. @returns the last number before them, by lane */
async function lastSequences(tx: Tx, messages: readonly NewDelivery[]): Promise<Map<string, number>> {
  const lanes = new Map<string, { endpoint: string; count: number }>();
  for (const message of messages) {
    const endpoint = endpointName(message);
    const lane = lanes.get(message.lane);
    if (lane && lane.endpoint !== endpoint) throw mixed(message.lane, lane.endpoint, endpoint);
    if (lane) lane.count += 1;
    else lanes.set(message.lane, { endpoint, count: 1 });
  }
  const rows = await tx.prepared<{ lane: string; endpoint: string; lastSequence: number }>('reserve-sequences', LANES, [
    [...lanes.keys()],
    [...lanes.values()].map(({ endpoint }) => endpoint),
    [...lanes.values()].map(({ count }) => count),
    tx.context.now,
  ]);
  return new Map(
    rows.map(({ lane, endpoint, lastSequence }) => {
      const wanted = lanes.get(lane) as { endpoint: string; count: number };
      if (wanted.endpoint !== endpoint) throw mixed(lane, endpoint, wanted.endpoint);
      return [lane, lastSequence - wanted.count];
    }),
  );
}

const mixed = (lane: string, owner: string, other: string): Error =>
  new Error(`lane ${lane} belongs to ${owner}, not to ${other}`);
