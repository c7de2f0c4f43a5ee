import { expect, it } from 'vitest';
import { figureText } from './figure-text.js';

it('stands with its interval, its n and what it was', () => {
  expect(figureText({ value: 0.941, unit: 'share', low: 0.926, high: 0.953, n: 1204, previous: 0.95 })).toEqual({
    value: '94.1 %',
    unit: null,
    interval: '[92.6, 95.3] of 1,204',
    change: '▼ 0.9 points, was 95.0 %',
  });
  expect(figureText({ value: 412, unit: 'count', low: null, high: null, n: null, previous: 374 })).toEqual({
    value: '412',
    unit: null,
    interval: null,
    change: '▲ 38, was 374',
  });
});

it('a long unit stands beside its number', () => {
  const harm = figureText({ value: 1912, unit: 'seat-hours', low: null, high: null, n: null, previous: null });
  expect(harm).toMatchObject({ value: '1,912', unit: 'seat-hours' });
});

it('n = 0 is no data', () => {
  expect(figureText({ value: null, unit: 'share', low: null, high: null, n: 0, previous: 0.5 }).value).toBe('no data');
});

it('says so when too many still wait to know more', () => {
  const time = { value: 49, unit: 'hours', low: null, high: null, n: 120, previous: null };
  expect(figureText({ ...time, atLeast: false }).value).toBe('2 d 1 h');
  expect(figureText({ ...time, atLeast: true }).value).toBe('over 2 d 1 h');
});
