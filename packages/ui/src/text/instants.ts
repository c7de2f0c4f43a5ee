const DAY = 86_400_000;

/** The viewer's own zone, by its IANA name. */
export function viewerZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  let found = formatters.get(key);
  if (found === undefined) {
    found = new Intl.DateTimeFormat('en-GB', options);
    formatters.set(key, found);
  }
  return found;
}

/** `20 Nov 2026, 14:02:11 CET`: the exact moment with its zone. */
export function exactInstant(at: number, zone: string = viewerZone()): string {
  return formatter(`exact ${zone}`, {
    timeZone: zone,
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).format(at);
}

/** `20 Nov 2026` in the given zone. */
export function dayOf(at: number, zone: string = viewerZone()): string {
  return formatter(`day ${zone}`, { timeZone: zone, year: 'numeric', month: 'short', day: 'numeric' }).format(at);
}

/** `20 Nov` in the given zone. */
export function shortDay(at: number, zone: string = viewerZone()): string {
  return formatter(`short ${zone}`, { timeZone: zone, month: 'short', day: 'numeric' }).format(at);
}

/** `14:02:11` in the given zone. */
export function timeOfDay(at: number, zone: string = viewerZone()): string {
  return formatter(`time ${zone}`, {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(at);
}

/** `1–20 Nov 2026` for a half-open range of whole days. */
export function dayRange(from: number, to: number, zone: string): string {
  const last = to - 1;
  if (dayOf(from, zone) === dayOf(last, zone)) return dayOf(from, zone);
  return formatter(`day ${zone}`, { timeZone: zone, year: 'numeric', month: 'short', day: 'numeric' })
    .formatRange(from, last)
    .replaceAll(/(\d)\s*–\s*(\d)/g, '$1–$2');
}

/** Half-open `[from, to)` of the last `days` whole UTC days, today included. */
export function lastDaysUtc(days: number, now: number): { from: string; to: string } {
  const tomorrow = Math.floor(now / DAY) * DAY + DAY;
  return { from: new Date(tomorrow - days * DAY).toISOString(), to: new Date(tomorrow).toISOString() };
}
