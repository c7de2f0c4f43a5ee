import type { ByBucket } from '@portcullis/domain';
import type { Narrowing } from './cell.query.js';
import type { DurationMetric } from './cells.js';
import type { Reader } from './snapshot.js';

const BUCKET = `case when w.ms <= 1 then 0 else ceil(ln(w.ms) / ln(1.02::float8) - 1e-9)::int end`;
const READ = `
  select m.i, w.metric, ${BUCKET} as bucket, count(*)::int as n
  from unnest($1::timestamptz[]) with ordinality as m(at, i)
  join metric_span s on s.kind = 'backlog' and tstzrange(s.from_at, s.to_at, '(]') @> m.at,
    lateral (select (extract(epoch from m.at - s.opened_at) * 1000)::float8 as ms) age,
    lateral (values ('time_to_decision', s.decided_at, age.ms), ('time_to_first_review', s.looked_at, age.ms)) as w(metric, done_at, ms)
  where (w.done_at is null or w.done_at >= m.at) and ($2 = '' or s.route = $2) and ($3 = '' or s.queue = $3)
  group by 1, 2, 3`;

export type Waiting = ReadonlyMap<DurationMetric, ByBucket>;

/** How long cases had waited for a first look and for a decision at each of the moments, before anything of that moment. */
export async function waitingAt(
  read: Reader,
  moments: readonly Date[],
  { route, queue }: Narrowing,
): Promise<Waiting[]> {
  const rows = await read<{ i: number; metric: DurationMetric; bucket: number; n: number }>('metrics-waiting', READ, [
    moments,
    route,
    queue,
  ]);
  const found = moments.map(() => new Map<DurationMetric, Map<number, number>>());
  for (const { i, metric, bucket, n } of rows) {
    const of = found[Number(i) - 1];
    const counts = of?.get(metric) ?? new Map<number, number>();
    of?.set(metric, counts.set(bucket, n));
  }
  return found;
}
