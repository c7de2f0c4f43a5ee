import { pageLocale } from './say.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** `23 November 2026 at 14:02 CET`: never without its zone. */
export function whenText(at: string, zone: string = ownZone()): string {
  return new Intl.DateTimeFormat(pageLocale(), {
    timeZone: zone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(at));
}

/** `23 November 2026`, for what is far away. */
export function dayText(at: string, zone: string = ownZone()): string {
  return new Intl.DateTimeFormat(pageLocale(), { timeZone: zone, dateStyle: 'long' }).format(new Date(at));
}

/** `14:02` */
export function timeText(at: number, zone: string = ownZone()): string {
  return new Intl.DateTimeFormat(pageLocale(), { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at);
}

/** `in 2 days`, `in 5 hours`, `3 minutes ago`: rounded down, so that nobody counts on time that is not there. */
export function relativeText(at: string, now: number): string {
  const distance = Date.parse(at) - now;
  const size = Math.abs(distance);
  const [unit, length] =
    size >= 60 * DAY
      ? (['month', 30.44 * DAY] as const)
      : size >= 2 * DAY
        ? (['day', DAY] as const)
        : size >= 2 * HOUR
          ? (['hour', HOUR] as const)
          : (['minute', MINUTE] as const);
  const count = Math.trunc(distance / length);
  return new Intl.RelativeTimeFormat(pageLocale(), { numeric: 'always' }).format(count, unit);
}

/** The zone with its distance from UTC: `Europe/Madrid (GMT+1)`. */
export function zoneText(now: number, zone: string = ownZone()): string {
  const parts = new Intl.DateTimeFormat(pageLocale(), { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(
    now,
  );
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return zone === 'UTC' || offset === '' ? zone : `${zone.replaceAll('_', ' ')} (${offset})`;
}
