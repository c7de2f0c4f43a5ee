/**
 * A clock that stands still while a customer or partner has the ball (CW-4). Times are instants, durations milliseconds.
 */
export interface Pause {
  readonly from: Date;
  /** Null while the pause lasts. */
  readonly to: Date | null;
}

export interface SlaClock {
  readonly startedAt: Date;
  readonly targetMinutes: number;
  readonly pauses: readonly Pause[];
  /** When the work was done; null while it runs. */
  readonly stoppedAt: Date | null;
}

export type SlaState = 'running' | 'paused' | 'breached' | 'met' | 'missed';

export interface SlaReading {
  readonly state: SlaState;
  readonly elapsedMs: number;
  /** Negative once the target has passed. */
  readonly remainingMs: number;
  /** When the target passes if nothing pauses the clock from now on. While it is paused, it moves with now. */
  readonly dueAt: Date;
}

export function startClock(now: Date, targetMinutes: number): SlaClock {
  return { startedAt: now, targetMinutes, pauses: [], stoppedAt: null };
}

/** Pausing a paused or stopped clock changes nothing. */
export function pauseClock(clock: SlaClock, now: Date): SlaClock {
  if (clock.stoppedAt !== null || isPaused(clock)) return clock;
  return { ...clock, pauses: [...clock.pauses, { from: now, to: null }] };
}

export function resumeClock(clock: SlaClock, now: Date): SlaClock {
  return { ...clock, pauses: clock.pauses.map((pause) => (pause.to === null ? { ...pause, to: now } : pause)) };
}

export function stopClock(clock: SlaClock, now: Date): SlaClock {
  return clock.stoppedAt !== null ? clock : { ...resumeClock(clock, now), stoppedAt: now };
}

export function readClock(clock: SlaClock, now: Date): SlaReading {
  const end = clock.stoppedAt ?? now;
  const start = clock.startedAt.getTime();
  const wall = Math.max(0, end.getTime() - start);
  const elapsedMs = wall - coveredMs(clock.pauses, start, start + wall);
  const remainingMs = clock.targetMinutes * 60_000 - elapsedMs;
  const within = remainingMs >= 0;
  const state: SlaState =
    clock.stoppedAt !== null
      ? within
        ? 'met'
        : 'missed'
      : !within
        ? 'breached'
        : clock.pauses.some((pause) => pause.from <= now && (pause.to === null || pause.to > now))
          ? 'paused'
          : 'running';
  return { state, elapsedMs, remainingMs, dueAt: new Date(end.getTime() + remainingMs) };
}

function isPaused(clock: SlaClock): boolean {
  return clock.pauses.some((pause) => pause.to === null);
}

/** Milliseconds of [start, end) that the pauses cover; overlapping pauses count once. */
function coveredMs(pauses: readonly Pause[], start: number, end: number): number {
  const spans = pauses
    .map(({ from, to }) => [Math.max(start, from.getTime()), Math.min(end, to?.getTime() ?? end)] as const)
    .filter(([from, to]) => from < to)
    .sort(([a], [b]) => a - b);
  let covered = 0;
  let reached = start;
  for (const [from, to] of spans) {
    covered += Math.max(0, to - Math.max(from, reached));
    reached = Math.max(reached, to);
  }
  return covered;
}
