import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  blocksAround,
  contains,
  networkAround,
  networksAround,
  type Prefix,
  prefixOf,
  textStartsOf,
} from './prefix.js';

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
