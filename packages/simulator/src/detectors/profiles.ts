import type { Random } from '../random.js';

/** Requests by hour of day, local time, of people who work: share in thousandths. */
const OFFICE_DAY = [4, 3, 2, 2, 3, 6, 14, 34, 66, 84, 88, 82, 58, 76, 86, 84, 76, 58, 38, 30, 26, 22, 14, 8] as const;

const rotated = new Map<number, readonly number[]>();

/** The office day seen in UTC by somebody at `utcOffsetHours`. */
function officeDayUtc(utcOffsetHours: number): readonly number[] {
  const shift = Math.round(utcOffsetHours);
  let hours = rotated.get(shift);
  if (!hours) {
    hours = OFFICE_DAY.map((_, hour) => OFFICE_DAY[(((hour + shift) % 24) + 24) % 24] as number);
    rotated.set(shift, hours);
  }
  return hours;
}

export function dayProfile(random: Random, utcOffsetHours: number): number[] {
  return officeDayUtc(utcOffsetHours).map((value) => Math.max(0, value + random.int(-4, 4)));
}

/** Machines do not sleep. */
export function flatProfile(random: Random): number[] {
  return officeDayUtc(0).map(() => 41 + random.int(-3, 3));
}

const cumulative = new Map<number, readonly number[]>();

/**
 * Where in its day the given share of a day's work falls: a monotone map of [0, 1) to [0, 1) in UTC. Sources use it to
 * give times office hours without sorting.
 */
export function officeTime(fractionOfDay: number, utcOffsetHours: number): number {
  const shift = Math.round(utcOffsetHours);
  let sums = cumulative.get(shift);
  if (!sums) {
    const hours = officeDayUtc(shift);
    const total = hours.reduce((sum, value) => sum + value, 0);
    let sum = 0;
    sums = hours.map((value) => {
      sum += value;
      return sum / total;
    });
    cumulative.set(shift, sums);
  }
  let hour = 0;
  while (hour < 23 && (sums[hour] as number) <= fractionOfDay) hour += 1;
  const before = hour === 0 ? 0 : (sums[hour - 1] as number);
  const within = (fractionOfDay - before) / ((sums[hour] as number) - before);
  return (hour + Math.min(0.999999, Math.max(0, within))) / 24;
}
