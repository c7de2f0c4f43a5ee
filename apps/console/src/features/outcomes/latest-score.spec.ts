import { expect, it } from 'vitest';
import { latestScore } from './latest-score.js';

it('3.10 is newer than 3.9', () => {
  const scores = ['3.9', '3.10', '3.2'].map((version) => ({ version, alerts: 1 }));
  expect(latestScore(scores)?.version).toBe('3.10');
  expect(latestScore([])).toBeUndefined();
});
