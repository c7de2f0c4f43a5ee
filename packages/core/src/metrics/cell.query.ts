import type { DurationMetric } from './cells.js';
import { addBucket, type DurationHistogram } from './histogram-cells.js';
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

/** Counts of each bucket, by metric and kind. */
export function workCounts(read: Reader, period: Period, { route, queue }: Narrowing): Promise<CountRow[]> {
  return read<CountRow>(
    nameOf('work', period),
    `select metric, ${epoch(period.bucket)} as at, kind as key, sum(n)::float8 as n from ${period.table} r
     where metric = any($1::text[]) and at >= $2 and at < $3 and ($4 = '' or route = $4) and ($5 = '' or queue = $5) group by 1, 2, 3`,
    [WORK_METRICS, period.from, period.to, route, queue],
  );
}

const alertsOf = (detector: string): string => (detector === '' ? 'alerts' : 'alerts_by_both');

/** Alerts of each bucket, by route. By detector, only days are kept. */
export function alertCounts(read: Reader, period: Period, { route, detector }: Narrowing): Promise<CountRow[]> {
  return read<CountRow>(
    nameOf('alerts', period),
    `select 'alerts' as metric, ${epoch(period.bucket)} as at, route as key, sum(n)::float8 as n from ${period.table} r
     where metric = $5 and at >= $1 and at < $2 and ($3 = '' or route = $3) and detector = $4 group by 2, 3`,
    [period.from, period.to, route, detector, alertsOf(detector)],
  );
}

/** Sums of another period, by metric and kind; alerts are under their metric with an empty kind. */
export async function sumsOf(
  read: Reader,
  period: Period,
  { from, to }: { from: Date; to: Date },
  { route, queue, detector }: Narrowing,
): Promise<Map<string, number>> {
  const rows = await read<{ metric: string; kind: string; n: number }>(
    `metrics-sums-${period.table}`,
    `select metric, kind, sum(n)::float8 as n from ${period.table}
     where metric = any($1::text[]) and at >= $2 and at < $3 and ($4 = '' or route = $4) and ($5 = '' or queue = $5) group by 1, 2
     union all
     select 'alerts', '', coalesce(sum(n), 0)::float8 from ${period.table}
     where metric = $7 and at >= $2 and at < $3 and ($4 = '' or route = $4) and detector = $6`,
    [WORK_METRICS, from, to, route, queue, detector, alertsOf(detector)],
  );
  return new Map(rows.map((row) => [`${row.metric} ${row.kind}`, row.n]));
}

/** How many cases were in the backlog just before a moment on a full hour. */
export async function backlogBefore(read: Reader, at: Date, { route, queue }: Narrowing): Promise<number> {
  const [row] = await read<{ n: number }>(
    'metrics-backlog-before',
    `select coalesce(sum(case kind when 'in' then n else -n end), 0)::float8 as n from (
       select kind, n, route, queue from rollup_day where metric = 'backlog' and at < date_trunc('day', $1::timestamptz)
       union all
       select kind, n, route, queue from rollup_hour where metric = 'backlog' and at >= date_trunc('day', $1::timestamptz) and at < $1
     ) f where ($2 = '' or route = $2) and ($3 = '' or queue = $3)`,
    [at, route, queue],
  );
  return row?.n ?? 0;
}

/** Histograms of durations, one for each bucket of the period. */
export async function durations(
  read: Reader,
  metric: DurationMetric,
  period: Period,
  narrowing: Narrowing,
): Promise<Map<number, DurationHistogram>> {
  const rows = await read<{ at: number; bucket: number; n: number; total: number }>(
    nameOf('durations', period),
    `select ${epoch(period.bucket)} as at, bucket, sum(n)::float8 as n, sum(total)::float8 as total from ${period.table} r
     where metric = $1 and at >= $2 and at < $3 and ($4 = '' or route = $4) and ($5 = '' or queue = $5) group by 1, 2`,
    [cellsOf(metric, narrowing), period.from, period.to, narrowing.route, narrowing.queue],
  );
  const histograms = new Map<number, DurationHistogram>();
  for (const { at, bucket, n, total } of rows) histograms.set(at, addBucket(histograms.get(at), bucket, n, total));
  return histograms;
}

/** One histogram of another period. */
export async function durationsIn(
  read: Reader,
  metric: DurationMetric,
  period: Period,
  { from, to }: { from: Date; to: Date },
  narrowing: Narrowing,
): Promise<DurationHistogram | null> {
  const rows = await read<{ bucket: number; n: number; total: number }>(
    `metrics-durations-in-${period.table}`,
    `select bucket, sum(n)::float8 as n, sum(total)::float8 as total from ${period.table} r
     where metric = $1 and at >= $2 and at < $3 and ($4 = '' or route = $4) and ($5 = '' or queue = $5) group by 1`,
    [cellsOf(metric, narrowing), from, to, narrowing.route, narrowing.queue],
  );
  return rows.reduce<DurationHistogram | null>(
    (sum, row) => addBucket(sum ?? undefined, row.bucket, row.n, row.total),
    null,
  );
}

/** Without a narrowing the sum over everything is read, else the parts. */
const cellsOf = (metric: DurationMetric, { route, queue }: Narrowing): string =>
  route === '' && queue === '' ? metric : `${metric}_by_place`;
