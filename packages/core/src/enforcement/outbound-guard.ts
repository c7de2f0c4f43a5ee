import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { BlockList, isIP } from 'node:net';

/** Addresses that are not of the public internet, by the IANA special-purpose registries. */
const REFUSED = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  REFUSED.addSubnet(network, prefix, 'ipv4');
}
/** Only 2000::/3 is public; of it, what carries or hides an IPv4 address, and documentation, is refused. */
const PUBLIC_IPV6 = new BlockList();
PUBLIC_IPV6.addSubnet('2000::', 3, 'ipv6');
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  REFUSED.addSubnet(network, prefix, 'ipv6');
}

export class OutboundRefused extends Error {}

/** Whether an IP address is one that anybody on the internet can have. False for text that is no address. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !REFUSED.check(address, 'ipv4');
  return version === 6 && PUBLIC_IPV6.check(address, 'ipv6') && !REFUSED.check(address, 'ipv6');
}

/**
 * Checks a webhook's address before anything is sent there: https without credentials, and no private address; plain
 * http and private ones only where the deployer allows them.
 * @throws OutboundRefused
 */
export function checkOutboundUrl(address: string, allowPrivate: boolean): URL {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    throw new OutboundRefused('the address is not a URL');
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && allowPrivate)) {
    throw new OutboundRefused(`webhooks go to https addresses, not to ${url.protocol}`);
  }
  if (url.username || url.password) throw new OutboundRefused('the address holds credentials');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!allowPrivate && isIP(host) && !isPublicAddress(host)) throw privateAddress(host);
  return url;
}

type LookupCallback = (error: Error | null, address?: string | LookupAddress[], family?: number) => void;

/**
 * A `lookup` for `http.request` that refuses names which lead to private addresses. It looks at the very addresses that
 * the connection will use, so that a name cannot change between check and use.
 */
export function guardedLookup(hostname: string, options: LookupOptions, callback: LookupCallback): void {
  dnsLookup(hostname, { ...options, all: true }, (fault, addresses) => {
    if (fault) return callback(fault);
    const bad = addresses.find(({ address }) => !isPublicAddress(address));
    const first = addresses[0];
    if (bad || !first) return callback(privateAddress(bad?.address ?? hostname));
    if (options.all) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
}

const privateAddress = (address: string): OutboundRefused =>
  new OutboundRefused(`${address} is not a public address (see PORTCULLIS_ALLOW_PRIVATE_WEBHOOKS)`);
