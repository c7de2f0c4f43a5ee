import { ACTION_KINDS, APPEAL_RESULTS, bucketMiddle, ROUTES, routeName } from '@portcullis/domain';
import type { CountRow, Spread } from './cell.query.js';
import type { MarkList } from './mark.js';
import { type Scene, tokenOf } from './tally.js';

export interface PointView {
  at: Date;
  /** Null: not watched yet, or nothing to say. */
  value: number | null;
  low: number | null;
  high: number | null;
  n: number;
  /** The bucket is not over yet, or reaches beyond the period. */
  partial: boolean;
  drill: string | null;
}
export interface SeriesView {
  key: string;
  label: string;
  points: PointView[];
}

const HOUR = 3_600_000;

interface Bucket {
  at: Date;
  to: Date;
  partial: boolean;
  /** Not before history begins, and not in the future. */
  watched: boolean;
}

function bucketsOf({ period, horizon: { asOf, firstAt } }: Scene): Bucket[] {
  return period.starts.map((at, i) => {
    const to = period.starts[i + 1] ?? period.to;
    const watched = at <= asOf && firstAt !== null && to > firstAt;
    return { at, to, partial: at <= asOf && (to > asOf || period.cut.has(at.getTime())), watched };
  });
}

/** Counts on the dense buckets of the period: 0 where it was watched, else a gap. */
function points(scene: Scene, rows: readonly CountRow[], list: MarkList, of: object): PointView[] {
  const byBucket = new Map<number, number>();
  for (const { at, n } of rows) byBucket.set(at, (byBucket.get(at) ?? 0) + n);
  return bucketsOf(scene).map(({ at, to, partial, watched }) => {
    const n = byBucket.get(at.getTime()) ?? 0;
    const value = watched || n > 0 ? n : null;
    const drill = tokenOf({ ...scene.base, ...of, from: at, to, list, total: n });
    return { at, value, low: null, high: null, n, partial, drill };
  });
}

export function countSeries(scene: Scene, metric: MarkList, label: string): SeriesView {
  return {
    key: metric,
    label,
    points: points(
      scene,
      scene.work.filter((row) => row.metric === metric),
      metric,
      {},
    ),
  };
}

/** One series for each kind that occurs, in the order of the vocabulary. */
export function kindSeries(scene: Scene, metric: 'action_in_effect' | 'appeal_ended'): SeriesView[] {
  const rows = scene.work.filter((row) => row.metric === metric);
  const order: readonly string[] = metric === 'appeal_ended' ? APPEAL_RESULTS : ACTION_KINDS;
  return keysOf(rows, order).map((key) => ({
    key,
    label: words(key),
    points: points(
      scene,
      rows.filter((row) => row.key === key),
      metric,
      { kinds: [key] },
    ),
  }));
}

export function alertSeries(scene: Scene): SeriesView[] {
  return keysOf(scene.alerts, ROUTES).map((route) => ({
    key: route,
    label: routeName(route),
    points: points(
      scene,
      scene.alerts.filter((row) => row.key === route),
      'alerts',
      { route },
    ),
  }));
}

/** Open cases at the end of each bucket, or now in the one that runs. */
export function backlogSeries(scene: Scene, atStart: number): SeriesView {
  const change = new Map<number, number>();
  for (const { metric, at, key, n } of scene.work) {
    if (metric === 'backlog') change.set(at, (change.get(at) ?? 0) + (key === 'in' ? n : -n));
  }
  let open = atStart;
  const series = bucketsOf(scene).map(({ at, to, partial, watched }) => {
    open += change.get(at.getTime()) ?? 0;
    const drill = watched ? tokenOf({ ...scene.base, from: at, to, list: 'backlog', total: open }) : null;
    return { at, value: watched ? open : null, low: null, high: null, n: open, partial, drill };
  });
  return { key: 'backlog', label: 'Open cases', points: series };
}

/** Hours from opening to decision, by when it was decided. */
export function timeSeries(scene: Scene, spread: ReadonlyMap<number, Spread>): SeriesView[] {
  const buckets = bucketsOf(scene);
  return (
    [
      ['p50', 'Half within'],
      ['p90', 'Nine in ten within'],
    ] as const
  ).map(([key, label]) => ({
    key,
    label,
    points: buckets.map(({ at, to, partial }) => {
      const of = spread.get(at.getTime());
      const n = of?.n ?? 0;
      const drill = tokenOf({ ...scene.base, from: at, to, list: 'case_decided', total: n });
      return { at, value: of ? bucketMiddle(of[key]) / HOUR : null, low: null, high: null, n, partial, drill };
    }),
  }));
}

function keysOf(rows: readonly CountRow[], order: readonly string[]): string[] {
  const present = new Set(rows.flatMap((row) => (row.n === 0 ? [] : [row.key])));
  const place = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length);
  return [...present].sort((a, b) => place(a) - place(b) || a.localeCompare(b));
}

const words = (key: string): string => (key.charAt(0).toUpperCase() + key.slice(1)).replaceAll('_', ' ');
