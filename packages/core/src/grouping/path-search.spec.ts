import { expect, it } from 'vitest';
import type { Carry } from './link-graph.js';
import { advance, atSubjects, type Side, startSide, wayOver } from './path-search.js';

/** Subjects and values of a small world; what weighs nothing is not followed. */
function search(edges: [subject: number, value: number][], points: Record<number, number>, to = 9, steps = 16) {
  const carries: Carry[] = edges.map(([subject, value]) => ({ subject, value, firstDay: 0, lastDay: 0 }));
  const sides: [Side, Side] = [startSide(1), startSide(to)];
  for (let step = 0; step < steps; step++) {
    const side = sides[step % 2] as Side;
    const read = carries.filter((one) => side.frontier.includes(atSubjects(side) ? one.subject : one.value));
    advance(side, read, (value) => points[value] ?? null, 50);
    const way = wayOver(sides, side, (value) => points[value] ?? 0);
    if (way) return way;
  }
  return null;
}

it('goes the shortest way, and of equally short ones the heaviest', () => {
  const edges: [number, number][] = [
    [1, 100],
    [2, 100],
    [2, 101],
    [9, 101],
    [3, 102],
    [1, 102],
    [3, 103],
    [9, 103],
    [4, 104],
    [1, 104],
    [4, 105],
    [5, 105],
    [5, 106],
    [9, 106],
  ];
  const points = { 100: 500, 101: 500, 102: 900, 103: 200, 104: 5000, 105: 5000, 106: 5000 };
  expect(search(edges, points)).toEqual([1, 102, 3, 103, 9]);
  expect(search(edges, { ...points, 103: 20 })).toEqual([1, 100, 2, 101, 9]);
});

it('one shared value is the shortest of all', () => {
  expect(
    search(
      [
        [1, 100],
        [9, 100],
      ],
      { 100: 300 },
    ),
  ).toEqual([1, 100, 9]);
});

it('does not go over what is not followed, nor further than it may', () => {
  const chain: [number, number][] = [1, 2, 3, 4].flatMap((one) => [
    [one, 100 + one],
    [one + 1, 100 + one],
  ]);
  const all = { 101: 1, 102: 1, 103: 1, 104: 1 };
  expect(search(chain, all, 5)).toEqual([1, 101, 2, 102, 3, 103, 4, 104, 5]);
  expect(search(chain, { ...all, 103: undefined as never }, 5)).toBeNull();
  expect(search(chain, all, 5, 7)).toBeNull();
});

it('keeps the heaviest where there is not room for all, and says so', () => {
  const side = startSide(1);
  const carries = [100, 101, 102].map((value) => ({ subject: 1, value, firstDay: 0, lastDay: 0 }));
  advance(side, carries, (value) => value, 2);
  expect([side.frontier, side.cut]).toEqual([[102, 101], true]);
});
