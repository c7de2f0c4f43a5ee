import { bucketStart, type Grain, nextBucket } from '@portcullis/domain';

export type { Grain } from '@portcullis/domain';

export interface SeriesPoint {
  readonly at: string;
  readonly value?: number | null;
  readonly low?: number | null;
  readonly high?: number | null;
  readonly n: number;
  /** The period has not ended or is still being counted. */
  readonly partial: boolean;
  /** Token that opens the list behind this mark. */
  readonly drill?: string | null;
}

export interface SeriesInput {
  readonly key: string;
  readonly label: string;
  readonly points: readonly SeriesPoint[];
}

export interface ChartRow {
  /** Start and end of the period, epoch milliseconds. */
  readonly at: number;
  readonly to: number;
  readonly partial: boolean;
  /** Complete values by series; null is a gap. */
  readonly whole: Readonly<Record<string, number | null>>;
  /** The pale stretch: the partial value and the complete one before it, so that the line connects. */
  readonly pale: Readonly<Record<string, number | null>>;
  readonly points: Readonly<Record<string, SeriesPoint | undefined>>;
}

export interface PreparedSeries {
  readonly rows: readonly ChartRow[];
  readonly from: number;
  readonly to: number;
  readonly maximum: number;
}

const HOUR = 3_600_000;

/**
 * Points on a dense axis: every period between `from` and `to` has a row. A period without a point is a gap, except
 * where `missing` is 'zero' (counts: no alerts is 0 alerts, up to the last period that has begun).
 */
export function prepareSeries(
  series: readonly SeriesInput[],
  range: { from: string; to: string; asOf: string; grain: Grain; missing: 'gap' | 'zero' },
): PreparedSeries {
  const { grain } = range;
  const bounds = boundsOf(Date.parse(range.from), Date.parse(range.to), grain);
  const asOf = Date.parse(range.asOf);
  const startOf = (at: string) => bucketStart(new Date(at), grain).getTime();
  const byKey = new Map(series.map((one) => [one.key, new Map(one.points.map((point) => [startOf(point.at), point]))]));
  const rows: ChartRow[] = [];
  let maximum = 0;
  for (const { start, at, to, cut } of bounds) {
    const whole: Record<string, number | null> = {};
    const pale: Record<string, number | null> = {};
    const points: Record<string, SeriesPoint | undefined> = {};
    const running = at <= asOf && (to > asOf || cut);
    let partial = running;
    for (const one of series) {
      const point = byKey.get(one.key)?.get(start);
      points[one.key] = point;
      const zero = range.missing === 'zero' && at <= asOf ? 0 : null;
      const value = point?.value ?? (point === undefined ? zero : null);
      if (point?.partial) partial = true;
      const isPartial = point?.partial ?? running;
      whole[one.key] = isPartial ? null : value;
      pale[one.key] = isPartial ? value : null;
      maximum = Math.max(maximum, point?.high ?? value ?? 0);
    }
    rows.push({ at, to, partial, whole, pale, points });
  }
  for (let index = 1; index < rows.length; index += 1) {
    const row = rows[index] as ChartRow;
    const before = rows[index - 1] as ChartRow;
    for (const one of series) {
      const startsPale = row.pale[one.key] != null && before.whole[one.key] != null;
      if (startsPale) (before.pale as Record<string, number | null>)[one.key] = before.whole[one.key] ?? null;
      const endsPale = before.partial && before.pale[one.key] != null && row.whole[one.key] != null;
      if (endsPale) (row.pale as Record<string, number | null>)[one.key] = row.whole[one.key] ?? null;
    }
  }
  return { rows, from: rows[0]?.at ?? Date.parse(range.from), to: rows.at(-1)?.to ?? Date.parse(range.to), maximum };
}

interface Bounds {
  /** Start of the hour, day, week or month. */
  start: number;
  at: number;
  to: number;
  /** The period does not hold all of it. */
  cut: boolean;
}

/** Weeks and months are cut to the period; hours and days are whole. */
function boundsOf(from: number, to: number, grain: Grain): Bounds[] {
  const cuts = grain === 'week' || grain === 'month';
  const bounds: Bounds[] = [];
  for (let start = bucketStart(new Date(from), grain); start.getTime() < to; ) {
    const end = nextBucket(start, grain);
    const at = cuts ? Math.max(start.getTime(), from) : start.getTime();
    const until = cuts ? Math.min(end.getTime(), to) : end.getTime();
    bounds.push({ start: start.getTime(), at, to: until, cut: at > start.getTime() || until < end.getTime() });
    start = end;
  }
  return bounds;
}

/** A value with gaps on both sides would be an invisible line: these get a dot. */
export function isolated(rows: readonly ChartRow[], index: number, key: string): boolean {
  const at = (i: number) => rows[i]?.whole[key] ?? rows[i]?.pale[key] ?? null;
  return at(index) !== null && at(index - 1) === null && at(index + 1) === null;
}

const DAY = 24 * HOUR;
const TICK_STEPS = [HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY, 91 * DAY];

/** Ticks on round UTC moments, at most `most` of them. */
export function timeTicks(from: number, to: number, most: number): number[] {
  const step = TICK_STEPS.find((candidate) => (to - from) / candidate <= most) ?? 365 * DAY;
  const first = Math.ceil(from / step) * step;
  const ticks: number[] = [];
  for (let at = first; at < to; at += step) ticks.push(at);
  return ticks;
}

/** `16 Nov to 22 Nov`, `Nov 2026`, `20 Nov`, `20 Nov 06:00`: what a bucket is called. Always UTC. */
export function bucketLabel(row: { at: number; to: number }, grain: Grain): string {
  if (grain === 'month') return `${MONTHS[new Date(row.at).getUTCMonth()]} ${new Date(row.at).getUTCFullYear()}`;
  if (grain !== 'week') return tickLabel(row.at);
  return `${tickLabel(row.at)} to ${tickLabel(row.to - DAY)}`;
}

/** `20 Nov` for whole days, `20 Nov 06:00` within them. Always UTC. */
export function tickLabel(at: number): string {
  const iso = new Date(at).toISOString();
  const day = `${Number(iso.slice(8, 10))} ${MONTHS[Number(iso.slice(5, 7)) - 1]}`;
  return at % DAY === 0 ? day : `${day} ${iso.slice(11, 16)}`;
}
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

export type ValueScale = 'tens' | 'share' | 'hours';
const HOUR_STEPS = [0.25, 0.5, 1, 2, 3, 6, 12, 24, 48, 72, 168, 336, 720];

/** A round top for an axis that starts at zero, with four or five even steps. */
export function valueTicks(maximum: number, scale: ValueScale = 'tens'): number[] {
  if (scale === 'share') return [0, 0.25, 0.5, 0.75, 1];
  if (maximum <= 0) return [0, 1];
  if (scale === 'hours') {
    const even = HOUR_STEPS.find((candidate) => candidate * 5 >= maximum) ?? Math.ceil(maximum / 5 / 24) * 24;
    return Array.from({ length: Math.ceil(maximum / even) + 1 }, (_, index) => index * even);
  }
  const rough = maximum / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  // Things that are counted have no halves.
  const steps = power >= 10 ? [1, 2, 2.5, 5, 10] : [1, 2, 5, 10];
  const step = Math.max(1, (steps.find((candidate) => candidate * power >= rough) ?? 10) * power);
  const ticks: number[] = [];
  for (let value = 0; value < maximum + step; value += step) ticks.push(Number(value.toPrecision(12)));
  return ticks;
}
