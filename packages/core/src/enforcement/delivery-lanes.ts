import type { UnitOfWork } from '../db/unit-of-work.js';

/** A message as it goes out. */
export interface LaneMessage {
  id: string;
  lane: string;
  sequence: number;
  kind: string;
  /** The text that is signed and sent. */
  body: string;
  attempts: number;
  firstAttemptAt: Date | null;
  actionId: string | null;
  caseId: string | null;
}

/** A lane that this process alone may send from, until its lease ends. */
export interface LeasedLane {
  lane: string;
  /** `control_plane`, `provisioning` or `detector:<id>`. */
  endpoint: string;
  lease: string;
  /** The last sequence that the receiver took. */
  lastDelivered: number;
  /** The oldest undelivered ones, in order. */
  messages: LaneMessage[];
}

const CLAIM = `
  with due as (
    select lane from delivery_lane
    where next_attempt_at <= $1 and endpoint = any($2::text[])
    order by next_attempt_at limit $3 for update skip locked)
  update delivery_lane l set lease = $4, next_attempt_at = $1::timestamptz + $5 * interval '1 millisecond'
  from due where l.lane = due.lane
  returning l.lane, l.endpoint, l.lease, l.last_delivered as "lastDelivered", l.done_sequence as "doneSequence"`;

const MESSAGES = `
  select d.id, d.lane, d.sequence, d.kind, d.payload::text as body, d.attempts, d.first_attempt_at as "firstAttemptAt",
    d.action_id as "actionId", d.case_id as "caseId"
  from unnest($1::text[], $2::bigint[]) as l(lane, done)
  join delivery d on d.lane = l.lane and d.sequence > l.done and d.sequence <= l.done + $3
  order by d.lane, d.sequence`;

export interface ClaimOptions {
  now: Date;
  /** Names of the endpoints that can be sent to. */
  endpoints: readonly string[];
  limit: number;
  lease: string;
  leaseMs: number;
  /** Messages of one lane at a time. */
  chunk: number;
}

/** Takes the most overdue lanes, each with its oldest messages. Two processes never hold one lane. */
export async function claimLanes(uow: UnitOfWork, options: ClaimOptions): Promise<LeasedLane[]> {
  const { now, endpoints, limit, lease, leaseMs, chunk } = options;
  if (endpoints.length === 0 || limit <= 0) return [];
  const lanes = await uow.read<Omit<LeasedLane, 'messages'> & { doneSequence: number }>(CLAIM, [
    now,
    endpoints,
    limit,
    lease,
    leaseMs,
  ]);
  if (lanes.length === 0) return [];
  const messages = await messagesOf(uow, lanes, chunk);
  return lanes.map(({ doneSequence: _, ...lane }) => ({ ...lane, messages: messages.get(lane.lane) ?? [] }));
}

/** The next messages of lanes, after those that are done. */
export async function messagesOf(
  uow: UnitOfWork,
  lanes: readonly { lane: string; doneSequence: number }[],
  chunk: number,
): Promise<Map<string, LaneMessage[]>> {
  const rows = await uow.read<LaneMessage>(MESSAGES, [
    lanes.map(({ lane }) => lane),
    lanes.map(({ doneSequence }) => doneSequence),
    chunk,
  ]);
  const byLane = new Map<string, LaneMessage[]>();
  for (const row of rows) {
    const own = byLane.get(row.lane);
    if (own) own.push(row);
    else byLane.set(row.lane, [row]);
  }
  return byLane;
}
