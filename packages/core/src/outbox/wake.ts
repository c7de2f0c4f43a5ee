import type { DataSource } from 'typeorm';

/** Who may be asleep: the relay, the sequencer and what reads along history, grouping, the deliverer. */
export const wakeTopics = ['outbox', 'history', 'grouping', 'delivery'] as const;
export type WakeTopic = (typeof wakeTopics)[number];
export const wakeChannel = (topic: WakeTopic): string => `portcullis_${topic}`;

const COALESCE_MS = 20;
const pending = new WeakMap<DataSource, Set<WakeTopic>>();

/**
 * NOTIFY outside the transaction and at most once in 20 ms per process: inside, it would serialise commits.
 * A lost wake-up costs nothing but time, since every waiter also polls slowly.
 */
export function wakeAfterCommit(dataSource: DataSource, topics: Iterable<WakeTopic>): void {
  const waiting = pending.get(dataSource);
  if (waiting) {
    for (const topic of topics) waiting.add(topic);
    return;
  }
  const set = new Set(topics);
  pending.set(dataSource, set);
  setTimeout(() => {
    pending.delete(dataSource);
    if (!dataSource.isInitialized) return;
    const calls = [...set].map((topic) => `pg_notify('${wakeChannel(topic)}', '')`).join(', ');
    // The poll covers a wake-up that could not be sent.
    dataSource.query(`select ${calls}`).catch(() => undefined);
  }, COALESCE_MS).unref();
}
