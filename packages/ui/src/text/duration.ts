const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Two units at most: `38 min`, `3 h 10`, `2 d 4 h`. Negative input is measured by its size. */
export function duration(ms: number): string {
  const size = Math.abs(ms);
  if (size < MINUTE) return `${Math.floor(size / SECOND)} s`;
  if (size < HOUR) return `${Math.floor(size / MINUTE)} min`;
  if (size < DAY) {
    const hours = Math.floor(size / HOUR);
    const minutes = Math.floor((size % HOUR) / MINUTE);
    return minutes === 0 ? `${hours} h` : `${hours} h ${String(minutes).padStart(2, '0')}`;
  }
  const days = Math.floor(size / DAY);
  const hours = Math.floor((size % DAY) / HOUR);
  return hours === 0 || days >= 14 ? `${days} d` : `${days} d ${hours} h`;
}

/** A clock face for what is due: `0:38`, `3:10`, `2 d 4 h`; the minus of an overdue one is the caller's word. */
export function clockFace(ms: number): string {
  const size = Math.abs(ms);
  if (size >= 2 * DAY) return duration(size);
  const minutes = Math.floor(size / MINUTE);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

export type SlaReading =
  | { readonly kind: 'paused'; readonly remainingMs: number }
  | { readonly kind: 'running' | 'soon' | 'late'; readonly remainingMs: number };

/**
 * Where an SLA clock stands. Paused: the ball is with someone else and what remains stays what it was at the pause.
 * `soon` is less than an hour, or less than a quarter of the whole span when that is known.
 */
export function readSla(input: {
  dueAt: number;
  now: number;
  pausedAt?: number | null;
  startedAt?: number;
}): SlaReading {
  if (input.pausedAt != null) return { kind: 'paused', remainingMs: input.dueAt - input.pausedAt };
  const remainingMs = input.dueAt - input.now;
  if (remainingMs < 0) return { kind: 'late', remainingMs };
  const quarter = input.startedAt === undefined ? 0 : (input.dueAt - input.startedAt) / 4;
  return { kind: remainingMs <= Math.max(HOUR, quarter) ? 'soon' : 'running', remainingMs };
}

/** `in 3 h`, `12 min ago`, `just now`. */
export function relative(at: number, now: number): string {
  const distance = at - now;
  if (Math.abs(distance) < 10 * SECOND) return 'just now';
  return distance > 0 ? `in ${duration(distance)}` : `${duration(distance)} ago`;
}
