/** Dense time buckets in UTC: every hour or day of the period is there, with or without data. */
export const GRAINS = ['hour', 'day'] as const;
export type Grain = (typeof GRAINS)[number];
/** The zone that a report prints beside its axis. */
export const BUCKET_ZONE = 'UTC';

export interface Bucket {
  /** Inclusive start and exclusive end, both instants on a UTC boundary. */
  readonly from: Date;
  readonly to: Date;
  /** Share of the bucket that lies before now, 0 to 1: below 1 it is drawn pale. */
  readonly complete: number;
}

const MS: Readonly<Record<Grain, number>> = { hour: 3_600_000, day: 86_400_000 };

/** Start of the UTC hour or day that holds the instant. UTC has no offset and no leap, so division is exact. */
export function bucketStart(at: Date, grain: Grain): Date {
  return new Date(Math.floor(at.getTime() / MS[grain]) * MS[grain]);
}

/** All buckets that [from, to) touches, in order and without holes. */
export function denseBuckets(from: Date, to: Date, grain: Grain, now: Date): readonly Bucket[] {
  const buckets: Bucket[] = [];
  for (let start = bucketStart(from, grain).getTime(); start < to.getTime(); start += MS[grain]) {
    const passed = (now.getTime() - start) / MS[grain];
    buckets.push({
      from: new Date(start),
      to: new Date(start + MS[grain]),
      complete: Math.min(1, Math.max(0, passed)),
    });
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
