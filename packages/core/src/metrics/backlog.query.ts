import type { Narrowing } from './cell.query.js';
import type { Reader } from './snapshot.js';

/** Age groups of the backlog: from (inclusive, older bound exclusive), in hours. */
export const AGES = [
  { key: 'under_4h', label: 'Under 4 hours', from: 0, to: 4 },
  { key: '4h_1d', label: '4 to 24 hours', from: 4, to: 24 },
  { key: '1d_3d', label: '1 to 3 days', from: 24, to: 72 },
  { key: '3d_7d', label: '3 to 7 days', from: 72, to: 168 },
  { key: '1w_4w', label: '1 to 4 weeks', from: 168, to: 672 },
  { key: 'over_4w', label: 'Over 4 weeks', from: 672, to: null },
] as const;

export interface QueueLoad {
  queue: string;
  open: number;
  late: number;
  oldestOpenedAt: Date | null;
  /** In the order of AGES. */
  ages: number[];
}

const HOUR = 3_600_000;
const edge = (hours: number | null): string =>
  hours === null ? "'-infinity'::timestamptz" : `$1::timestamptz - interval '${hours} hours'`;
const counts = AGES.map(({ from, to }) =>
  from === 0
    ? `count(*) filter (where opened_at > ${edge(to)})::int`
    : `count(*) filter (where opened_at <= ${edge(from)} and opened_at > ${edge(to)})::int`,
).join(', ');
const loads = (where: string): string => `
  select queue, count(*)::int as open, count(*) filter (where due_at < $1)::int as late, min(opened_at) as "oldestOpenedAt", array[${counts}] as ages
  from metric_span where kind = 'backlog' and ${where} and ($2 = '' or route = $2) and ($3 = '' or queue = $3) group by queue`;

/** The backlog by queue, with its ages: now, or as it was at an earlier moment. */
export async function queueLoads(
  read: Reader,
  at: Date,
  { route, queue }: Narrowing,
  isNow: boolean,
): Promise<QueueLoad[]> {
  return isNow
    ? read<QueueLoad>('metrics-queues-now', loads('to_position is null'), [at, route, queue])
    : read<QueueLoad>('metrics-queues-then', loads('from_at < $1 and (to_at is null or to_at >= $1)'), [
        at,
        route,
        queue,
      ]);
}

/** When cases of an age group were opened, for the list behind it. */
export function openedWithin(index: number, at: Date): { from: Date; to: Date } {
  const age = AGES[index] ?? AGES[0];
  // Bounds as in the count: younger than `to` hours, at least `from` hours old.
  const from = age.to === null ? new Date(0) : new Date(at.getTime() - age.to * HOUR);
  const to = age.from === 0 ? new Date(8.64e15 / 10) : new Date(at.getTime() - age.from * HOUR);
  return { from, to };
}
