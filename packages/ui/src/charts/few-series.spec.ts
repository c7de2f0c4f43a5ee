import { expect, it } from 'vitest';
import { fewSeries, OTHERS } from './few-series.js';

const at = (n: number) => `2026-11-0${n}T00:00:00.000Z`;
const series = (key: string, ...values: (number | null)[]) => ({
  key,
  label: key.toUpperCase(),
  points: values.map((value, i) => ({ at: at(i + 1), value, n: value ?? 0, partial: i === 2, drill: key })),
});
const all = [series('a', 1, 2, 3), series('b', 9, 9, 9), series('c', 1, null, null), series('d', 4, 4, null)];

it('keeps the largest apart and adds up the rest, day by day', () => {
  const few = fewSeries(all, 2);
  expect(few.map(({ key, label }) => [key, label])).toEqual([
    ['b', 'B'],
    ['d', 'D'],
    [OTHERS, '2 others together'],
  ]);
  expect(few[2]?.points.map(({ value, partial, drill }) => [value, partial, drill])).toEqual([
    [2, false, null],
    [2, false, null],
    [3, true, null],
  ]);
});

it('leaves few as they are, by size', () => {
  expect(fewSeries(all, 3).map(({ key }) => key)).toEqual(['b', 'd', 'a', 'c']);
  expect(fewSeries([], 3)).toEqual([]);
});
