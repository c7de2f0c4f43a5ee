import { BUCKET_ZONE, bucketStart, type Grain } from '@portcullis/domain';
import type { Reader } from './snapshot.js';

/** A period in whole hours or days, with the start of each of its buckets. */
export interface Period {
  from: Date;
  to: Date;
  grain: Grain;
  /** In which days begin: the zone asked for, or UTC where days of that zone do not begin on a full hour of UTC. */
  zone: string;
  starts: readonly Date[];
  /** The table that holds its buckets or parts of them, and the start of the bucket that a cell belongs to. */
  table: 'rollup_hour' | 'rollup_day';
  bucket: string;
}

const MS: Readonly<Record<Grain, number>> = { hour: 3_600_000, day: 86_400_000 };

export async function periodOf(
  read: Reader,
  { from, to, grain, zone }: { from: Date; to: Date; grain: Grain; zone: string | null },
): Promise<Period> {
  if (grain === 'day' && zone !== null && zone !== BUCKET_ZONE) {
    const local = await localDays(read, from, to, zone);
    if (local) return local;
  }
  const first = bucketStart(from, grain);
  const starts: Date[] = [];
  for (let at = first.getTime(); at < to.getTime(); at += MS[grain]) starts.push(new Date(at));
  const end = new Date((starts.at(-1) ?? first).getTime() + MS[grain]);
  const table = grain === 'day' ? 'rollup_day' : 'rollup_hour';
  return { from: first, to: end, grain, zone: BUCKET_ZONE, starts, table, bucket: 'r.at' };
}

async function localDays(read: Reader, from: Date, to: Date, zone: string): Promise<Period | null> {
  const rows = await read<{ at: Date }>(
    'metrics-local-days',
    `select generate_series(date_trunc('day', $1::timestamptz, $3), date_trunc('day', $2::timestamptz - interval '1 millisecond', $3) + interval '1 day',
       interval '1 day', $3) as at`,
    [from, to, zone],
  );
  const starts = rows.map((row) => row.at);
  if (starts.some((at) => at.getTime() % MS.hour !== 0)) return null;
  const end = starts.pop();
  if (!end || starts.length === 0) return null;
  // The name was checked against the zones that exist; quotes have no place in it.
  const bucket = `date_trunc('day', r.at, '${zone.replaceAll("'", '')}')`;
  return { from: starts[0] as Date, to: end, grain: 'day', zone, starts, table: 'rollup_hour', bucket };
}

/** The period of the same length just before. */
export const periodBefore = ({ from, to }: Period): { from: Date; to: Date } => ({
  from: new Date(2 * from.getTime() - to.getTime()),
  to: from,
});
