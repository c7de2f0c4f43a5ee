import type { Duplex } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
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
  /** As `prepared`, for a statement whose answer nobody needs: it travels with the next one. If it fails, all fails. */
  post(name: string, sql: string, values?: readonly unknown[]): void;
  /** The number of rows that an update or delete touched. */
  execute(sql: string, values?: readonly unknown[]): Promise<number>;
  /** The driver's client, for COPY; from then on statements go one by one. */
  readonly client: pg.PoolClient;
  /** The same while `work` runs: nothing else may be under way. Afterwards statements travel together again. */
  alone<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T>;
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
  private readonly waiting: Waiting[] = [];

  constructor(private readonly dataSource: DataSource) {}

  /**
   * Statements travel together wherever the next does not need the answer of the one before: BEGIN with the first, what
   * `work` starts at once or posts, history, outbox and COMMIT in one write. A round trip costs more than most statements.
   * @param sent called once all is on its way, COMMIT included, and nobody knows yet how it ends
   * @throws whatever `work` throws, after rolling back
   */
  run<T>(context: CommandContext, work: (tx: Tx) => Promise<T>, sent?: () => void): Promise<T> {
    return this.runTogether([context], ([tx]) => work(tx as Tx), sent);
  }

  /**
   * As `run`, for several people's commands in one transaction: each has a `Tx` of its own, in the order of `contexts`,
   * and what it records and enqueues is written as its own. All are committed, or none. A row that one of them has locked
   * is no obstacle for the others, so they must not be after the same one.
   * @throws whatever `work` throws, after rolling back
   */
  async runTogether<T>(
    contexts: readonly CommandContext[],
    work: (txs: readonly Tx[]) => Promise<T>,
    sent?: () => void,
  ): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    const topics = new Set<WakeTopic>();
    const client = (await runner.connect()) as pg.PoolClient;
    try {
      pipelined(client, true);
      const posted: Promise<unknown>[] = [];
      const begun = send(client, 'begin');
      begun.catch(() => undefined); // Thrown below, with what `work` makes of a lost connection.
      posted.push(begun);
      const collected = contexts.map((context): Collected => ({ context, events: [], messages: [], topics, posted }));
      const txs = collected.map((one) => transactionOn(client, one));
      let committed: Promise<pg.QueryResult> | undefined;
      try {
        const result = await work(txs);
        const [tx] = txs;
        const events = collected.flatMap(({ context, events: of }) => of.map((event) => ({ context, event })));
        const messages = collected.flatMap(({ context, messages: of }) => of.map((message) => ({ context, message })));
        if (tx && events.length > 0) {
          posted.push(appendEvents(tx, events));
          topics.add('history');
        }
        if (tx && messages.length > 0) {
          posted.push(insertOutbox(tx, messages));
          topics.add('outbox');
        }
        committed = send(client, 'commit');
        sent?.();
        await allOf([...posted, committed]);
        // COMMIT of a transaction that failed is a ROLLBACK, and no error.
        if ((await committed).command !== 'COMMIT') throw new Error('The transaction was rolled back.');
        if (topics.size > 0) wakeAfterCommit(this.dataSource, topics);
        return result;
      } catch (fault) {
        // On a connection that broke there is nothing left to roll back.
        const first = await allOf([...posted, send(client, 'rollback')]).catch((other: unknown) => other);
        if (committed && !(await isAnswered(committed))) inDoubt.add(fault as object);
        // After a posted statement failed, the next that is awaited only hears that the transaction is no more.
        throw isAborted(fault) && first ? first : fault;
      }
    } finally {
      pipelined(client, false);
      await runner.release();
    }
  }

  /**
   * A read outside any transaction of ours, on the pool.
   * @param name prepares it once per connection and lets it travel with other named reads of this moment: for a hot,
   * quick statement whose text never varies
   */
  async read<Row extends object = Record<string, unknown>>(
    sql: string,
    values: readonly unknown[] = [],
    name?: string,
  ): Promise<Row[]> {
    const statement = { name, text: sql, values: [...values] };
    return (name ? await this.together(statement) : await this.onPool((client) => client.query(statement)))
      .rows as Row[];
  }

  private together(statement: pg.QueryConfig): Promise<pg.QueryResult> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ statement, resolve, reject });
      if (this.waiting.length === 1) setImmediate(() => this.sendWaiting());
    });
  }

  private sendWaiting(): void {
    const all = this.waiting.splice(0);
    for (let from = 0; from < all.length; from += MOST_TOGETHER) {
      const some = all.slice(from, from + MOST_TOGETHER);
      this.onPool(async (client) => {
        pipelined(client, true);
        try {
          await Promise.all(
            some.map(({ statement, resolve, reject }) => send(client, statement).then(resolve, reject)),
          );
        } finally {
          pipelined(client, false);
        }
      }).catch((fault: unknown) => {
        for (const { reject } of some) reject(fault);
      });
    }
  }

  private async onPool<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      return await work((await runner.connect()) as pg.PoolClient);
    } finally {
      await runner.release();
    }
  }
}

