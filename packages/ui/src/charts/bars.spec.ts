import { expect, it } from 'vitest';
import { prepareFunnel } from './Funnel.js';
import { disjoint } from './IntervalBars.js';

it('a funnel step is a share of the one before; nothing divides by zero and no share passes 100 %', () => {
  const steps = prepareFunnel([
    { key: 'alerts', label: 'Alerts', count: 1000 },
    { key: 'cases', label: 'Cases', count: 100 },
    { key: 'decided', label: 'Decided', count: 0 },
    { key: 'appealed', label: 'Appealed', count: 3 },
  ]);
  expect(steps.map((step) => step.ofPrevious)).toEqual([null, 0.1, 0, null]);
  expect(steps.map((step) => step.width)).toEqual([1, 0.1, 0, 0.003]);
  expect(prepareFunnel([{ key: 'a', label: 'A', count: 0 }])[0]?.width).toBe(0);
});

it('a change is one when the intervals do not touch', () => {
  expect(disjoint({ low: 0.9, high: 0.96 }, { low: 0.62, high: 0.78 })).toBe(true);
  expect(disjoint({ low: 0.7, high: 0.9 }, { low: 0.62, high: 0.78 })).toBe(false);
  expect(disjoint({ low: null, high: 0.9 }, { low: 0.1, high: 0.2 })).toBe(false);
});
