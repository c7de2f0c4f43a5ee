/** Nothing that this product judges happened before it; an older date is a broken clock or a default value. */
export const EARLIEST_INSTANT_MS = Date.UTC(2015, 0, 1);
/** A detector's clock may run ahead by this much. */
export const FUTURE_TOLERANCE_MS = 24 * 60 * 60 * 1000;

const [DASH, DOT, COLON, LOWER_T] = [45, 46, 58, 116];
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * RFC 3339 date-time (`2026-11-20T08:15:30.120Z`, or with `+02:00`) to epoch milliseconds; finer fractions are cut.
 * NaN when it is anything else. Unlike `Date.parse` it refuses 30 February, other date notations and a missing zone.
 */
export function parseInstant(text: string): number {
  const length = text.length;
  if (length < 20 || length > 35) return Number.NaN;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  const hour = digits(text, 11, 2);
  const minute = digits(text, 14, 2);
  const second = digits(text, 17, 2);
  if (year < 0 || month < 1 || month > 12 || day < 1 || hour < 0 || minute < 0 || second < 0) return Number.NaN;
  if (hour > 23 || minute > 59 || second > 59) return Number.NaN;
  if (day > (DAYS[month - 1] as number) && !(month === 2 && day === 29 && isLeap(year))) return Number.NaN;
  const isDate = text.charCodeAt(4) === DASH && text.charCodeAt(7) === DASH;
  if (!isDate || text.charCodeAt(13) !== COLON || text.charCodeAt(16) !== COLON) return Number.NaN;
  if ((text.charCodeAt(10) | 32) !== LOWER_T) return Number.NaN;

  let at = 19;
  let ms = 0;
  if (text.charCodeAt(at) === DOT) {
    at += 1;
    const from = at;
    for (let scale = 100; at < length; at++, scale /= 10) {
      const digit = text.charCodeAt(at) - 48;
      if (digit < 0 || digit > 9) break;
      if (at - from < 3) ms += digit * scale;
    }
    if (at === from) return Number.NaN;
  }
  const offset = zoneMs(text, at);
  return Date.UTC(year, month - 1, day, hour, minute, second, ms) - offset;
}

function zoneMs(text: string, at: number): number {
  const sign = text[at];
  if (sign === 'Z' || sign === 'z') return text.length === at + 1 ? 0 : Number.NaN;
  if ((sign !== '+' && sign !== '-') || text.length !== at + 6 || text[at + 3] !== ':') return Number.NaN;
  const hours = digits(text, at + 1, 2);
  const minutes = digits(text, at + 4, 2);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return Number.NaN;
  return (sign === '-' ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

function digits(text: string, from: number, count: number): number {
  let value = 0;
  for (let i = from; i < from + count; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Why an instant is absurd, or undefined when it is plausible. `now` in epoch milliseconds. */
export function implausibleInstant(instantMs: number, now: number): string | undefined {
  if (instantMs < EARLIEST_INSTANT_MS) return 'is before 2015; check the clock or the unit';
  if (instantMs > now + FUTURE_TOLERANCE_MS) return 'is more than 24 hours in the future; check the clock or the unit';
  return undefined;
}