const inDoubt = new WeakSet<object>();

/**
 * Whether nobody knows if the transaction that ended with this fault was committed: the connection broke while COMMIT was
 * under way. Who does it again might do it twice.
 */
export const isInDoubt = (fault: unknown): boolean => typeof fault === 'object' && fault !== null && inDoubt.has(fault);

const isAborted = (fault: unknown): boolean => (fault as { code?: unknown } | null)?.code === '25P02';

/** Done or refused, by a server that stays: not the last words of one that goes, and not silence. */
const isAnswered = (committed: Promise<unknown>): Promise<boolean> =>
  committed.then(
    () => true,
    (fault: { severity?: unknown }) => fault.severity === 'ERROR',
  );

/** Reads that share a connection for a moment: more would wait for each other longer than a write costs. */
const MOST_TOGETHER = 8;

interface Waiting {
  statement: pg.QueryConfig;
  resolve: (result: pg.QueryResult) => void;
  reject: (fault: unknown) => void;
}

/** What one command has said so far; topics and statements are the transaction's. */
interface Collected {
  context: CommandContext;
  events: HistoryEvent[];
  messages: OutboxMessage[];
  topics: Set<WakeTopic>;
  posted: Promise<unknown>[];
}

function transactionOn(client: pg.PoolClient, { context, events, messages, topics, posted }: Collected): Tx {
  const prepared = async <Row extends object>(name: string, sql: string, values: readonly unknown[] = []) =>
    (await send<Row>(client, { name, text: sql, values: [...values] })).rows;
  return {
    get client() {
      // Foreign submittables, such as COPY, need the connection to themselves.
      pipelined(client, false);
      return client;
    },
    alone: async (work) => {
      await Promise.all(posted);
      pipelined(client, false);
      try {
        return await work(client);
      } finally {
        pipelined(client, true);
      }
    },
    context,
    query: async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
      (await send<Row>(client, { text: sql, values: [...values] })).rows,
    prepared,
    post: (name, sql, values) => {
      const sent = prepared(name, sql, values);
      sent.catch(() => undefined); // Thrown by `run`, which awaits it with the commit.
      posted.push(sent);
    },
    execute: async (sql, values = []) => (await send(client, { text: sql, values: [...values] })).rowCount ?? 0,
    record: (event) => void events.push(event),
    enqueue: (message) => void messages.push(message),
    discard: () => {
      events.length = 0;
      messages.length = 0;
    },
    wake: (topic) => void topics.add(topic),
  };
}

/** Whether the driver writes a statement before the one ahead of it is answered. */
function pipelined(client: pg.PoolClient, on: boolean): void {
  (client as unknown as { pipeline: boolean }).pipeline = on;
}

/**
 * Lets what was posted go out before a command goes on with long work of its own: what it sends without waiting for an
 * answer stays here until then.
 */
export const nextTurn = (): Promise<void> => turn();

const corked = new WeakSet<object>();

/** Sends a statement; those that are sent before this turn of the loop ends go out in one write. */
function send<Row extends object>(
  client: pg.PoolClient,
  statement: string | pg.QueryConfig,
): Promise<pg.QueryResult<Row & pg.QueryResultRow>> {
  const { stream } = (client as unknown as { connection: { stream: Duplex } }).connection;
  if (!corked.has(stream)) {
    corked.add(stream);
    stream.cork();
    process.nextTick(() => {
      corked.delete(stream);
      stream.uncork();
    });
  }
  return client.query<Row & pg.QueryResultRow>(statement as pg.QueryConfig);
}

/** Waits for all, whatever happens to any. @throws the first failure, which is the cause of those after it */
async function allOf(promises: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(promises)).find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
}
