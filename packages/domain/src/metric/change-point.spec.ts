import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changePoint, type DayOfVerdicts } from './change-point.js';

const START = Date.parse('2026-10-01T00:00:00Z');
const run = (counts: readonly (readonly [number, number])[]): DayOfVerdicts[] =>
  counts.map(([truePositive, falsePositive], i) => ({
    day: new Date(START + i * 86_400_000),
    truePositive,
    falsePositive,
  }));

it('finds the Tuesday on which a version fell from 94 to 71 %', () => {
  const days = run([...Array(30).fill([47, 3]), ...Array(10).fill([35, 14])]);
  const change = changePoint(days);
  expect(change?.day).toEqual(days[30]?.day);
  expect(change?.before.rate).toBeCloseTo(0.94, 2);
  expect(change?.after.rate).toBeCloseTo(0.714, 3);
});

it('finds nothing where there is little, or little to tell', () => {
  expect(changePoint([])).toBeNull();
  expect(
    changePoint(
      run([
        [19, 0],
        [0, 19],
      ]),
    ),
  ).toBeNull();
  expect(changePoint(run(Array(40).fill([47, 3])))).toBeNull();
  // Certain, and too small to matter.
  expect(changePoint(run([...Array(20).fill([9700, 300]), ...Array(20).fill([9500, 500])]))).toBeNull();
});

it('tells a false alarm less than once in a hundred steady runs', () => {
  let alarms = 0;
  let state = 42;
  const draw = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
  for (let i = 0; i < 400; i++) {
    const days = run(
      Array.from({ length: 60 }, () => {
        const right = Array.from({ length: 20 }, draw).filter((x) => x < 0.9).length;
        return [right, 20 - right] as const;
      }),
    );
    if (changePoint(days)) alarms++;
  }
  expect(alarms).toBeLessThanOrEqual(4);
});

it('the two sides hold every verdict', () => {
  const counts = fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { maxLength: 40 });
  fc.assert(
    fc.property(counts, (rows) => {
      const change = changePoint(run(rows));
      if (!change) return;
      expect(change.before.n + change.after.n).toBe(rows.reduce((sum, [a, b]) => sum + a + b, 0));
    }),
  );
});
