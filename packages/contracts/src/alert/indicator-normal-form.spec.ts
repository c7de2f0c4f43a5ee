import { networkAround, type Prefix, prefixOf } from '@portcullis/domain/grouping/prefix';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseIndicatorValue } from './indicator-normal-form.js';
import { canonicalIp, canonicalNetwork } from './ip-normal-form.js';

describe('the normal form of an indicator', () => {
  it.each([
    ['ip', ' 203.0.113.7 ', '203.0.113.7'],
    ['ip', '2001:0DB8:0000:0000:0001:0000:0000:0001', '2001:db8::1:0:0:1'],
    ['ip', '::FFFF:203.0.113.7', '203.0.113.7'],
    ['ip', '::ffff:cb00:7107', '203.0.113.7'],
    ['ip', '2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['ip', '::', '::'],
    ['ip', '2001:db8::', '2001:db8::'],
    ['ip', '203.0.113.007', '203.0.113.007'],
    ['ip', 'Not-An-IP', 'not-an-ip'],
    ['network', '203.0.113.77/24', '203.0.113.0/24'],
    ['network', '2001:DB8:FFFF::1/33', '2001:db8:8000::/33'],
    ['network', '0.0.0.0/0', '0.0.0.0/0'],
    ['asn', 'AS64500', '64500'],
    ['asn', '64500', '64500'],
    ['email', 'Ana@MÜNCHEN.example', 'ana@xn--mnchen-3ya.example'],
    ['email_domain', '@Relay.Example.', 'relay.example'],
    ['phone', '+65 (6555) 01-00', '+6565550100'],
    ['phone', 'extension 5', 'extension 5'],
    ['ja4', 'T13D1516H2_8DAAF6152771_02713D6AF862', 't13d1516h2_8daaf6152771_02713d6af862'],
    ['owner_name', ' Harbour   Light\tLtd ', 'Harbour Light Ltd'],
    ['billing_country', 'sg', 'SG'],
    ['device_id', ' AbC ', 'AbC'],
    ['never_seen', ' AbC ', 'AbC'],
  ])('%s %j is %j', (type, raw, normal) => {
    expect(normaliseIndicatorValue(type, raw)).toBe(normal);
  });

  it('is its own normal form', () => {
    const types = ['ip', 'network', 'asn', 'email', 'email_domain', 'phone', 'owner_name', 'lei', 'device_id'];
    const marks = fc.string({ unit: fc.constantFrom('@', '.', '｡', ' ', 'a', 'ῒ', 'ß', 'İ', '/', ':', '1') });
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), marks, fc.emailAddress(), fc.ipV4Extended(), fc.ipV6());
    fc.assert(
      fc.property(fc.constantFrom(...types), text, (type, raw) => {
        const once = normaliseIndicatorValue(type, raw);
        expect(normaliseIndicatorValue(type, once)).toBe(once);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('addresses', () => {
  it('are read as the platform reads them', () => {
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        const canonical = canonicalIp(text);
        const platform = new URL(`http://[${text}]/`).hostname.slice(1, -1);
        if (canonical?.includes('.')) expect(platform.startsWith('::ffff:')).toBe(true);
        else expect(canonical).toBe(platform);
      }),
      { numRuns: 3_000 },
    );
    fc.assert(
      fc.property(fc.ipV4(), (text) => {
        expect(canonicalIp(text)).toBe(text);
      }),
    );
  });

  it.each([':', ':::', '1::2::3', '1:2:3:4:5:6:7:8:9', '12345::', '1.2.3', '1.2.3.256', '1.2.3.4.5', '', '::1%eth0'])(
    'refuses %j',
    (text) => {
      expect(canonicalIp(text)).toBeUndefined();
    },
  );

  it.each(['192.0.2.0/33', '192.0.2.0/-1', '192.0.2.0/08', '2001:db8::/129', 'x/8', '192.0.2.0/'])(
    'refuses the network %j',
    (text) => {
      expect(canonicalNetwork(text)).toBeUndefined();
    },
  );

  it('writes networks as grouping reads them', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), fc.nat({ max: 128 }), (address, wanted) => {
        // A mapped address is one of IPv4, and its network has another length.
        fc.pre(!address.includes(':') || canonicalIp(address)?.includes(':') === true);
        const length = address.includes(':') ? wanted : wanted % 33;
        const canonical = canonicalNetwork(`${address}/${length}`) as string;
        expect(networkAround(prefixOf('network', canonical) as Prefix, length)).toBe(canonical);
        expect(prefixOf('ip', canonicalIp(address) as string)).toEqual(
          prefixOf('network', canonicalIp(address) as string),
        );
      }),
      { numRuns: 3_000 },
    );
  });
});
