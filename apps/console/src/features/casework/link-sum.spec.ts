import { expect, it } from 'vitest';
import { sumLine } from './link-sum.js';

const link = (score: number, ...weights: number[]) =>
  sumLine({ score, threshold: 10, ruleSet: 7, indicators: weights.map((weight) => ({ weight })) });

it('the sum stands beside what was needed', () => {
  expect(link(16.5, 9.1, 7.4, 0)).toBe('Sum 16.5, needs 10 · rule set 7');
});

it('says why less or more counts than is listed', () => {
  expect(link(15, 10, 5, 2.5)).toBe(
    'Sum 17.5, counted as 15.0 since weak ones count up to a limit together; needs 10 · rule set 7',
  );
  expect(link(15, 15, -2)).toBe(
    'Sum 13.0, counted as 15.0 since what speaks against it does not count beside one that is enough alone; needs 10 · rule set 7',
  );
  expect(link(15, 9, 5)).toBe('Sum 14.0, counted as 15.0 since only the heaviest are listed; needs 10 · rule set 7');
});
