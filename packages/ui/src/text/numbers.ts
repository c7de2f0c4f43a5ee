import { duration } from './duration.js';

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const one = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const compactForm = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

/** `1,204` */
export function count(value: number): string {
  return whole.format(value);
}

/** `1.1M` above ten thousand, else in full: for reach and axes, never for money or deadlines. */
export function compact(value: number): string {
  return Math.abs(value) < 10_000 ? whole.format(value) : compactForm.format(value);
}

/** `94.1` from 0.941; two digits where one would say 0 or 100 for what is neither. */
export function percentNumber(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.05) return (Math.ceil(percent * 100) / 100).toFixed(2);
  if (percent < 100 && percent >= 99.95) return (Math.floor(percent * 100) / 100).toFixed(2);
  return one.format(percent);
}

/** `94.1 %` */
export function percent(share: number): string {
  return `${percentNumber(share)} %`;
}

/** `3 accounts`, `1 account` */
export function plural(value: number, singular: string, many = `${singular}s`): string {
  return `${count(value)} ${value === 1 ? singular : many}`;
}

/** File sizes in decimal units: `1.4 MB`. */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${one.format(bytes / 1_000_000)} MB`;
}

export interface Rate {
  readonly estimate?: number | null;
  readonly low?: number | null;
  readonly high?: number | null;
  readonly n: number;
}

/** `3.3 % [2.4, 4.5] of 1,204`; without cases there is no rate. */
export function rateText(rate: Rate): string {
  if (rate.n === 0 || rate.estimate == null) return 'no data';
  const interval =
    rate.low != null && rate.high != null ? ` [${percentNumber(rate.low)}, ${percentNumber(rate.high)}]` : '';
  return `${percent(rate.estimate)}${interval} of ${count(rate.n)}`;
}

const UNITS: Record<string, (value: number) => string> = {
  share: percent,
  ratio: percent,
  percent: (value) => `${one.format(value)} %`,
  // How long something took is told like every other duration; hours that are added up stay hours.
  hours: (value) => duration(value * 3_600_000),
  hours_sum: (value) => (value > 0 && value < 1 ? duration(value * 3_600_000) : `${whole.format(value)} h`),
  'seat-hours': (value) => `${whole.format(value)} seat-hours`,
  seat_hours: (value) => `${whole.format(value)} seat-hours`,
};

/** A figure in its unit as the API names it; an unknown unit is printed after the number. */
export function inUnit(value: number, unit: string): string {
  const known = UNITS[unit];
  if (known) return known(value);
  const number = Number.isInteger(value) ? whole.format(value) : one.format(value);
  return unit === '' || unit === 'count' ? number : `${number} ${unit.replaceAll('_', ' ')}`;
}
