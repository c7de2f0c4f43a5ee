import { expect, it } from 'vitest';
import { overviewInput } from './overview-range.js';

const now = Date.parse('2026-11-20T13:02:11Z');

it('the last days are whole UTC days, today included', () => {
  expect(overviewInput({}, now)).toMatchObject({
    from: '2026-10-22T00:00:00.000Z',
    to: '2026-11-21T00:00:00.000Z',
    grain: undefined,
  });
  expect(overviewInput({ days: 1 }, now)).toMatchObject({ from: '2026-11-20T00:00:00.000Z' });
});

it('an absurd period falls back to one that can be read', () => {
  expect(overviewInput({ days: -4 }, now).from).toBe('2026-10-22T00:00:00.000Z');
  expect(overviewInput({ from: '2026-11-10T00:00:00.000Z', to: '2026-11-01T00:00:00.000Z' }, now).to).toBe(
    '2026-11-21T00:00:00.000Z',
  );
  expect(overviewInput({ days: 90, grain: 'hour' }, now).grain).toBeUndefined();
  expect(overviewInput({ days: 90, grain: 'day' }, now).grain).toBe('day');
  expect(overviewInput({ days: 7, grain: 'hour' }, now).grain).toBe('hour');
});
