import type { Period } from './period.js';

const MONDAYS = `'2000-01-03T00:00:00Z'`;
const firstMonday = (from: string): string =>
  `date_bin('7 days', ${from}::timestamptz + interval '7 days' - interval '1 millisecond', ${MONDAYS})`;
const lastMonday = (to: string): string => `date_bin('7 days', ${to}::timestamptz, ${MONDAYS})`;

/**
 * Cells of a range as one select: whole weeks from their own table, what is left at both ends by the day. Only for
 * metrics that are kept by the week.
 * @param columns of the cells; `from` and `to` are SQL of instants, midnights in UTC where days are read
 */
export function ranged(
  { table }: Pick<Period, 'table'>,
  { columns, where, from, to }: { columns: string; where: string; from: string; to: string },
): string {
  const part = (of: string, begin: string, end: string) =>
    `select ${columns} from ${of} where ${where} and at >= ${begin} and at < ${end}`;
  if (table === 'rollup_hour') return part(table, from, to);
  const [first, last] = [firstMonday(from), lastMonday(to)];
  return [
    part('rollup_week', first, last),
    part('rollup_day', from, `least(${first}, ${to}::timestamptz)`),
    part('rollup_day', `greatest(${first}, ${last})`, to),
  ].join('\n     union all ');
}

/** As `ranged`, for what is told by the bucket: weeks where the period is told by them, else the table of its parts. */
export function told(period: Period, of: Parameters<typeof ranged>[1]): string {
  if (period.grain === 'week') return ranged(period, of);
  return ranged({ table: 'rollup_hour' }, of).replace('rollup_hour', period.table);
}
