import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ListedPrefixes } from './listed-prefixes.js';
import {
  blocksAround,
  contains,
  networkAround,
  networksAround,
  type Prefix,
  prefixOf,
  textStartsOf,
  WIDEST,
} from './prefix.js';
import { countedApart } from './prefix-evidence.js';

const of = (value: string): Prefix => prefixOf('network', value) as Prefix;

describe('an address or network', () => {
  it.each([
    ['ip', '203.0.113.77'],
    ['ip', '::'],
    ['ip', '2001:db8::1'],
    ['ip', '1:2:3:4:5:6:7:8'],
    ['network', '203.0.113.0/24'],
    ['network', '203.0.113.77'],
    ['network', '::/0'],
  ])('%s %s is one', (type, value) => {
    expect(prefixOf(type, value)).not.toBeNull();
  });

  it.each([
    ['ip', '203.0.113.0/24'],
    ['ip', '203.0.113.256'],
    ['ip', '203.0.113'],
    ['ip', ''],
    ['ip', ':'],
    ['ip', ':::'],
    ['ip', '1:2:3:4:5:6:7:8:9'],
    ['ip', '1::2::3'],
    ['ip', '12345::'],
    ['ip', 'exit-7'],
    ['network', '203.0.113.0/33'],
    ['network', '203.0.113.0/024'],
    ['network', '203.0.113.0/'],
    ['network', '203.0.113.0/2 4'],
    ['network', '2001:db8::/129'],
    ['network', 'AS64500'],
  ])('%s %s is none', (type, value) => {
    expect(prefixOf(type, value)).toBeNull();
  });

  it.each([
    ['10.0.0.0/8', '10.255.255.255/32', true],
    ['10.0.0.0/8', '11.0.0.0/32', false],
    ['10.0.0.0/24', '10.0.0.0/8', false],
    ['10.0.0.0/24', '10.0.0.0/24', true],
    ['0.0.0.0/0', '203.0.113.7', true],
    ['::/0', '203.0.113.7', false],
    ['2001:db8::/48', '2001:db8:0:ffff::1', true],
    ['2001:db8::/48', '2001:db8:1::1', false],
  ])('%s holds %s: %s', (outer, inner, holds) => {
    expect(contains(of(outer), of(inner))).toBe(holds);
  });

  it.each([
    ['203.0.113.77', ['203.0.113.0/24']],
    ['203.0.113.64/28', ['203.0.113.0/24']],
    ['203.0.113.0/24', []],
    ['203.0.0.0/16', []],
    ['2001:db8:5:7:1::9', ['2001:db8:5:7::/64', '2001:db8:5::/48']],
    ['2001:db8:5:7::/64', ['2001:db8:5::/48']],
    ['::5', ['::/64', '::/48']],
    ['2001:db8:0:7::1', ['2001:db8:0:7::/64', '2001:db8::/48']],
    ['2001:db8::7:0:0:0:1', ['2001:db8:0:7::/64', '2001:db8::/48']],
    ['1:2:3:4:5:6:7:8', ['1:2:3:4::/64', '1:2:3::/48']],
    ['203.0.113.256', []],
    ['1.2.3', []],
    ['1:2:3:4::5:6:7:8', []],
    ['1:2:3:4::xyz', []],
    ['1:2:3:4:5:6:7', []],
  ])('%s meets others in %j', (value, blocks) => {
    expect(blocksAround(value.includes('/') ? 'network' : 'ip', value)).toEqual(blocks);
  });

  it('is written in one way, from every length', () => {
    expect(networksAround(of('128.0.0.0/2'))).toEqual(['128.0.0.0/2', '128.0.0.0/1', '0.0.0.0/0']);
    expect(networksAround(of('1.2.3.4')).slice(31)).toEqual(['0.0.0.0/1', '0.0.0.0/0', '1.2.3.4']);
    expect(networkAround(of('2001:0:0:1:0:0:0:9'), 128)).toBe('2001:0:0:1::9/128');
    for (const one of networksAround(of('2001:db8:0:1::ff00:9/127')))
      expect(networkAround(of(one), of(one).length)).toBe(one);
  });
});

const bits = (width: number) => fc.bigInt({ min: 0n, max: (1n << BigInt(width)) - 1n });
const address = fc.oneof(
  bits(32).map((value): Prefix => ({ family: 4, bits: value, length: 32 })),
  // Most with zeros somewhere, which is where spellings differ.
  fc.tuple(bits(128), fc.array(fc.nat({ max: 7 }))).map(
    ([value, zeros]): Prefix => ({
      family: 6,
      bits: zeros.reduce((all, at) => all & ~(0xffffn << BigInt(at * 16)), value),
      length: 128,
    }),
  ),
);
const textOf = (prefix: Prefix) => networkAround(prefix, prefix.length).replace(/\/.*/, '');

