import { describe, expect, it } from 'vitest';
import { checkOutboundUrl, guardedLookup, isPublicAddress } from './outbound-guard.js';

describe('an address', () => {
  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '203.0.113.7',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:10.0.0.1',
    '::ffff:127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    'ff02::1',
    'no address',
    '',
  ])('%s is not public', (address) => expect(isPublicAddress(address)).toBe(false));

  it.each(['1.1.1.1', '8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111'])('%s is public', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  );
});

describe('a webhook address', () => {
  it.each([
    'http://hooks.example/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://user:secret@hooks.example/',
    'ftp://hooks.example/',
    'file:///etc/passwd',
    'no url',
  ])('%s is refused', (url) => expect(() => checkOutboundUrl(url, false)).toThrow());

  it('may be plain and private where the deployer allows it, but never hold credentials or another scheme', () => {
    expect(checkOutboundUrl('http://127.0.0.1:4003/webhooks', true).port).toBe('4003');
    expect(() => checkOutboundUrl('http://user:secret@127.0.0.1/', true)).toThrow();
    expect(() => checkOutboundUrl('file:///etc/passwd', true)).toThrow();
  });

  it('is refused when its name leads to a private address, at the moment of connecting', async () => {
    const fault = await new Promise<Error | null>((resolve) =>
      guardedLookup('localhost', {}, (error) => resolve(error)),
    );
    expect(fault?.message).toContain('is not a public address');
  });
});
