import { describe, expect, it } from 'vitest';
import { clockFace, duration, readSla, relative } from './duration.js';

const MIN = 60_000;
const HOUR = 60 * MIN;
const DAY = 24 * HOUR;

describe('duration', () => {
  it.each([
    [0, '0 s'],
    [59_999, '59 s'],
    [38 * MIN, '38 min'],
    [3 * HOUR + 10 * MIN, '3 h 10'],
    [3 * HOUR + 5 * MIN, '3 h 05'],
    [21 * HOUR, '21 h'],
    [2 * DAY + 4 * HOUR, '2 d 4 h'],
    [40 * DAY + 4 * HOUR, '40 d'],
    [-38 * MIN, '38 min'],
  ])('%d ms is %s', (ms, text) => expect(duration(ms)).toBe(text));

  it('shows what is due as a clock until it is days away', () => {
    expect(clockFace(38 * MIN)).toBe('0:38');
    expect(clockFace(-3 * HOUR - 10 * MIN)).toBe('3:10');
    expect(clockFace(30 * HOUR)).toBe('30:00');
    expect(clockFace(3 * DAY)).toBe('3 d');
  });
});

describe('SLA clock', () => {
  const dueAt = 100 * HOUR;
  it('turns while it runs', () => {
    expect(readSla({ dueAt, now: 90 * HOUR })).toEqual({ kind: 'running', remainingMs: 10 * HOUR });
    expect(readSla({ dueAt, now: 99.5 * HOUR })).toEqual({ kind: 'soon', remainingMs: HOUR / 2 });
    expect(readSla({ dueAt, now: 101 * HOUR })).toEqual({ kind: 'late', remainingMs: -HOUR });
  });
  it('keeps what remained when it was paused, also past its due time', () => {
    expect(readSla({ dueAt, now: 500 * HOUR, pausedAt: 96 * HOUR })).toEqual({ kind: 'paused', remainingMs: 4 * HOUR });
  });
  it('warns a quarter ahead when the span is known', () => {
    expect(readSla({ dueAt, now: 80 * HOUR, startedAt: 0 }).kind).toBe('soon');
    expect(readSla({ dueAt, now: 70 * HOUR, startedAt: 0 }).kind).toBe('running');
  });
});

it('says when, seen from now', () => {
  expect(relative(0, 5_000)).toBe('just now');
  expect(relative(0, 12 * MIN)).toBe('12 min ago');
  expect(relative(3 * HOUR, 0)).toBe('in 3 h');
});
