import type { UnitOfWork } from '@portcullis/core';
import type { Clock } from '@portcullis/core/core.module';
import { claimRow, failRow, type OutboxTicket, OutdatedAttempt, renewRow } from '@portcullis/core/outbox/outbox-row';
import { type OutboxTopic, outboxPayloads } from '@portcullis/core/outbox/topics';
import { SYSTEM } from '@portcullis/domain';
import type { Logger } from 'pino';
import type { WorkerMetrics } from '../health/worker-metrics.js';
import { NotYet, PermanentFailure, type Processor } from '../stage.js';

export interface TicketTimes {
  /** A processor that takes longer is told to stop. */
  jobTimeoutMs: number;
  /** From the beginning of an attempt until the row is due again, if nothing was heard of it. More than the timeout. */
  leaseMs: number;
  firstRetryMs: number;
  longestRetryMs: number;
  maxAttempts: number;
}

export const TICKET_TIMES: TicketTimes = {
  jobTimeoutMs: 45_000,
  leaseMs: 60_000,
  firstRetryMs: 1_000,
  longestRetryMs: 600_000,
  maxAttempts: 16,
};

interface Parts {
  uow: UnitOfWork;
  clock: Clock;
  log: Logger;
  metrics: WorkerMetrics;
  processors: ReadonlyMap<OutboxTopic, Processor>;
  /** Aborted when the worker stops. */
  stopping: AbortSignal;
  times: TicketTimes;
}

/** Runs one attempt of one row from claim to result. Throws only when the database does not take the result. */
export async function runTicket(ticket: OutboxTicket, parts: Parts): Promise<void> {
  const { uow, clock, log, metrics, processors, stopping, times } = parts;
  const row = await claimRow(uow, ticket, times.leaseMs);
  if (!row) return metrics.jobEnded(ticket.topic, 'outdated', 0);
  const began = performance.now();
  const ended = (result: string) => metrics.jobEnded(ticket.topic, result, (performance.now() - began) / 1000);
  try {
    const processor = processors.get(ticket.topic) as Processor;
    const payload = outboxPayloads[ticket.topic].safeParse(row.payload);
    if (!payload.success) throw new PermanentFailure(`the payload is not of its topic: ${payload.error.message}`);
    await processor.process({
      ticket,
      payload: payload.data as never,
      context: { actor: SYSTEM, now: clock.now(), ...(row.requestId ? { requestId: row.requestId } : {}) },
      signal: AbortSignal.any([stopping, AbortSignal.timeout(times.jobTimeoutMs)]),
      renew: () => renewRow(uow, ticket, times.leaseMs),
    });
    ended('done');
  } catch (fault) {
    if (fault instanceof OutdatedAttempt) return ended('outdated');
    const retryAfterMs = retryAfter(fault, ticket.attempt, times);
    await failRow(uow, ticket, messageOf(fault), retryAfterMs);
    ended(fault instanceof NotYet ? 'not_yet' : retryAfterMs === null ? 'dead' : 'failed');
    if (fault instanceof NotYet) return;
    log[retryAfterMs === null ? 'error' : 'warn'](
      { err: fault, topic: ticket.topic, outbox: ticket.rowId, attempt: ticket.attempt, requestId: row.requestId },
      retryAfterMs === null ? 'outbox row is a dead letter' : 'outbox row failed and is tried again',
    );
  }
}

/** Doubling waits with jitter; null when there is none. */
export function retryAfter(fault: unknown, attempt: number, times: TicketTimes, random = Math.random()): number | null {
  if (fault instanceof NotYet) return fault.retryAfterMs;
  if (fault instanceof PermanentFailure || attempt >= times.maxAttempts) return null;
  const wait = Math.min(times.firstRetryMs * 2 ** (attempt - 1), times.longestRetryMs);
  return Math.round(wait * (0.75 + random / 2));
}

const messageOf = (fault: unknown): string =>
  fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault);
