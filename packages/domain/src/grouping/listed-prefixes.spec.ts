import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ListedPrefixes } from './listed-prefixes.js';
import { contains, networkAround, type Prefix, prefixOf, WIDEST } from './prefix.js';

const of = (value: string): Prefix => prefixOf('network', value) as Prefix;

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
    // Few, so that many lie in each other.
    const part = fc.constantFrom(0, 1, 128);
    const address = fc.oneof(
      fc.tuple(part, part, part).map((parts) => of(`10.${parts.join('.')}`)),
      fc.tuple(part, part, part).map((parts) => of(`2001:db8:${parts.join(':')}::1`)),
    );
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
