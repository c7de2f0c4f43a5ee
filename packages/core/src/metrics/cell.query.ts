import { ranged, told } from './cell-range.js';
import { DURATION_METRICS, type DurationCells, type DurationMetric } from './cells.js';
import type { Period } from './period.js';
import type { Reader } from './snapshot.js';

/** What the figures are narrowed to; '' for all. */
export interface Narrowing {
  route: string;
  queue: string;
  detector: string;
}

/** Metrics that are kept by route and queue, and say nothing of detectors. */
export const WORK_METRICS = [
  'case_opened',
  'case_decided',
  'case_closed',
  'case_reviewed',
  'action_ordered',
  'action_in_effect',
  'action_reversed',
  'action_settled',
  'reversal',
  'appeal_submitted',
  'appeal_ended',
  'backlog',
] as const;
export type WorkMetric = (typeof WORK_METRICS)[number];

export interface CountRow {
  metric: string;
  /** Start of the bucket, in epoch milliseconds. */
  at: number;
  key: string;
  n: number;
}

const epoch = (expression: string): string => `(extract(epoch from ${expression}) * 1000)::float8`;
const nameOf = (what: string, period: Period): string => `metrics-${what}-${period.grain}-${period.zone}`;

/** The bucket that the period cuts begins with the period. */
function within<Row extends { at: number }>(period: Period, rows: Row[]): Row[] {
  const from = period.from.getTime();
  for (const row of rows) if (row.at < from) row.at = from;
  return rows;
}

/** Counts of each bucket, by metric and kind. */
export async function workCounts(read: Reader, period: Period, { route, queue }: Narrowing): Promise<CountRow[]> {
  const cells = told(period, {
    columns: 'metric, at, kind, n',
    where: `metric = any($1::text[]) and ($4 = '' or route = $4) and ($5 = '' or queue = $5)`,
    from: '$2',
    to: '$3',
  });
  const rows = await read<CountRow>(
    nameOf('work', period),
    `select metric, ${epoch(period.bucket)} as at, kind as key, sum(n)::float8 as n from (${cells}) r group by metric, ${period.bucket}, kind`,
    [WORK_METRICS, period.from, period.to, route, queue],
  );
  return within(period, rows);
}

const alertsOf = (detector: string): string => (detector === '' ? 'alerts' : 'alerts_by_both');

/** Alerts of each bucket, by route. By detector, only days are kept. */
export async function alertCounts(read: Reader, period: Period, { route, detector }: Narrowing): Promise<CountRow[]> {
  const where = `metric = $5 and ($3 = '' or route = $3) and detector = $4`;
  const of = { columns: 'at, route, n', where, from: '$1', to: '$2' };
  const cells = detector === '' ? told(period, of) : told({ ...period, grain: 'day' }, of);
  const rows = await read<CountRow>(
    nameOf(detector === '' ? 'alerts' : 'alerts-of', period),
    `select 'alerts' as metric, ${epoch(period.bucket)} as at, route as key, sum(n)::float8 as n from (${cells}) r group by ${period.bucket}, route`,
    [period.from, period.to, route, detector, alertsOf(detector)],
  );
  return within(period, rows);
}

/** Sums of another period, by metric and kind; alerts are under their metric with an empty kind. */
export async function sumsOf(
  read: Reader,
  period: Period,
  { from, to }: { from: Date; to: Date },
  { route, queue, detector }: Narrowing,
): Promise<Map<string, number>> {
  const bounds = { from: '$2', to: '$3' };
  const work = ranged(period, {
    ...bounds,
    columns: 'metric, kind, n',
    where: `metric = any($1::text[]) and ($4 = '' or route = $4) and ($5 = '' or queue = $5)`,
  });
  const ofAlerts = {
    ...bounds,
    columns: `'alerts' as metric, '' as kind, n`,
    where: `metric = $7 and ($4 = '' or route = $4) and detector = $6`,
  };
  const alerts = detector === '' ? ranged(period, ofAlerts) : told({ ...period, grain: 'day' }, ofAlerts);
  const rows = await read<{ metric: string; kind: string; n: number }>(
    `metrics-sums-${period.table}${detector === '' ? '' : '-of'}`,
    `select metric, kind, sum(n)::float8 as n from (${work} union all ${alerts}) r group by 1, 2`,
    [WORK_METRICS, from, to, route, queue, detector, alertsOf(detector)],
  );
  return new Map(rows.map((row) => [`${row.metric} ${row.kind}`, row.n]));
}

