import type { CommandContext, Tx, UnitOfWork } from '../db/unit-of-work.js';
import type { OutboxTopic } from './topics.js';

/** A row on its way to a processor. The attempt is a fence: work of an older attempt cannot complete the row. */
export interface OutboxTicket {
  rowId: string;
  topic: OutboxTopic;
  /** 1 for the first. */
  attempt: number;
}

export interface ClaimedRow extends OutboxTicket {
  payload: unknown;
  requestId: string | null;
}

/** Thrown by `completeOutbox`, so that the effect of an attempt that took too long is rolled back. */
export class OutdatedAttempt extends Error {}

const TAKE = `
  with due as (
    select id from outbox
    where completed_at is null and failed_at is null and not_before <= now() and topic = any($1::text[])
    order by not_before, id limit $2 for update skip locked)
  update outbox o set dispatched_at = now(), not_before = now() + $3 * interval '1 millisecond'
  from due where o.id = due.id
  returning o.id as "rowId", o.topic, o.attempts + 1 as attempt`;

/**
 * Takes rows that are due, to be put into the queue. One that is not claimed in time is due again, under the same
 * attempt: a queue that still holds it takes no second job of that name, and a queue that lost it gets it back.
 * @param topics what this worker has processors for; others are left to workers that do
 */
export async function takeDueRows(
  uow: UnitOfWork,
  topics: readonly OutboxTopic[],
  { limit, againAfterMs }: { limit: number; againAfterMs: number },
): Promise<OutboxTicket[]> {
  return uow.read<OutboxTicket>(TAKE, [topics, limit, againAfterMs]);
}

/** Makes rows due at once whose jobs could not be put into the queue. */
export async function giveBackRows(uow: UnitOfWork, tickets: readonly OutboxTicket[]): Promise<void> {
  await uow.read(
    `update outbox o set not_before = now()
     from unnest($1::uuid[], $2::int[]) as t(id, attempt)
     where o.id = t.id and o.attempts = t.attempt - 1 and o.completed_at is null`,
    [tickets.map(({ rowId }) => rowId), tickets.map(({ attempt }) => attempt)],
  );
}

/**
 * Begins an attempt. @returns null when the row is done or dead, or another attempt has begun
 * @param leaseMs after which the row is due again if nothing was heard of this attempt
 */
export async function claimRow(uow: UnitOfWork, ticket: OutboxTicket, leaseMs: number): Promise<ClaimedRow | null> {
  const rows = await uow.read<{ payload: unknown; requestId: string | null }>(
    `update outbox set attempts = attempts + 1, claimed_at = now(), not_before = now() + $3 * interval '1 millisecond'
     where id = $1 and attempts = $2 - 1 and completed_at is null and failed_at is null
     returning payload, request_id as "requestId"`,
    [ticket.rowId, ticket.attempt, leaseMs],
  );
  return rows[0] ? { ...ticket, ...rows[0] } : null;
}

/**
 * Says that an attempt which takes long is alive. @throws OutdatedAttempt when another one has begun meanwhile
 */
export async function renewRow(uow: UnitOfWork, ticket: OutboxTicket, leaseMs: number): Promise<void> {
  const rows = await uow.read(
    `update outbox set not_before = now() + $3 * interval '1 millisecond'
     where id = $1 and attempts = $2 and completed_at is null returning id`,
    [ticket.rowId, ticket.attempt, leaseMs],
  );
  if (rows.length === 0) throw outdated(ticket);
}

const outdated = ({ topic, rowId, attempt }: OutboxTicket): OutdatedAttempt =>
  new OutdatedAttempt(`${topic} ${rowId}: attempt ${attempt} is not the latest`);

/**
 * Marks the row as done in the transaction of its effect, so that both happen or neither does.
 * @throws OutdatedAttempt when another attempt has begun meanwhile
 */
export async function completeOutbox(tx: Tx, ticket: OutboxTicket): Promise<void> {
  const rows = await tx.prepared(
    'complete-outbox',
    `update outbox set completed_at = now(), last_error = null where id = $1 and attempts = $2 and completed_at is null returning id`,
    [ticket.rowId, ticket.attempt],
  );
  if (rows.length === 0) throw outdated(ticket);
}

/**
 * Notes a failure. @param retryAfterMs null when no attempt is left: the row becomes a dead letter, kept for replay
 */
export async function failRow(
  uow: UnitOfWork,
  ticket: OutboxTicket,
  error: string,
  retryAfterMs: number | null,
): Promise<void> {
  await uow.read(
    `update outbox set last_error = $3, failed_at = case when $4::int is null then now() end,
       not_before = now() + coalesce($4::int, 0) * interval '1 millisecond'
     where id = $1 and attempts = $2 and completed_at is null`,
    [ticket.rowId, ticket.attempt, error.slice(0, 2000), retryAfterMs],
  );
}

/** Gives dead letters of the outbox all their attempts again. @returns how many */
export async function replayDeadRows(
  uow: UnitOfWork,
  context: CommandContext,
  ids: readonly string[],
): Promise<number> {
  return uow.run(context, async (tx) => {
    const rows = await tx.query<{ id: string; topic: string }>(
      `update outbox set failed_at = null, attempts = 0, not_before = now(), last_error = null
       where id = any($1::uuid[]) and failed_at is not null returning id, topic`,
      [ids],
    );
    for (const { id, topic } of rows) {
      tx.record({
        stage: 'operations',
        kind: 'outbox.replayed',
        entityKind: 'outbox',
        entityId: id,
        body: { facts: { topic } },
      });
    }
    tx.wake('outbox');
    return rows.length;
  });
}

/** Drops rows that were completed before this instant. @returns how many */
export async function pruneOutbox(uow: UnitOfWork, completedBefore: Date, limit = 10_000): Promise<number> {
  const rows = await uow.read(
    `delete from outbox where id in (select id from outbox where completed_at < $1 order by completed_at limit $2) returning id`,
    [completedBefore, limit],
  );
  return rows.length;
}
