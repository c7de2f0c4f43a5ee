import { Recent } from './recent.js';

/**
 * One spelling for each address: IPv4 dotted decimal, IPv6 as RFC 5952, an IPv4-mapped IPv6 address as IPv4.
 * Undefined when the text is no address. Zone ids, brackets and ports are no part of an address.
 */
export function canonicalIp(text: string): string | undefined {
  if (text.includes(':')) return text.length > LONGEST_IPV6 ? undefined : recentIpv6.of(text);
  return parseIpv4(text) === undefined ? undefined : text;
}

/** `xxxx` eight times, the last two as IPv4. */
const LONGEST_IPV6 = 45;

/** Repeats come together: what was asked lately is not worked out again. */
const recentIpv6 = new Recent((text: string) => {
  const groups = parseIpv6(text);
  return groups === undefined ? undefined : formatIpv6(groups);
});

/** `203.0.113.77/24` → `203.0.113.0/24`; an address without a length is itself. Undefined when it is no network. */
export function canonicalNetwork(text: string): string | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) return canonicalIp(text);
  const lengthText = text.slice(slash + 1);
  if (!/^(0|[1-9]\d{0,2})$/.test(lengthText)) return undefined;
  const length = Number(lengthText);
  const address = text.slice(0, slash);
  if (address.includes(':')) {
    const groups = parseIpv6(address);
    if (groups === undefined || length > 128) return undefined;
    const masked = groups.map((group, i) => group & mask16(length - i * 16));
    const canonical = formatIpv6(masked);
    return canonical.includes(':') ? `${canonical}/${length}` : `${canonical}/${length - 96}`;
  }
  const value = parseIpv4(address);
  if (value === undefined || length > 32) return undefined;
  const masked = length === 0 ? 0 : (value & (-1 << (32 - length))) >>> 0;
  return `${masked >>> 24}.${(masked >>> 16) & 255}.${(masked >>> 8) & 255}.${masked & 255}/${length}`;
}

function mask16(bits: number): number {
  if (bits >= 16) return 0xffff;
  return bits <= 0 ? 0 : (0xffff << (16 - bits)) & 0xffff;
}

/** Strict dotted decimal: four parts, no leading zero (some programs read that as octal). */
function parseIpv4(text: string): number | undefined {
  let value = 0;
  let part = -1;
  let parts = 0;
  for (let i = 0; i <= text.length; i++) {
    const code = i === text.length ? 46 : text.charCodeAt(i);
    if (code === 46) {
      if (part < 0) return undefined;
      value = value * 256 + part;
      parts += 1;
      part = -1;
    } else if (code >= 48 && code <= 57) {
      if (part === 0) return undefined;
      part = (part < 0 ? 0 : part * 10) + code - 48;
      if (part > 255) return undefined;
    } else return undefined;
  }
  return parts === 4 ? value : undefined;
}

function parseIpv6(text: string): number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = parseGroups(halves[0] as string, halves.length === 1);
  if (head === undefined) return undefined;
  if (halves.length === 1) return head.length === 8 ? head : undefined;
  const tail = parseGroups(halves[1] as string, true);
  if (tail === undefined || head.length + tail.length > 7) return undefined;
  return [...head, ...new Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

function parseGroups(text: string, mayEndInIpv4: boolean): number[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const groups: number[] = [];
  for (const [i, part] of parts.entries()) {
    if (mayEndInIpv4 && i === parts.length - 1 && part.includes('.')) {
      const value = parseIpv4(part);
      if (value === undefined) return undefined;
      groups.push(Math.floor(value / 65_536), value % 65_536);
    } else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return groups.length <= 8 ? groups : undefined;
}

function formatIpv6(groups: readonly number[]): string {
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (mapped) {
    const [high, low] = [groups[6] as number, groups[7] as number];
    return `${high >>> 8}.${high & 255}.${low >>> 8}.${low & 255}`;
  }
  let [start, length] = [-1, 1];
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && groups[end] === 0) end += 1;
    if (end - i > length) [start, length] = [i, end - i];
    if (end > i) i = end;
  }
  const hex = groups.map((group) => group.toString(16));
  if (start < 0) return hex.join(':');
  return `${hex.slice(0, start).join(':')}::${hex.slice(start + length).join(':')}`;
}
