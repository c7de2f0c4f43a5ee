import type { SeriesInput, SeriesPoint } from './prepare-series.js';

export const OTHERS = 'others';

const totalOf = (series: SeriesInput): number =>
  series.points.reduce((sum, { value }) => sum + Math.abs(value ?? 0), 0);

/** A tangle of lines says nothing: the largest few stand alone, in the order of their size, and the rest together. */
export function fewSeries(series: readonly SeriesInput[], most: number): SeriesInput[] {
  const bySize = [...series].sort((a, b) => totalOf(b) - totalOf(a));
  // One that is left over is as quickly read as "1 other".
  if (bySize.length <= most + 1) return bySize;
  const rest = bySize.slice(most);
  return [...bySize.slice(0, most), { key: OTHERS, label: `${rest.length} others together`, points: together(rest) }];
}

function together(series: readonly SeriesInput[]): SeriesPoint[] {
  const sums = new Map<string, SeriesPoint>();
  for (const { points } of series) {
    for (const { at, value, n, partial } of points) {
      const sum = sums.get(at);
      sums.set(at, {
        at,
        value: value == null && sum?.value == null ? null : (sum?.value ?? 0) + (value ?? 0),
        n: (sum?.n ?? 0) + n,
        partial: partial || (sum?.partial ?? false),
        // No one list holds several series; each has its own when they stand apart.
        drill: null,
      });
    }
  }
  return [...sums.values()].sort((a, b) => (a.at < b.at ? -1 : 1));
}
