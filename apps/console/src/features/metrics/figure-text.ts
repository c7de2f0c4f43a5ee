import { count, inUnit } from '@portcullis/ui';
import type { Figure } from './metrics.queries.js';

export interface FigureText {
  readonly value: string;
  /** Printed small beside the value: `seat-hours`. */
  readonly unit: string | null;
  /** `[92.6, 95.3] of 1,204` */
  readonly interval: string | null;
  /** `▲ 38 from 374`; a change without a judgement, since more is not always worse. */
  readonly change: string | null;
}

/** A figure with its n, its interval and its change. No data is said in words. */
export function figureText(
  figure: Pick<Figure, 'value' | 'unit' | 'low' | 'high' | 'n' | 'previous'> & Partial<Pick<Figure, 'atLeast'>>,
): FigureText {
  if (figure.value == null) return { value: 'no data', unit: null, interval: null, change: null };
  const share = figure.unit === 'share' || figure.unit === 'ratio';
  const bounds =
    figure.low != null && figure.high != null
      ? `[${bare(figure.low, figure.unit)}, ${bare(figure.high, figure.unit)}]`
      : null;
  const n = figure.n == null ? null : share || bounds ? `of ${count(figure.n)}` : null;
  return {
    ...parted(`${figure.atLeast ? 'over ' : ''}${inUnit(figure.value, figure.unit)}`),
    interval: [bounds, n].filter(Boolean).join(' ') || null,
    change: changeText(figure.value, figure.previous, figure.unit),
  };
}

function parted(text: string): { value: string; unit: string | null } {
  const [, value, unit] = /^([\d.,]+)\s+([a-z-]{3,}.*)$/.exec(text) ?? [];
  return value && unit ? { value, unit } : { value: text, unit: null };
}

function bare(value: number, unit: string): string {
  return inUnit(value, unit).replace(/ %$/, '');
}

function changeText(value: number, previous: number | null | undefined, unit: string): string | null {
  if (previous == null) return null;
  if (value === previous) return `as before`;
  const share = unit === 'share' || unit === 'ratio';
  const distance = Math.abs(value - previous);
  const size = share ? `${(distance * 100).toFixed(1)} points` : inUnit(distance, unit);
  return `${value > previous ? '▲' : '▼'} ${size}, was ${inUnit(previous, unit)}`;
}
