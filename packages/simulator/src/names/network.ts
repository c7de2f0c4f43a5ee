import { mix, type Random } from '../random.js';

/**
 * Addresses, networks and telephone numbers that can never be anyone's: RFC 5737, RFC 3849, RFC 5398, and the ranges
 * that telephone regulators keep for fiction.
 */

const V4_NETS = ['192.0.2', '198.51.100', '203.0.113'] as const;

/** One of the 768 documentation IPv4 addresses. */
export function ipv4(index: number): string {
  const at = ((index % 768) + 768) % 768;
  return `${V4_NETS[Math.floor(at / 256)]}.${at % 256}`;
}

/** The /28 of a documentation IPv4 address, the finest network that a detector would report. */
export function network28(ip: string): string {
  const cut = ip.lastIndexOf('.');
  return `${ip.slice(0, cut)}.${Number(ip.slice(cut + 1)) & 0xf0}/28`;
}

const word = (value: number) => (value & 0xffff).toString(16);

/**
 * Where under 2001:db8::/32 a site is: four sites that follow each other are in one /48, as those of one operator are,
 * and the next four far from them.
 */
const placeOf = (site: number): string => {
  const block = Math.imul(site >>> 2, 0x9e37) + Math.imul(site >>> 16, 0x101);
  return `2001:db8:${word(block)}:${word(site)}`;
};

/** A /64 under 2001:db8::/32: `site` chooses it. */
export function network64(site: number): string {
  return `${placeOf(site)}::/64`;
}

export function ipv6(site: number, host: number): string {
  const scattered = mix(host, 0x6b8b4567);
  return `${placeOf(site)}::${word(scattered >>> 16)}:${word(scattered)}`;
}

/** The 32 documentation AS numbers by what the made-up operator behind each does. */
export const asns = {
  hosting: [64496, 64497, 64498, 64499, 64500],
  vpn: [64501, 64502, 64503],
  residentialProxy: [64504, 64505],
  cloud: [64506, 64507, 64508, 64509],
  securityGateway: [64510],
  university: [64511],
  access: [65536, 65537, 65538, 65539, 65540, 65541, 65542, 65543, 65544, 65545],
  mobile: [65546, 65547, 65548],
  satellite: [65549],
  corporate: [65550, 65551],
} as const satisfies Record<string, readonly number[]>;

export type NetworkKind = keyof typeof asns;

const two = (value: number) => String(value).padStart(2, '0');
const three = (value: number) => String(value).padStart(3, '0');

/** Calling codes for countries whose regulator names no range for fiction: the 555 01 style stands in. */
const CALLING_CODES: Readonly<Record<string, string>> = {
  NZ: '64',
  AT: '43',
  CH: '41',
  BE: '32',
  NL: '31',
  ES: '34',
  PT: '351',
  IT: '39',
  NO: '47',
  DK: '45',
  PL: '48',
  RO: '40',
  BG: '359',
  GR: '30',
  UA: '380',
  KZ: '7',
  GE: '995',
  TR: '90',
  IL: '972',
  AE: '971',
  JO: '962',
  EG: '20',
  IN: '91',
  BD: '880',
  SG: '65',
  MY: '60',
  ID: '62',
  PH: '63',
  TH: '66',
  VN: '84',
  TW: '886',
  HK: '852',
  JP: '81',
  KR: '82',
  BR: '55',
  MX: '52',
  CO: '57',
  AR: '54',
  CL: '56',
  NG: '234',
  KE: '254',
  ZA: '27',
};

export function phone(random: Random, countryCode: string): string {
  const n = random.int(0, 99);
  const m = random.int(0, 999);
  switch (countryCode) {
    case 'US':
    case 'CA':
      return `+1 ${random.int(2, 9)}${two(random.int(1, 99))} 555 01${two(n)}`;
    case 'GB':
      return random.chance(0.5) ? `+44 20 7946 0${three(m)}` : `+44 1632 960${three(m)}`;
    case 'IE':
      return `+353 20 91${two(n)} ${three(m)}`;
    case 'FR':
      return `+33 1 99 00 ${two(n)} ${two(random.int(0, 99))}`;
    case 'DE':
      return `+49 30 23125 ${three(m)}`;
    case 'AU':
      return `+61 ${random.pick([2, 3, 7, 8])} 5550 ${two(n)}${two(random.int(0, 99))}`;
    case 'SE':
      return `+46 8 465 004 ${two(n)}`;
    default:
      return `+${CALLING_CODES[countryCode] ?? '999'} ${two(random.int(1, 99))} 555 01${two(n)}`;
  }
}

/** Everything that `phone` may produce; specs hold the world to it. */
export const FICTIONAL_PHONE =
  /^\+(1 [2-9]\d\d 555 01\d\d|44 (20 7946 0\d{3}|1632 960\d{3})|353 20 91\d\d \d{3}|33 1 99 00 \d\d \d\d|49 30 23125 \d{3}|61 [2378] 5550 \d{4}|46 8 465 004 \d\d|\d{1,3} \d\d 555 01\d\d)$/;

export function isDocumentationAddress(ip: string): boolean {
  return V4_NETS.some((net) => ip.startsWith(`${net}.`)) || ip.toLowerCase().startsWith('2001:db8:');
}

export function isDocumentationAsn(asn: number): boolean {
  return (asn >= 64496 && asn <= 64511) || (asn >= 65536 && asn <= 65551);
}
