/** Dense time buckets in UTC: every one of the period is there, with or without data. Weeks begin on Monday. */
export const GRAINS = ['hour', 'day', 'week', 'month'] as const;
export type Grain = (typeof GRAINS)[number];

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The longest period, in days, that is told by the grain unless somebody asks for another. */
const TOLD_BY: readonly (readonly [Grain, number])[] = [
  ['hour', 2],
  ['day', 62],
  ['week', 400],
];

/** A chart of a long period by the day is neither read nor soon made. */
export function grainFor(from: Date, to: Date): Grain {
  const days = (to.getTime() - from.getTime()) / DAY;
  return TOLD_BY.find(([, most]) => days <= most)?.[0] ?? 'month';
}

/** The zone that a report prints beside its axis. */
export const BUCKET_ZONE = 'UTC';

export interface Bucket {
  /** Inclusive start and exclusive end, both instants on a UTC boundary. */
  readonly from: Date;
  readonly to: Date;
  /** Share of the bucket that lies before now, 0 to 1: below 1 it is drawn pale. */
  readonly complete: number;
}

const MS = { hour: HOUR, day: DAY, week: 7 * DAY } as const;
/** The epoch began on a Thursday. */
const FIRST_MONDAY = 4 * DAY;

/** Start of the UTC hour, day, week or month that holds the instant. UTC has no offset and no leap, so division is exact. */
export function bucketStart(at: Date, grain: Grain): Date {
  if (grain === 'month') return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1));
  const shift = grain === 'week' ? FIRST_MONDAY : 0;
  return new Date(Math.floor((at.getTime() - shift) / MS[grain]) * MS[grain] + shift);
}

/** Start of the bucket after the one that holds the instant. */
export function nextBucket(at: Date, grain: Grain): Date {
  const start = bucketStart(at, grain);
  if (grain === 'month') return new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1));
  return new Date(start.getTime() + MS[grain]);
}

/** All buckets that [from, to) touches, in order and without holes. */
export function denseBuckets(from: Date, to: Date, grain: Grain, now: Date): readonly Bucket[] {
  const buckets: Bucket[] = [];
  for (let start = bucketStart(from, grain); start < to; ) {
    const end = nextBucket(start, grain);
    const passed = (now.getTime() - start.getTime()) / (end.getTime() - start.getTime());
    buckets.push({ from: start, to: end, complete: Math.min(1, Math.max(0, passed)) });
    start = end;
  }
  return buckets;
}

/** Lays rows on the dense buckets. Counts that are missing are 0 where the period was watched; else null, a gap. */
export function fillBuckets<T>(
  buckets: readonly Bucket[],
  rows: readonly { readonly at: Date; readonly value: T }[],
  absent: (bucket: Bucket) => T | null,
): readonly (Bucket & { readonly value: T | null })[] {
  const byStart = new Map(rows.map((row) => [row.at.getTime(), row.value]));
  return buckets.map((bucket) => {
    const value = byStart.get(bucket.from.getTime());
    return { ...bucket, value: value === undefined ? absent(bucket) : value };
  });
}
