import type { Actor } from '@portcullis/domain';
import type pg from 'pg';
import type { DataSource } from 'typeorm';
import { appendEvents, type HistoryEvent } from '../audit/append.js';
import { insertOutbox, type OutboxMessage } from '../outbox/outbox.js';
import { type WakeTopic, wakeAfterCommit } from '../outbox/wake.js';

/** Who does something, when (possibly a simulated instant), and in which request. */
export interface CommandContext {
  actor: Actor;
  now: Date;
  requestId?: string;
}

/** What a command sees of its transaction. Events and messages are written just before the commit. */
export interface Tx {
  /** Runs SQL. Values are bound, never spliced. */
  query<Row extends object = Record<string, unknown>>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** As `query`, for a hot statement: prepared once per connection under this name. */
  prepared<Row extends object = Record<string, unknown>>(
    name: string,
    sql: string,
    values?: readonly unknown[],
  ): Promise<Row[]>;
  /** The number of rows that an update or delete touched. */
  execute(sql: string, values?: readonly unknown[]): Promise<number>;
  /** The driver's client, for COPY. */
  readonly client: pg.PoolClient;
  readonly context: CommandContext;
  /** Adds an event to history, with this transaction. */
  record(event: HistoryEvent): void;
  /** Adds work for the worker, with this transaction. */
  enqueue(message: OutboxMessage): void;
  /** Forgets what was recorded and enqueued so far: for a refusal that comes after a step was rehearsed. */
  discard(): void;
  /** Wakes whoever waits for this topic, after the commit. */
  wake(topic: WakeTopic): void;
}

/**
 * One transaction that tells the whole truth: state, history and outbox are committed together or not at all.
 * No foreign I/O inside. A refusal that is returned (not thrown) commits what was recorded, so return it before writing.
 */
export class UnitOfWork {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws whatever `work` throws, after rolling back */
  async run<T>(context: CommandContext, work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    const topics = new Set<WakeTopic>();
    try {
      const client = (await runner.connect()) as pg.PoolClient;
      await runner.startTransaction();
      try {
        const events: HistoryEvent[] = [];
        const messages: OutboxMessage[] = [];
        const tx = transactionOn(client, context, events, messages, topics);
        const result = await work(tx);
        if (events.length > 0) {
          await appendEvents(tx, events);
          topics.add('history');
        }
        if (messages.length > 0) {
          await insertOutbox(tx, messages);
          topics.add('outbox');
        }
        await runner.commitTransaction();
        if (topics.size > 0) wakeAfterCommit(this.dataSource, topics);
        return result;
      } catch (fault) {
        if (runner.isTransactionActive) await runner.rollbackTransaction();
        throw fault;
      }
    } finally {
      await runner.release();
    }
  }

  /** A read outside any transaction of ours, on the pool. */
  async read<Row extends object = Record<string, unknown>>(
    sql: string,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as pg.PoolClient;
      return (await client.query<Row & pg.QueryResultRow>(sql, [...values])).rows;
    } finally {
      await runner.release();
    }
  }
}

function transactionOn(
  client: pg.PoolClient,
  context: CommandContext,
  events: HistoryEvent[],
  messages: OutboxMessage[],
  topics: Set<WakeTopic>,
): Tx {
  return {
    client,
    context,
    query: async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
      (await client.query<Row & pg.QueryResultRow>(sql, [...values])).rows as Row[],
    prepared: async <Row extends object>(name: string, sql: string, values: readonly unknown[] = []) =>
      (await client.query<Row & pg.QueryResultRow>({ name, text: sql, values: [...values] })).rows as Row[],
    execute: async (sql, values = []) => (await client.query(sql, [...values])).rowCount ?? 0,
    record: (event) => void events.push(event),
    enqueue: (message) => void messages.push(message),
    discard: () => {
      events.length = 0;
      messages.length = 0;
    },
    wake: (topic) => void topics.add(topic),
  };
}