/** How many cases were in the backlog just before a moment on a full hour. */
export async function backlogBefore(read: Reader, at: Date, { route, queue }: Narrowing): Promise<number> {
  const days = ranged(
    { table: 'rollup_day' },
    {
      columns: 'kind, n, route, queue',
      where: `metric = 'backlog'`,
      from: `'-infinity'`,
      to: `date_trunc('day', $1::timestamptz, 'UTC')`,
    },
  );
  const [row] = await read<{ n: number }>(
    'metrics-backlog-before',
    `select coalesce(sum(case kind when 'in' then n else -n end), 0)::float8 as n from (
       ${days}
       union all
       select kind, n, route, queue from rollup_hour where metric = 'backlog' and at >= date_trunc('day', $1::timestamptz, 'UTC') and at < $1
     ) f where ($2 = '' or route = $2) and ($3 = '' or queue = $3)`,
    [at, route, queue],
  );
  return row?.n ?? 0;
}

/** Where half and nine in ten of the durations of a bucket of the period lie. */
export interface Spread {
  n: number;
  /** Buckets of durations. */
  p50: number;
  p90: number;
}

/** The spread of durations in each bucket of the period; what ships is a row for each, not its histogram. */
export async function spreads(
  read: Reader,
  metric: DurationMetric,
  period: Period,
  narrowing: Narrowing,
): Promise<Map<number, Spread>> {
  const cells = told(period, {
    columns: 'at, bucket, n',
    where: `metric = $1 and ($4 = '' or route = $4) and ($5 = '' or queue = $5)`,
    from: '$2',
    to: '$3',
  });
  const rows = await read<Spread & { at: number }>(
    nameOf('spreads', period),
    `select ${epoch('at')} as at, total as n, min(bucket) filter (where upto >= ceil(0.5 * total)) as p50, min(bucket) filter (where upto >= ceil(0.9 * total)) as p90
     from (
       select at, bucket, (sum(n) over (partition by at order by bucket))::float8 as upto, (sum(n) over (partition by at))::float8 as total
       from (select ${period.bucket} as at, bucket, sum(n) as n from (${cells}) r group by ${period.bucket}, bucket) h
     ) c group by at, total`,
    [cellsOf(metric, narrowing), period.from, period.to, narrowing.route, narrowing.queue],
  );
  return new Map(within(period, rows).map(({ at, ...spread }) => [at, spread]));
}

/** How many durations of each bucket, by the name of what took so long. */
export type Durations = ReadonlyMap<DurationCells, ReadonlyMap<number, number>>;

/** Durations of the period and, where asked for, of the one before. */
export async function durationsOf(
  read: Reader,
  period: Period,
  before: { from: Date } | null,
  narrowing: Narrowing,
): Promise<{ now: Durations; before: Durations }> {
  const names = new Map(
    DURATION_METRICS.flatMap((metric) => [metric, `${metric}_left`, `${metric}_back`] as const).map((name) => [
      cellsOf(name, narrowing),
      name,
    ]),
  );
  const where = `metric = any($1::text[]) and ($5 = '' or route = $5) and ($6 = '' or queue = $6)`;
  const part = (now: boolean, from: string, to: string) =>
    ranged(period, { columns: `metric, ${now} as now, bucket, n`, where, from, to });
  const rows = await read<{ metric: string; now: boolean; bucket: number; n: number }>(
    `metrics-durations-${period.table}`,
    `select metric, now, bucket, sum(n)::float8 as n from (${part(true, '$3', '$4')} union all ${part(false, '$2', '$3')}) r group by 1, 2, 3`,
    [[...names.keys()], before?.from ?? period.from, period.from, period.to, narrowing.route, narrowing.queue],
  );
  const found = {
    now: new Map<DurationCells, Map<number, number>>(),
    before: new Map<DurationCells, Map<number, number>>(),
  };
  for (const { metric, now, bucket, n } of rows) {
    const name = names.get(metric);
    if (!name) continue;
    const of = now ? found.now : found.before;
    const counts = of.get(name) ?? new Map<number, number>();
    of.set(name, counts.set(bucket, n));
  }
  return found;
}

/** Without a narrowing the sum over everything is read, else the parts. */
const cellsOf = (metric: DurationCells, { route, queue }: Narrowing): string =>
  route === '' && queue === '' ? metric : `${metric}_by_place`;
