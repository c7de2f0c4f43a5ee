import type { DurationHistogram } from '@portcullis/domain';

export type { DurationHistogram } from '@portcullis/domain';

/**
 * Adds what a cell holds of one bucket. Cells know no shortest and no longest duration, so quantiles of the sum are the
 * middles of their buckets.
 */
export function addBucket(
  histogram: DurationHistogram | undefined,
  bucket: number,
  n: number,
  totalMs: number,
): DurationHistogram {
  const { count = 0, sumMs = 0, buckets = {} } = histogram ?? {};
  const grown = buckets as Record<string, number>;
  grown[String(bucket)] = (grown[String(bucket)] ?? 0) + n;
  return { count: count + n, sumMs: sumMs + totalMs, minMs: 0, maxMs: Number.POSITIVE_INFINITY, buckets: grown };
}