it('the networks under which it meets others are those around it of their lengths', () => {
  fc.assert(
    fc.property(address, fc.constantFrom(128, 127, 64, 63, 49, 48, 40, 32, 28, 24, 20), (base, wanted) => {
      const length = Math.min(wanted, base.length);
      const type = length === base.length ? 'ip' : 'network';
      const text = type === 'ip' ? textOf(base) : networkAround(base, length);
      const blocks = (base.family === 4 ? [24] : [64, 48]).filter((block) => block < length);
      expect(blocksAround(type, text)).toEqual(blocks.map((block) => networkAround(base, block)));
    }),
    { numRuns: 5000 },
  );
});

it('whatever lies in a network begins with one of its texts', () => {
  fc.assert(
    fc.property(address, address, fc.nat({ max: 128 }), (base, other, wanted) => {
      fc.pre(base.family === other.family);
      const length = Math.min(wanted, base.length);
      const net = of(networkAround(base, length));
      // An address with the bits of the network and those of the other one behind them.
      const behind = (1n << BigInt(base.length - length)) - 1n;
      const inside = { ...base, bits: net.bits | (other.bits & behind) };
      expect(contains(net, inside)).toBe(true);
      const starts = textStartsOf(net);
      expect(starts === null || starts.some((start) => textOf(inside).startsWith(start))).toBe(true);
      expect(starts?.length ?? 1).toBeLessThanOrEqual(16);
      for (const one of starts ?? []) expect(one).toMatch(/^[0-9a-f.:]+$/);
    }),
    { numRuns: 3000 },
  );
});

it('of a network of common size few texts that are not in it begin the same', () => {
  expect(textStartsOf(of('10.20.48.0/22'))).toEqual(['10.20.48.', '10.20.49.', '10.20.50.', '10.20.51.']);
  expect(textStartsOf(of('10.20.30.0/24'))).toEqual(['10.20.30.']);
  expect(textStartsOf(of('10.20.0.0/17'))).toEqual(['10.20.']);
  expect(textStartsOf(of('10.20.30.128/25'))).toEqual(['10.20.30.']);
  expect(textStartsOf(of('2001:db8:5::/48'))).toEqual(['2001:db8:5:']);
  expect(textStartsOf(of('::/0'))).toBeNull();
  expect(textStartsOf(of('::1:0/112'))).toEqual(['0:', '::']);
  expect(textStartsOf(of('2001:db8:0:9::/64'))).toEqual(['2001:db8:0:', '2001:db8::']);
});

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

describe('the list of hubs', () => {
  const listed = new ListedPrefixes([
    { type: 'network', value: '10.0.0.0/8' },
    { type: 'network', value: '48.0.0.0/4' },
    { type: 'network', value: '2001:db8:7::/48' },
    { type: 'ip', value: '203.0.113.7' },
    { type: 'ip', value: 'no address' },
    { type: 'device_id', value: '192.0.2.1' },
  ]);
  const isHub = (type: string, value: string, list = listed) => list.makesHub(type, prefixOf(type, value) as Prefix);

  it.each([
    ['ip', '10.1.2.3', true],
    ['ip', '11.1.2.3', false],
    ['network', '10.1.2.0/24', true],
    ['network', '0.0.0.0/0', true],
    ['ip', '60.1.2.3', false],
    ['network', '203.0.113.0/24', true],
    ['network', '203.0.112.0/24', false],
    ['network', '203.0.113.7/32', true],
    ['network', '203.0.113.8/29', false],
    ['ip', '203.0.113.8', false],
    ['ip', '2001:db8:7:1::5', true],
    ['ip', '2001:db8:8:1::5', false],
    ['ip', '192.0.2.1', false],
  ])('makes a hub of %s %s: %s', (type, value, hub) => {
    expect(isHub(type, value)).toBe(hub);
  });

  it('with changes is another one', () => {
    const next = listed.with([
      { type: 'network', value: '10.0.0.0/8', listed: false },
      { type: 'network', value: '11.0.0.0/8', listed: true },
    ]);
    expect([isHub('ip', '10.1.2.3', next), isHub('ip', '11.1.2.3', next), isHub('ip', '10.1.2.3')]).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('agrees with looking at every entry', () => {
    const net = fc
      .tuple(address, fc.nat({ max: 128 }))
      .map(([base, length]) => networkAround(base, Math.min(length, base.length)));
    fc.assert(
      fc.property(fc.array(net, { maxLength: 6 }), net, fc.constantFrom('ip', 'network'), (entries, asked, type) => {
        const own = of(asked);
        const expected = entries.some(
          (entry) =>
            of(entry).length >= WIDEST[of(entry).family] &&
            (contains(of(entry), own) || (type === 'network' && contains(own, of(entry)))),
        );
        const list = new ListedPrefixes(entries.map((value) => ({ type: 'network', value })));
        expect(list.makesHub(type, own)).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });
});
