import type { CommandContext, Tx, UnitOfWork } from '../db/unit-of-work.js';
import type { Attempt, AttemptVerdict } from './delivery.policy.js';
import type { LaneMessage, LeasedLane } from './delivery-lanes.js';

/** What became of a lane's messages while it was leased. */
export interface LaneResult {
  lane: LeasedLane;
  delivered: { message: LaneMessage; status: number; at: Date }[];
  /** The message at which it stopped, if it did. */
  stopped: {
    message: LaneMessage;
    attempt: Attempt;
    verdict: Exclude<AttemptVerdict, { is: 'delivered' }>;
    at: Date;
  } | null;
  /** True to go on sending under the same lease. */
  goOn: boolean;
}

export type Settled =
  /** Written. `more` messages wait, and the lease is still held when it was to go on. */
  | { is: 'written'; more: boolean }
  /** A transaction that adds to the lane holds its row: ask again in a moment. */
  | { is: 'busy' }
  /** The lease ended and another process may have taken over: what was sent may be sent again. */
  | { is: 'lost' };

const OWN = `
  select l.lane from delivery_lane l join unnest($1::text[], $2::uuid[]) as t(lane, lease) on l.lane = t.lane and l.lease = t.lease
  order by l.lane for update of l skip locked`;

const STILL_OWN = `
  select l.lane from delivery_lane l join unnest($1::text[], $2::uuid[]) as t(lane, lease) on l.lane = t.lane and l.lease = t.lease`;

const DELIVERED = `
  update delivery d set state = 'delivered', attempts = d.attempts + 1, last_status = t.status, last_error = null,
    delivered_at = t.at, first_attempt_at = coalesce(d.first_attempt_at, t.at), endpoint_id = coalesce(t.endpoint_id, d.endpoint_id)
  from unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::uuid[]) as t(id, status, at, endpoint_id) where d.id = t.id`;

const STOPPED = `
  update delivery d set state = t.state, attempts = d.attempts + 1, last_status = t.status, last_error = t.error,
    next_attempt_at = coalesce(t.next, d.next_attempt_at), first_attempt_at = coalesce(d.first_attempt_at, t.at),
    endpoint_id = coalesce(t.endpoint_id, d.endpoint_id)
  from unnest($1::uuid[], $2::text[], $3::int[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::uuid[])
    as t(id, state, status, error, next, at, endpoint_id) where d.id = t.id`;

const LANES = `
  update delivery_lane l set
    done_sequence = greatest(l.done_sequence, t.done),
    last_delivered = greatest(l.last_delivered, t.done),
    held = t.held,
    lease = case when t.go_on and greatest(l.done_sequence, t.done) < l.last_sequence then l.lease end,
    next_attempt_at = case
      when t.held then null
      when greatest(l.done_sequence, t.done) >= l.last_sequence then null
      when t.go_on then $5::timestamptz + $6 * interval '1 millisecond'
      else coalesce(t.next, $5) end
  from unnest($1::text[], $2::bigint[], $3::boolean[], $4::boolean[], $7::timestamptz[]) as t(lane, done, held, go_on, next)
  where l.lane = t.lane
  returning l.lane, l.last_sequence > l.done_sequence as more`;

/**
 * Writes what became of leased lanes, in one transaction for all of them. It waits for nobody while it holds rows, so it
 * cannot deadlock with transactions that add messages in whatever order.
 * @param endpointId the row of each endpoint's address, by endpoint name
 * @returns one answer for each result, in the order given
 */
