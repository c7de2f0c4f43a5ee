import { expect, it } from 'vitest';
import { compact, fileSize, inUnit, percent, plural, rateText } from './numbers.js';

it('a rate carries its interval and its n', () => {
  expect(rateText({ estimate: 1700 / 52_000, low: 0.0312, high: 0.0343, n: 52_000 })).toBe(
    '3.3 % [3.1, 3.4] of 52,000',
  );
});

it('n = 0 is no data, never 0 %', () => {
  expect(rateText({ estimate: 0, low: 0, high: 0, n: 0 })).toBe('no data');
  expect(rateText({ estimate: null, n: 4 })).toBe('no data');
});

it('does not round what is not all or nothing into all or nothing', () => {
  expect(percent(0.99998)).toBe('99.99 %');
  expect(percent(0.0003)).toBe('0.03 %');
  expect(percent(0)).toBe('0.0 %');
  expect(percent(1)).toBe('100.0 %');
});

it('prints counts, sizes and units', () => {
  expect(compact(9_999)).toBe('9,999');
  expect(compact(1_100_000)).toBe('1.1M');
  expect(plural(1, 'account')).toBe('1 account');
  expect(plural(203, 'account')).toBe('203 accounts');
  expect(fileSize(1_400_000)).toBe('1.4 MB');
  expect(inUnit(0.941, 'share')).toBe('94.1 %');
  expect(inUnit(1912, 'seat-hours')).toBe('1,912 seat-hours');
  expect(inUnit(412, 'count')).toBe('412');
  expect(inUnit(0.04, 'hours')).toBe('2 min');
  expect(inUnit(3.1667, 'hours')).toBe('3 h 10');
  expect(inUnit(412.4, 'hours')).toBe('17 d');
  expect(inUnit(412.4, 'hours_sum')).toBe('412 h');
  expect(inUnit(0.04, 'hours_sum')).toBe('2 min');
  expect(inUnit(0, 'hours_sum')).toBe('0 h');
});
