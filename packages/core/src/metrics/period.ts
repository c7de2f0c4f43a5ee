import { BUCKET_ZONE, bucketStart, type Grain, grainFor, nextBucket } from '@portcullis/domain';
import type { Reader } from './snapshot.js';

/** A period in whole hours or days, with the start of each of its buckets. */
export interface Period {
  from: Date;
  to: Date;
  grain: Grain;
  /** In which days begin: the zone asked for, or UTC where days of that zone do not begin on a full hour of UTC. */
  zone: string;
  /** Weeks and months are cut to the period: the first begins with it. */
  starts: readonly Date[];
  /** Starts of buckets that the period does not hold from beginning to end. */
  cut: ReadonlySet<number>;
  /** The table that holds its buckets or parts of them, and the start of the bucket that a cell belongs to. */
  table: 'rollup_hour' | 'rollup_day';
  bucket: string;
}

const HOUR = 3_600_000;
/** Dividing is quicker than taking a date apart, row by row. */
const BUCKETS: Readonly<Record<Grain, string>> = {
  hour: 'r.at',
  day: 'r.at',
  week: `date_bin('7 days', r.at, '2000-01-03T00:00:00Z')`,
  month: `date_trunc('month', r.at, '${BUCKET_ZONE}')`,
};

interface Asked {
  from: Date;
  to: Date;
  /** Null: what suits the length of the period. */
  grain: Grain | null;
  zone: string | null;
}

export async function periodOf(read: Reader, { from, to, zone, ...asked }: Asked): Promise<Period> {
  const grain = asked.grain ?? grainFor(from, to);
  if (grain !== 'hour' && zone !== null && zone !== BUCKET_ZONE) {
    const local = await localPeriod(read, { from, to, grain, zone });
    if (local) return local;
  }
  const unit = grain === 'hour' ? 'hour' : 'day';
  const first = bucketStart(from, unit);
  const end = nextBucket(new Date(to.getTime() - 1), unit);
  const starts: Date[] = [];
  for (let at = first; at < end; at = nextBucket(at, grain)) starts.push(at);
  const cut = new Set<number>();
  if (bucketStart(first, grain) < first) cut.add(first.getTime());
  const last = starts.at(-1) ?? first;
  if (nextBucket(last, grain) > end) cut.add(last.getTime());
  return {
    from: first,
    to: end,
    grain,
    zone: BUCKET_ZONE,
    starts,
    cut,
    table: grain === 'hour' ? 'rollup_hour' : 'rollup_day',
    bucket: BUCKETS[grain],
  };
}

const LOCAL = `
  with p as (select date_trunc('day', $1::timestamptz, $3) as first, date_trunc('day', $2::timestamptz - interval '1 millisecond', $3) as last)
  select s as at, date_add(s, ('1 ' || $4)::interval, $3) as next, p.first, date_add(p.last, interval '1 day', $3) as end
  from p, generate_series(date_trunc($4, p.first, $3), p.last, ('1 ' || $4)::interval, $3) s order by s`;

async function localPeriod(
  read: Reader,
  { from, to, grain, zone }: Asked & { grain: Grain; zone: string },
): Promise<Period | null> {
  const rows = await read<{ at: Date; next: Date; first: Date; end: Date }>('metrics-local-days', LOCAL, [
    from,
    to,
    zone,
    grain,
  ]);
  const [row] = rows;
  if (!row) return null;
  const { first, end } = row;
  const starts = rows.map(({ at }) => (at < first ? first : at));
  if ([...starts, end].some((at) => at.getTime() % HOUR !== 0)) return null;
  const cut = new Set(
    rows.flatMap(({ at, next }, i) => (at < first || next > end ? [(starts[i] as Date).getTime()] : [])),
  );
  // The name was checked against the zones that exist; quotes have no place in it.
  const bucket = `date_trunc('${grain}', r.at, '${zone.replaceAll("'", '')}')`;
  return { from: first, to: end, grain, zone, starts, cut, table: 'rollup_hour', bucket };
}

/** The period of the same length just before. */
export const periodBefore = ({ from, to }: Period): { from: Date; to: Date } => ({
  from: new Date(2 * from.getTime() - to.getTime()),
  to: from,
});