export async function settleLanes(
  uow: UnitOfWork,
  context: CommandContext,
  results: readonly LaneResult[],
  endpointId: ReadonlyMap<string, string>,
  leaseMs: number,
): Promise<Settled[]> {
  const pairs = [results.map(({ lane }) => lane.lane), results.map(({ lane }) => lane.lease)] as const;
  return uow.run(context, async (tx) => {
    const own = new Set((await tx.prepared<{ lane: string }>('own-lanes', OWN, pairs)).map(({ lane }) => lane));
    const mine = results.filter(({ lane }) => own.has(lane.lane));
    const more = mine.length > 0 ? await write(tx, mine, endpointId, leaseMs) : new Map<string, boolean>();
    if (mine.length === results.length) return mine.map(({ lane }) => written(more, lane));
    const busy = new Set((await tx.query<{ lane: string }>(STILL_OWN, pairs)).map(({ lane }) => lane));
    return results.map(({ lane }): Settled => {
      if (own.has(lane.lane)) return written(more, lane);
      return busy.has(lane.lane) ? { is: 'busy' } : { is: 'lost' };
    });
  });
}

const written = (more: ReadonlyMap<string, boolean>, { lane }: LeasedLane): Settled => ({
  is: 'written',
  more: more.get(lane) ?? false,
});

async function write(
  tx: Tx,
  results: readonly LaneResult[],
  endpointId: ReadonlyMap<string, string>,
  leaseMs: number,
): Promise<Map<string, boolean>> {
  const idOf = ({ lane }: LaneResult) => endpointId.get(lane.endpoint) ?? null;
  const delivered = results.flatMap((result) => result.delivered.map((one) => ({ ...one, endpoint: idOf(result) })));
  if (delivered.length > 0) {
    await tx.prepared('deliveries-delivered', DELIVERED, [
      delivered.map(({ message }) => message.id),
      delivered.map(({ status }) => status),
      delivered.map(({ at }) => at),
      delivered.map(({ endpoint }) => endpoint),
    ]);
  }
  const stopped = results.flatMap((result) => (result.stopped ? [{ ...result.stopped, endpoint: idOf(result) }] : []));
  if (stopped.length > 0) {
    await tx.prepared('deliveries-stopped', STOPPED, [
      stopped.map(({ message }) => message.id),
      stopped.map(({ verdict }) => (verdict.is === 'dead' ? 'dead' : 'pending')),
      stopped.map(({ attempt }) => attempt.status),
      stopped.map(({ attempt }) => attempt.detail.slice(0, 1000)),
      stopped.map(({ verdict }) => (verdict.is === 'retry' ? verdict.at : null)),
      stopped.map(({ at }) => at),
      stopped.map(({ endpoint }) => endpoint),
    ]);
    for (const { message, attempt, verdict } of stopped) if (verdict.is === 'dead') noteDead(tx, message, attempt);
  }
  const lanes = await tx.prepared<{ lane: string; more: boolean }>('lanes-settled', LANES, [
    results.map(({ lane }) => lane.lane),
    results.map(({ delivered: done }) => done.at(-1)?.message.sequence ?? 0),
    results.map((result) => result.stopped?.verdict.is === 'dead'),
    results.map(({ goOn }) => goOn),
    tx.context.now,
    leaseMs,
    results.map(({ stopped: stop }) => (stop?.verdict.is === 'retry' ? stop.verdict.at : null)),
  ]);
  return new Map(lanes.map(({ lane, more }) => [lane, more]));
}

/** A dead letter is an alarm: it holds everything that is to follow it. */
function noteDead(tx: Tx, message: LaneMessage, attempt: Attempt): void {
  tx.record({
    stage: 'enforcement',
    kind: 'delivery.died',
    entityKind: 'delivery',
    entityId: message.id,
    caseId: message.caseId ?? undefined,
    automatic: true,
    body: {
      why: attempt.detail,
      facts: {
        lane: message.lane,
        sequence: message.sequence,
        kind: message.kind,
        actionId: message.actionId,
        attempts: message.attempts + 1,
        status: attempt.status,
      },
    },
  });
  if (message.actionId && message.kind === 'action.requested') {
    tx.enqueue({ topic: 'enforcement.undelivered', payload: { deliveryId: message.id, actionId: message.actionId } });
  }
}
