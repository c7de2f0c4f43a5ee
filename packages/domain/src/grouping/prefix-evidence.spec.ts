import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networkAround, type Prefix, prefixOf } from './prefix.js';
import { countedApart } from './prefix-evidence.js';

const of = (value: string): Prefix => prefixOf('network', value) as Prefix;

describe('what a pair shares that lies in each other', () => {
  const parts = (...values: [string, number][]) =>
    countedApart(values.map(([value, points]) => ({ prefix: prefixOf('network', value), points }))).counted;

  it.each([
    [
      'an address and its network: once',
      [
        ['10.0.0.1', 500],
        ['10.0.0.0/24', 250],
      ],
      [500, 0],
    ],
    [
      'a network that weighs more than the address in it',
      [
        ['10.0.0.1', 100],
        ['10.0.0.0/24', 250],
      ],
      [0, 250],
    ],
    [
      'two addresses in a network',
      [
        ['10.0.0.1', 200],
        ['10.0.0.2', 200],
        ['10.0.0.0/24', 250],
      ],
      [200, 200, 0],
    ],
    [
      'networks apart',
      [
        ['10.0.0.0/24', 250],
        ['10.0.1.0/24', 250],
      ],
      [250, 250],
    ],
    [
      'three deep',
      [
        ['10.0.0.1', 100],
        ['10.0.0.0/28', 150],
        ['10.0.0.0/24', 200],
      ],
      [0, 0, 200],
    ],
    [
      'as much on both',
      [
        ['10.0.0.1', 250],
        ['10.0.0.0/24', 250],
      ],
      [250, 0],
    ],
    [
      'what is no network',
      [
        ['exit', 250],
        ['10.0.0.0/24', 250],
        ['exit-2', 100],
      ],
      [250, 250, 100],
    ],
    [
      'one place by two names',
      [
        ['10.0.0.1', 250],
        ['10.0.0.1/32', 300],
      ],
      [0, 300],
    ],
  ] as [string, [string, number][], number[]][])('%s', (_, values, counted) => {
    expect(parts(...values)).toEqual(counted);
  });

  it('never counts less for one thing more', () => {
    const value = fc.tuple(fc.nat({ max: 3 }), fc.constantFrom(16, 22, 24, 28, 32), fc.integer({ min: 1, max: 500 }));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 7 }), value, (all, more) => {
        const sum = (values: (typeof more)[]) =>
          countedApart(
            values.map(([n, length, points]) => ({ prefix: of(networkAround(of(`10.0.${n}.${n}`), length)), points })),
          ).counted.reduce((total, one) => total + one, 0);
        expect(sum([...all, more])).toBeGreaterThanOrEqual(sum(all));
      }),
    );
  });

  it('names the wider one only where nothing narrower is there', () => {
    const values = ['10.0.0.1', '10.0.0.0/24', '10.0.1.0/24', '10.0.0.0/16', '10.0.0.1/32', '10.0.1.0/24'];
    const { holders } = countedApart(values.map((value) => ({ prefix: of(value), points: 1 })));
    expect([...holders].sort()).toEqual([1, 3]);
  });
});
