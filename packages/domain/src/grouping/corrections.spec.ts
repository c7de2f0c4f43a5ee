import { describe, expect, it } from 'vitest';
import { applyChange, type Correction, conflicts, Resolution } from './corrections.js';

const together = (position: number, ...nodes: string[]): Correction => ({
  id: `${position}`,
  position,
  kind: 'together',
  nodes,
  others: [],
});
const apart = (position: number, nodes: string[], others: string[]): Correction => ({
  id: `${position}`,
  position,
  kind: 'apart',
  nodes,
  others,
});
const bonds = (...corrections: Correction[]) => [...new Resolution(corrections).bonds.values()].map((b) => b.join(' '));

describe('corrections', () => {
  const table: [string, Correction[], string[]][] = [
    ['one says that two are one', [together(1, 'a', 'b')], ['a b']],
    ['who leaves together stays together', [apart(1, ['a', 'b'], ['c', 'd'])], ['a b']],
    ['a later split ends an earlier merge', [together(1, 'a', 'b', 'c'), apart(2, ['a'], ['b', 'c'])], ['b c']],
    ['a later merge ends an earlier split', [apart(1, ['a'], ['b']), together(2, 'a', 'b')], ['a b']],
    [
      'of three that cannot all hold, the earliest gives way',
      [together(1, 'a', 'b'), together(2, 'b', 'c'), apart(3, ['a'], ['c'])],
      ['b c'],
    ],
    ['one subject twice is one subject', [together(1, 'a', 'a')], []],
    ['nobody on either side', [apart(1, [], [])], []],
    ['who is on both sides', [apart(1, ['a', 'b'], ['b'])], []],
  ];
  it.each(table)('%s', (_, corrections, expected) => {
    expect(bonds(...corrections)).toEqual(expected);
    expect(bonds(...[...corrections].reverse())).toEqual(expected);
  });

  it('keeps sides apart, and only those', () => {
    const of = (node: string) => resolution.sidesOf(node);
    const resolution = new Resolution([apart(1, ['a'], ['b']), apart(2, ['c'], ['d'])]);
    expect(conflicts(of('a'), of('b'))).toBe(true);
    expect(conflicts(of('a'), of('a'))).toBe(false);
    expect(conflicts(of('a'), of('c'))).toBe(false);
    expect(conflicts(of('a'), of('x'))).toBe(false);
  });

  it('is as before after an undo, and the same bond again after another', () => {
    const first = together(1, 'a', 'b');
    const undone = applyChange([first], { type: 'undo', id: '1' });
    expect(undone).toEqual([]);
    const again = applyChange(undone, { type: 'add', correction: first });
    expect([...new Resolution(again).bonds.keys()]).toEqual([...new Resolution([first]).bonds.keys()]);
  });
});
