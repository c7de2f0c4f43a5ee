/**
 * A mergeable histogram of durations with logarithmic buckets. Bucket i holds values in (γ^(i-1), γ^i] milliseconds,
 * γ = 1.02, so a quantile is right within 1 %. Two histograms merge by adding counts: order and grouping do not matter,
 * which is what lets hours be rolled up into days and months. Values of 1 ms and less share bucket 0.
 */
export interface DurationHistogram {
  readonly count: number;
  /** Sum of the durations in milliseconds, for the mean. */
  readonly sumMs: number;
  readonly minMs: number;
  readonly maxMs: number;
  /** Bucket index (as a decimal string, it is stored as JSON) → count. */
  readonly buckets: Readonly<Record<string, number>>;
}

const GAMMA = 1.02;
const LOG_GAMMA = Math.log(GAMMA);

export const EMPTY_HISTOGRAM: DurationHistogram = { count: 0, sumMs: 0, minMs: 0, maxMs: 0, buckets: {} };

export function bucketOf(ms: number): number {
  return ms <= 1 ? 0 : Math.ceil(Math.log(ms) / LOG_GAMMA - 1e-9);
}

/** What stands for a duration of the bucket, in milliseconds: within 1 %. */
export function bucketMiddle(bucket: number): number {
  return bucket === 0 ? 1 : (2 * GAMMA ** bucket) / (1 + GAMMA);
}

/** Adds durations in milliseconds. A negative or infinite one is a fault of the caller. */
export function addDurations(histogram: DurationHistogram, durationsMs: readonly number[]): DurationHistogram {
  if (durationsMs.length === 0) return histogram;
  const buckets: Record<string, number> = { ...histogram.buckets };
  let { sumMs } = histogram;
  let minMs = histogram.count === 0 ? Number.POSITIVE_INFINITY : histogram.minMs;
  let maxMs = histogram.count === 0 ? 0 : histogram.maxMs;
  for (const ms of durationsMs) {
    if (!(ms >= 0 && Number.isFinite(ms))) throw new RangeError(`histogram: ${ms} is no duration`);
    const key = String(bucketOf(ms));
    buckets[key] = (buckets[key] ?? 0) + 1;
    sumMs += ms;
    minMs = Math.min(minMs, ms);
    maxMs = Math.max(maxMs, ms);
  }
  return { count: histogram.count + durationsMs.length, sumMs, minMs, maxMs, buckets };
}

export function mergeHistograms(...parts: readonly DurationHistogram[]): DurationHistogram {
  const filled = parts.filter((part) => part.count > 0);
  if (filled.length === 0) return EMPTY_HISTOGRAM;
  const buckets: Record<string, number> = {};
  for (const part of filled) {
    for (const [key, n] of Object.entries(part.buckets)) buckets[key] = (buckets[key] ?? 0) + n;
  }
  return {
    count: filled.reduce((sum, part) => sum + part.count, 0),
    sumMs: filled.reduce((sum, part) => sum + part.sumMs, 0),
    minMs: Math.min(...filled.map((part) => part.minMs)),
    maxMs: Math.max(...filled.map((part) => part.maxMs)),
    buckets,
  };
}

/** The duration in milliseconds below which a share q of the values lies (nearest rank); null without data. */
export function quantile(histogram: DurationHistogram, q: number): number | null {
  if (histogram.count === 0) return null;
  const rank = Math.max(1, Math.ceil(q * histogram.count));
  let seen = 0;
  for (const [key, n] of sortedBuckets(histogram)) {
    seen += n;
    if (seen >= rank) {
      return Math.min(histogram.maxMs, Math.max(histogram.minMs, bucketMiddle(key)));
    }
  }
  return histogram.maxMs;
}

export interface DurationSummary {
  readonly count: number;
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly p99Ms: number;
  readonly meanMs: number;
}

/** Null without data: an empty period has no times, not times of zero. */
export function summarise(histogram: DurationHistogram): DurationSummary | null {
  if (histogram.count === 0) return null;
  const at = (q: number): number => quantile(histogram, q) as number;
  return {
    count: histogram.count,
    p50Ms: at(0.5),
    p90Ms: at(0.9),
    p99Ms: at(0.99),
    meanMs: histogram.sumMs / histogram.count,
  };
}

function sortedBuckets(histogram: DurationHistogram): readonly (readonly [number, number])[] {
  return Object.entries(histogram.buckets)
    .map(([key, n]) => [Number(key), n] as const)
    .sort(([a], [b]) => a - b);
}
