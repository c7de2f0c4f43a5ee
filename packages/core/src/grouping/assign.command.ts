import { getHeapStatistics } from 'node:v8';
import { DEFAULT_RULE_SET } from '@portcullis/domain';
import { GroupingEngine } from '@portcullis/domain/grouping/engine';
import type { CommandContext, Tx, UnitOfWork } from '../db/unit-of-work.js';
import { KnownCases } from './cases/known-cases.js';
import { takeHubChanges } from './hub-changes.js';
import { peekPending, takePending, takeThese, type Waiting } from './pending.js';
import { PgGroupingIndex } from './pg-index.js';
import { type Beginning, beginning, GROUPING_LOCK, GROUPING_SETTINGS, regroup } from './regroup.js';
import { activeRuleSet } from './rule-set.query.js';

export { GROUPING_LOCK } from './regroup.js';

export type AssignResult =
  /** `taken` counts alerts that needed no case and changes of the hub list, too. */
  | { readonly status: 'assigned'; readonly alerts: number; readonly taken: number }
  | { readonly status: 'idle' }
  /** Another worker is at it. */
  | { readonly status: 'busy' };

/** A batch that is under way. */
interface Batch {
  readonly done: Promise<AssignResult>;
  /** Settles when everything of it is on its way to the database, whatever comes of it there. */
  readonly sent: Promise<void>;
  /** The number of its change to the index, and what waits behind it; known once it was sent. Null when nothing does. */
  next(): { generation: number; waiting: Promise<Waiting> } | null;
}

/** Subjects and values that are kept in memory: some 400 bytes each, at most a quarter of what the process may have. */
const KEPT = Math.min(2_000_000, Math.floor(getHeapStatistics().heap_size_limit / 4 / 400));

/** Batches after which it begins anew: with alerts that were committed late though they are older, and for the caller. */
const MOST_AHEAD = 24;

/** What was prepared ahead rests on something that came otherwise: it is done again. */
class Overtaken extends Error {}

/**
 * Puts waiting alerts into cases, batch by batch. One per process: it keeps what recent batches touched in memory, and
 * forgets it when another process has written meanwhile or a batch failed. Any number of processes may try at once.
 *
 * While there is more than a batch, the next one is prepared while the database still writes the one before: its alerts
 * are read ahead, and it is worked out from what is in memory as if the one before were written already. Before it writes
 * anything it makes sure of that, in a transaction that got the lock after the one before had ended.
 */
export class AssignAlerts {
  private readonly index = new PgGroupingIndex();
  private readonly known = new KnownCases();
  /** What is read ahead. */
  private readonly ahead: Promise<unknown>[] = [];
  private engine: GroupingEngine | null = null;
  private generation = -1;

  constructor(
    private readonly uow: UnitOfWork,
    readonly batchSize = 4000,
  ) {}

