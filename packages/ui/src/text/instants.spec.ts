import { expect, it } from 'vitest';
import { dayRange, exactInstant, lastDaysUtc, shortDay } from './instants.js';

const at = Date.UTC(2026, 10, 20, 13, 2, 11);

it('prints the zone with the exact moment', () => {
  expect(exactInstant(at, 'UTC')).toBe('20 Nov 2026, 13:02:11 UTC');
  expect(exactInstant(at, 'Asia/Singapore')).toMatch(/21:02:11 (GMT\+8|SGT)/);
});

it('names a range of days by its first and last day', () => {
  const { from, to } = lastDaysUtc(20, at);
  expect(from).toBe('2026-11-01T00:00:00.000Z');
  expect(to).toBe('2026-11-21T00:00:00.000Z');
  expect(dayRange(Date.parse(from), Date.parse(to), 'UTC')).toBe('1–20 Nov 2026');
  expect(dayRange(Date.parse('2026-11-20T00:00:00Z'), Date.parse(to), 'UTC')).toBe('20 Nov 2026');
  expect(shortDay(at, 'UTC')).toBe('20 Nov');
});
