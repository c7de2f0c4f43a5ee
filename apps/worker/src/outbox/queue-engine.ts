import type { Config } from '@portcullis/core';
import type { OutboxTicket } from '@portcullis/core/outbox/outbox-row';
import type { Logger } from 'pino';
import { postgresEngine } from './postgres-engine.js';
import { redisEngine } from './redis-engine.js';

/** What puts jobs before processors. It holds nothing that the outbox does not hold too: losing all of it loses time only. */
export interface QueueEngine {
  readonly kind: 'postgres' | 'redis';
  /** Adds jobs named `<rowId>-<attempt>`; one that is there already is not added again. */
  add(queue: string, tickets: readonly OutboxTicket[]): Promise<void>;
  /** Begins to work on a queue. `work` never throws for a row's failure: that is noted on the row. */
  work(queue: string, concurrency: number, work: (ticket: OutboxTicket) => Promise<void>): void;
  /** Takes no further jobs and waits for those that run. */
  drain(): Promise<void>;
  /** Ends all connections. */
  close(): Promise<void>;
}

/** The engine that the settings ask for, with its tables made where it has some. @throws when it cannot be reached */
export function openQueueEngine(config: Config, log: Logger): Promise<QueueEngine> {
  if (config.QUEUE_URL) return redisEngine(config.QUEUE_URL, log);
  if (!config.DATABASE_QUEUE_URL) {
    throw new Error('PORTCULLIS_DATABASE_QUEUE_URL: needed by the worker when PORTCULLIS_QUEUE_URL is empty');
  }
  return postgresEngine(config.DATABASE_QUEUE_URL, log);
}
