import { expect, it } from 'vitest';
import { dayText, relativeText, whenText, zoneText } from './when.js';

const now = Date.parse('2026-11-21T12:00:00.000Z');
const after = (ms: number) => new Date(now + ms).toISOString();
const HOUR = 3_600_000;

it('never tells a moment without its zone', () => {
  expect(whenText('2026-11-23T13:02:00.000Z', 'Europe/Madrid')).toBe('23 November 2026 at 14:02 CET');
  expect(whenText('2026-11-23T13:02:00.000Z', 'America/Montevideo')).toBe('23 November 2026 at 10:02 GMT-3');
  expect(dayText('2026-11-23T23:30:00.000Z', 'Asia/Tokyo')).toBe('24 November 2026');
  expect(zoneText(now, 'America/Argentina/Buenos_Aires')).toBe('America/Argentina/Buenos Aires (GMT-3)');
  expect(zoneText(now, 'UTC')).toBe('UTC');
});

it.each([
  [5 * 60_000, 'in 5 minutes'],
  [47.9 * HOUR, 'in 47 hours'],
  [71 * HOUR, 'in 2 days'],
  [59 * 24 * HOUR, 'in 59 days'],
  [180 * 24 * HOUR, 'in 5 months'],
  [-3 * HOUR, '3 hours ago'],
])('%i ms away is %s', (ms, text) => {
  expect(relativeText(after(ms), now)).toBe(text);
});
