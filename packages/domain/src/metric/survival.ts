import { bucketMiddle } from './histogram.js';

/** How many, by the bucket of a duration. */
export type ByBucket = ReadonlyMap<number, number>;

/** What was seen of things that wait for an event, by how long they had waited when it was seen. */
export interface Exposure {
  /** Waited so long when the event came. */
  readonly events: ByBucket;
  /** Waited so long when they were seen last, without the event: still waiting at the end, or gone otherwise. */
  readonly left: ByBucket;
  /** Had waited so long already when they came into view: those that waited at the beginning, or came back. */
  readonly entered: ByBucket;
}

export interface CensoredQuantile {
  ms: number;
  /** Too many still wait: the quantile is longer than `ms`, nobody knows yet by how much. */
  isLeast: boolean;
}

/**
 * The time within which a share q has the event (Kaplan–Meier, with late entry): whoever still waits counts as waiting
 * for as long as it has, so that open cases do not flatter. Null when there was no event.
 */
export function censoredQuantile({ events, left, entered }: Exposure, q: number): CensoredQuantile | null {
  const buckets = [...new Set([...events.keys(), ...left.keys(), ...entered.keys()])].sort((a, b) => a - b);
  const sum = (of: ByBucket) => [...of.values()].reduce((total, n) => total + n, 0);
  if (sum(events) <= 0) return null;
  let atRisk = sum(events) + sum(left) - sum(entered);
  let surviving = 1;
  let longest = 0;
  for (const bucket of buckets) {
    const [events_, left_, entered_] = [events, left, entered].map((of) => of.get(bucket) ?? 0) as [
      number,
      number,
      number,
    ];
    // Who comes into view in a bucket is at risk from the next one on.
    if (events_ > 0) {
      surviving *= Math.max(0, 1 - events_ / Math.max(atRisk, events_));
      if (1 - surviving >= q - 1e-9) return { ms: bucketMiddle(bucket), isLeast: false };
    }
    if (events_ + left_ > 0) longest = bucket;
    atRisk += entered_ - events_ - left_;
  }
  return { ms: bucketMiddle(longest), isLeast: true };
}