  /**
   * The oldest alerts, and what waits behind them: at most so many batches, each in a transaction of its own, and no
   * further one once the signal is aborted or the hub list has changed.
   * @param size alerts of the only batch, where it is to be a smaller one
   */
  async run(
    context: () => CommandContext,
    { most = MOST_AHEAD, signal, size }: { most?: number; signal?: AbortSignal | undefined; size?: number } = {},
  ): Promise<AssignResult> {
    const batches: Batch[] = [this.oldest(context(), size ?? this.batchSize, most > 1 && size === undefined)];
    try {
      for (let batch = batches[0] as Batch; batches.length < most; batch = batches.at(-1) as Batch) {
        await batch.sent;
        const next = batch.next();
        const waiting = await next?.waiting;
        if (!next || !waiting || waiting.alerts.length === 0 || signal?.aborted) break;
        // Two at a time: one that is written, one that is prepared.
        await batches.at(-2)?.done;
        const warm = this.warm(context(), waiting);
        this.ahead.push(warm);
        batches.push(this.following(context(), waiting, warm, next.generation + 1, batches.length + 1 < most));
      }
    } catch {
      // What a batch failed at is told below. What could not be peeked at is for the next run.
      this.generation = -1;
    }
    const ends = await Promise.allSettled(batches.map(({ done }) => done));
    await Promise.allSettled(this.ahead.splice(0));
    this.index.bind(null);
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) {
      this.generation = -1;
      if (!(failed.reason instanceof Overtaken)) throw failed.reason;
    }
    return sumOf(ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : [])));
  }

  /** Batch after batch until nothing waits or another worker is at it. @returns alerts that were put into cases */
  async drain(context: () => CommandContext, signal?: AbortSignal): Promise<number> {
    let total = 0;
    while (!signal?.aborted) {
      const result = await this.run(context, { signal });
      if (result.status !== 'assigned') break;
      total += result.alerts;
    }
    return total;
  }

  /** Whether somebody else grouped since, so that nothing of what is in memory holds. */
  async isBehind(): Promise<boolean> {
    const [state] = await this.uow.read<{ generation: number }>('select generation from grouping_state', []);
    return state?.generation !== this.generation;
  }

  /** A batch of the oldest alerts, with what changed on the hub list. */
  private oldest(context: CommandContext, size: number, looksAhead: boolean): Batch {
    return this.batch(context, async (tx, leaves) => {
      await tx.query(GROUPING_SETTINGS);
      const [lock] = await tx.query<{ got: boolean }>(`select pg_try_advisory_xact_lock(${GROUPING_LOCK}) as got`);
      if (!lock?.got) return { status: 'busy' };
      const lists = await takeHubChanges(tx);
      const hubs = lists.changes;
      const { ids, alerts } = await takePending(tx, size);
      const taken = ids.length + hubs.length;
      if (taken === 0) return { status: 'idle' };
      if (alerts.length + hubs.length === 0) return { status: 'assigned', alerts: 0, taken };
      const behind = looksAhead ? this.peek(context, ids) : null;
      const begun = await beginning(tx);
      if (this.engine?.rules.id !== rulesOf(begun)) {
        this.engine = new GroupingEngine(await activeRuleSet(tx), this.index, KEPT);
        this.known.forget();
      } else if (begun.generation !== this.generation) {
        this.engine.forget();
        this.known.forget();
      }
      this.known.begin(begun.writer);
      const generation = begun.generation + 1;
      this.index.bind(tx);
      await regroup(tx, this.engine, generation, { alerts, hubs, lists, known: this.known });
      this.generation = generation;
      leaves(behind && { generation, waiting: behind });
      return { status: 'assigned', alerts: alerts.length, taken };
    });
  }

  /**
   * A batch behind one that is still being written. Queues for the lock at once, so that no other worker comes between.
   * @param warm has asked for its connection already: nobody may hold the lock who waits for one
   * @param generation of its change to the index
   */
  private following(
    context: CommandContext,
    waiting: Waiting,
    warm: Promise<void>,
    generation: number,
    looksAhead: boolean,
  ): Batch {
    const engine = this.engine as GroupingEngine;
    const { ids, alerts } = waiting;
    return this.batch(context, async (tx, leaves) => {
      const behind = looksAhead ? this.peek(context, ids) : null;
      const found = Promise.all([
        tx.query(GROUPING_SETTINGS),
        // Waits for the one before. In a statement of its own, so that the next ones see what that one wrote.
        tx.query(`select pg_advisory_xact_lock(${GROUPING_LOCK})`),
        beginning(tx),
        takeThese(tx, ids),
      ]);
      let isLast = false;
      const ready = found.then(([, , begun, taken]) => {
        // Those are for the one that begins anew.
        isLast = begun.hubs;
        const isAsThought =
          begun.generation === generation - 1 && rulesOf(begun) === engine.rules.id && taken === ids.length;
        if (!isAsThought) throw new Overtaken('Something else was grouped in between.');
        this.known.begin(begun.writer);
      });
      ready.catch(() => undefined); // Thrown where `regroup` waits for it.
      // Reading ahead is no more than a try, but may have left half of it in memory.
      await warm.catch(() => {
        throw new Overtaken('What waits could not be read ahead.');
      });
      this.index.bind(tx);
      await regroup(tx, engine, generation, { alerts, known: this.known, ready });
      this.generation = generation;
      if (!isLast) leaves(behind && { generation, waiting: behind });
      return { status: 'assigned', alerts: alerts.length, taken: ids.length };
    });
  }

  private batch(
    context: CommandContext,
    work: (tx: Tx, leaves: (next: ReturnType<Batch['next']>) => void) => Promise<AssignResult>,
  ): Batch {
    let next: ReturnType<Batch['next']> = null;
    let tell = (): void => undefined;
    const sent = new Promise<void>((resolve) => {
      tell = resolve;
    });
    const leaves = (behind: typeof next): void => {
      next = behind;
    };
    const done = this.uow.run(context, (tx) => work(tx, leaves), tell).finally(tell);
    done.catch(() => undefined); // Looked at by `run`, when the batches behind it have ended, too.
    return { done, sent, next: () => next };
  }

  /** What waits behind a full batch. */
  private peek(context: CommandContext, taken: readonly string[]): Promise<Waiting> | null {
    if (taken.length < this.batchSize) return null;
    const waiting = this.readAhead(context, (tx) => peekPending(tx, this.batchSize, taken));
    this.ahead.push(waiting);
    waiting.catch(() => undefined); // Thrown where `run` waits for it.
    return waiting;
  }

  /** Reads what is known of those who wait, while the batch before them is being written. */
  private warm(context: CommandContext, { alerts }: Waiting): Promise<void> {
    const warm = this.readAhead(context, async (tx) => {
      this.index.bind(tx);
      await this.engine?.warm(alerts.map(({ sighting }) => sighting));
    });
    warm.catch(() => undefined); // Thrown where the batch waits for it.
    return warm;
  }

  /** On another connection than the batch that is under way. */
  private readAhead<T>(context: CommandContext, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.uow.run(context, (tx) => {
      tx.query(GROUPING_SETTINGS).catch(() => undefined); // Then `work` fails, too.
      return work(tx);
    });
  }
}

const rulesOf = ({ rules }: Beginning): number => rules ?? DEFAULT_RULE_SET.id;

/** The first says how it stood; those behind it only add. */
function sumOf(results: readonly AssignResult[]): AssignResult {
  const [first = { status: 'busy' } as const, ...others] = results;
  if (first.status !== 'assigned') return first;
  let { alerts, taken } = first;
  for (const other of others) {
    if (other.status !== 'assigned') continue;
    alerts += other.alerts;
    taken += other.taken;
  }
  return { status: 'assigned', alerts, taken };
}
