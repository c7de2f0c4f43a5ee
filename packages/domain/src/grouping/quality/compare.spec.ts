import { describe, expect, it } from 'vitest';
import { comparePartitions } from './compare.js';

const of = (text: string) => new Map([...text].flatMap((cluster, i) => (cluster === '.' ? [] : [[i, cluster]])));

describe('where two partitions differ', () => {
  it.each([
    ['nothing, though all names differ', 'aabb', 'xxyy', []],
    ['two become one', 'aabbc', 'xxxxy', [{ kind: 'merge', items: 4, before: ['a', 'b'] }]],
    ['one becomes two', 'aaabb', 'xxyzz', [{ kind: 'split', items: 3, before: ['a'] }]],
    ['one changes places', 'aabb', 'xyyy', [{ kind: 'move', items: 4, before: ['a', 'b'] }]],
    ['who is missing does not count', 'aa..', '.xxx', []],
  ])('%s', (_, before, after, expected) => {
    expect(comparePartitions(of(before), of(after))).toMatchObject(expected);
    expect(comparePartitions(of(before), of(after))).toHaveLength(expected.length);
  });
});
