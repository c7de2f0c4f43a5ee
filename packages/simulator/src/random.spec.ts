import { expect, it } from 'vitest';
import { Random, seedOf } from './random.js';

it('draws the same from the same seed and path', () => {
  const draws = () => {
    const random = Random.of(7, 'campaign', 3);
    return [random.uuid(), random.int(1, 6), random.hex(5)];
  };
  expect(draws()).toEqual(draws());
  expect(Random.of(7, 'campaign', 4).uuid()).not.toBe(Random.of(7, 'campaign', 3).uuid());
  expect(Random.of(7, 'farm', 3).uuid()).not.toBe(Random.of(7, 'campaign', 3).uuid());
});

it('no two of many streams start alike, be they of one group or of several', () => {
  const seeds = new Set<number>();
  const firsts = new Set<string>();
  for (let group = 0; group < 10; group += 1) {
    const seed = seedOf(1, 'innocent', 'everybody', group);
    for (let i = 0; i < 40_000; i += 1) {
      const own = seedOf(seed, 'card', i);
      seeds.add(own);
      firsts.add(new Random(own).hex(16));
    }
  }
  expect([...seeds].filter((seed) => !(Number.isSafeInteger(seed) && seed >= 0))).toEqual([]);
  expect(seeds.size).toBe(400_000);
  expect(firsts.size).toBe(400_000);
});

it('streams of neighbours have nothing to do with each other', () => {
  const bits = (number: number) => number.toString(2).replaceAll('0', '').length;
  const apart = Array.from({ length: 4000 }, (_, i) =>
    bits((Random.of(1, 'organization', i).next() ^ Random.of(1, 'organization', i + 1).next()) >>> 0),
  );
  expect(apart.reduce((sum, n) => sum + n, 0) / apart.length).toBeCloseTo(16, 0);
});
