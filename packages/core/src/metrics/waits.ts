import type { ByBucket, Exposure } from '@portcullis/domain';
import type { Durations } from './cell.query.js';
import { DURATION_METRICS, type DurationMetric } from './cells.js';
import type { Waiting } from './waiting.query.js';

export interface Wait extends Exposure {
  /** How many had the event in the period, and how many still waited at its end. */
  done: number;
  waiting: number;
}
export type Waits = Readonly<Record<DurationMetric, Wait>>;

const NONE: ByBucket = new Map();
const sum = (of: ByBucket): number => [...of.values()].reduce((total, n) => total + n, 0);

function added(...parts: readonly (ByBucket | undefined)[]): ByBucket {
  const counts = new Map<number, number>();
  for (const part of parts) for (const [bucket, n] of part ?? NONE) counts.set(bucket, (counts.get(bucket) ?? 0) + n);
  return counts;
}

/** Who waited in a period for a first look and for a decision, and for how long, from what is known of its ends. */
export function waitsOf(durations: Durations, atStart: Waiting | undefined, atEnd: Waiting | undefined): Waits {
  const of = (metric: DurationMetric): Wait => {
    const events = durations.get(metric) ?? NONE;
    const still = atEnd?.get(metric) ?? NONE;
    return {
      events,
      left: added(durations.get(`${metric}_left`), still),
      entered: added(durations.get(`${metric}_back`), atStart?.get(metric)),
      done: sum(events),
      waiting: sum(still),
    };
  };
  return Object.fromEntries(DURATION_METRICS.map((metric) => [metric, of(metric)])) as unknown as Waits;
}
