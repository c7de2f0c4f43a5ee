export interface FakeClock {
  now(): Date;
  /** Moves on by so many milliseconds and returns the new instant. */
  advance(milliseconds: number): Date;
  set(instant: Date | string): void;
}

/** Time that stands still until it is moved. */
export function fakeClock(start: Date | string = '2026-11-20T08:00:00.000Z'): FakeClock {
  let instant = new Date(start).getTime();
  return {
    now: () => new Date(instant),
    advance: (milliseconds) => {
      instant += milliseconds;
      return new Date(instant);
    },
    set: (next) => {
      instant = new Date(next).getTime();
    },
  };
}

export const minutes = (count: number): number => count * 60_000;
export const hours = (count: number): number => count * 3_600_000;
export const days = (count: number): number => count * 86_400_000;
