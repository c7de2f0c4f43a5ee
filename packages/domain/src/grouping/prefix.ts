/** An address, or a network, as its leading bits. */
export interface Prefix {
  readonly family: 4 | 6;
  /** All bits of the address, those behind the prefix 0. */
  readonly bits: bigint;
  readonly length: number;
}

/** Types whose values are addresses and networks, which can lie in each other. */
export const PREFIX_TYPES: ReadonlySet<string> = new Set(['ip', 'network']);
export const NETWORK = 'network';

export const WIDTH = { 4: 32, 6: 128 } as const;
/** The networks under which addresses meet: what a site has, and of IPv6 what one line has. */
const BLOCKS = { 4: [24], 6: [64, 48] } as const;
/** The widest networks that may be on a list: what one operator has at most. */
export const WIDEST = { 4: 8, 6: 16 } as const;

/** As in /8, not /08: nobody reads that the same. */
const LENGTH = /^(0|[1-9]\d{0,2})$/;

/** @param value in normal form @returns null for what is no address, and no network where it is to be one */
export function prefixOf(type: string, value: string): Prefix | null {
  const slash = value.indexOf('/');
  if (slash >= 0 && type !== NETWORK) return null;
  const address = slash < 0 ? value : value.slice(0, slash);
  const family = address.includes(':') ? 6 : 4;
  const bits = family === 6 ? bitsOfIpv6(address) : bitsOfIpv4(address);
  if (bits === null) return null;
  if (slash < 0) return { family, bits, length: WIDTH[family] };
  const text = value.slice(slash + 1);
  const length = LENGTH.test(text) ? Number(text) : Number.POSITIVE_INFINITY;
  return length <= WIDTH[family] ? { family, bits: masked(family, bits, length), length } : null;
}

/** Whether the inner one lies in the outer one; each lies in itself. */
export const contains = (outer: Prefix, inner: Prefix): boolean =>
  outer.family === inner.family &&
  outer.length <= inner.length &&
  masked(inner.family, inner.bits, outer.length) === outer.bits;

/**
 * The networks under which addresses meet that lie around this one, each narrower than the next. Asked of every alert,
 * so most are cut out of the text.
 * @param value in normal form
 */
export function blocksAround(type: string, value: string): string[] {
  const slash = value.indexOf('/');
  if (!value.includes(':')) {
    const address = slash < 0 ? value : value.slice(0, slash);
    const isInside = slash < 0 || (type === NETWORK && NARROW.test(value.slice(slash + 1)));
    return isInside && isIpv4(address) ? [`${address.slice(0, address.lastIndexOf('.'))}.0/24`] : [];
  }
  if (slash < 0 || type === NETWORK) {
    const groups = leadingGroups(slash < 0 ? value : value.slice(0, slash));
    if (groups && slash < 0) return [blockOf(groups, 4), blockOf(groups, 3)];
    if (groups && value.endsWith('/64')) return [blockOf(groups, 3)];
  }
  const prefix = prefixOf(type, value);
  if (!prefix) return [];
  return BLOCKS[prefix.family]
    .filter((length) => length < prefix.length)
    .map((length) => networkAround(prefix, length));
}

/** The first four groups of an IPv6 address where they stand before what is left out, as in 2001:db8:5:7::1. */
function leadingGroups(text: string): string[] | null {
  const gap = text.indexOf('::');
  const groups = (gap < 0 ? text : text.slice(0, gap)).split(':');
  if (gap < 0 ? groups.length !== 8 : groups.length < 4 || groups.length > 7) return null;
  for (const group of groups) if (!GROUP.test(group)) return null;
  if (gap < 0 || gap === text.length - 2) return groups;
  const behind = text.slice(gap + 2).split(':');
  for (const group of behind) if (!GROUP.test(group)) return null;
  return groups.length + behind.length < 8 ? groups : null;
}

/** Lengths of networks in a /24. */
const NARROW = /^(2[5-9]|3[0-2])$/;
const GROUP = /^[0-9a-f]{1,4}$/;

/** The network that so many groups name. What is left out at its end is more than any zeros before. */
function blockOf(groups: readonly string[], count: number): string {
  let used = count;
  while (used > 0 && groups[used - 1] === '0') used -= 1;
  return `${groups.slice(0, used).join(':')}::/${count * 16}`;
}

function isIpv4(text: string): boolean {
  let [octet, octets] = [-1, 1];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 46) {
      if (octet < 0) return false;
      octets += 1;
      octet = -1;
    } else if (code >= 48 && code <= 57) {
      if (octet === 0) return false;
      octet = (octet < 0 ? 0 : octet * 10) + code - 48;
      if (octet > 255) return false;
    } else return false;
  }
  return octets === 4 && octet >= 0;
}

/** All networks in which it lies, itself as a network first; a single address also as it is written alone. */
export function networksAround(prefix: Prefix): string[] {
  const networks = Array.from({ length: prefix.length + 1 }, (_, i) => networkAround(prefix, prefix.length - i));
  const alone = prefix.length === WIDTH[prefix.family] ? [(networks[0] as string).replace(/\/.*/, '')] : [];
  return [...networks, ...alone];
}

/** Wider than any network under which addresses meet. */
export const isWide = ({ family, length }: Prefix): boolean => length < Math.min(...BLOCKS[family]);

/** Where an entry of the hub list is; null for what is no place, or too wide to say anything of what lies in it. */
export function placeOfEntry(type: string, value: string): Prefix | null {
  const prefix = PREFIX_TYPES.has(type) ? prefixOf(type, value) : null;
  return prefix && prefix.length >= WIDEST[prefix.family] ? prefix : null;
}

/** With what the text of each address and network in it begins, and that of some others; null for any text. */
export function textStartsOf({ family, bits, length }: Prefix): string[] | null {
  const size = family === 4 ? 8 : 16;
  const full = Math.min(Math.floor(length / size), WIDTH[family] / size - 1);
  const groups = groupsOf(family, bits);
  if (family === 6) {
    // A zero is written, or left out with others: then what stands behind them is not known.
    const zero = groups.slice(0, full).indexOf(0);
    const said = groups.slice(0, zero < 0 ? full : zero).map((group) => `${group.toString(16)}:`);
    if (zero < 0) return full === 0 ? null : [said.join('')];
    return [`${said.join('')}0:`, zero === 0 ? '::' : `${said.join('')}:`];
  }
  const open = length - full * size;
  const start = groups.slice(0, full).map((group) => `${group}.`);
  // Of few next groups each is named.
  if (full === 3 || 8 - open > 4) return full === 0 ? null : [start.join('')];
  return Array.from({ length: 2 ** (8 - open) }, (_, i) => `${start.join('')}${(groups[full] as number) + i}.`);
}

export const masked = (family: 4 | 6, bits: bigint, length: number): bigint => {
  const behind = BigInt(WIDTH[family] - length);
  return (bits >> behind) << behind;
};

const bitsOfIpv4 = (text: string): bigint | null =>
  isIpv4(text) ? BigInt(text.split('.').reduce((bits, octet) => bits * 256 + Number(octet), 0)) : null;

function bitsOfIpv6(text: string): bigint | null {
  if (!/^[0-9a-f:]{2,39}$/.test(text)) return null;
  const halves = text.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const [head = [], tail = []] = halves;
  const left = 8 - head.length - tail.length;
  if (halves.length > 2 || (halves.length === 1 ? left !== 0 : left < 1)) return null;
  const groups = [...head, ...new Array<string>(left).fill('0'), ...tail];
  if (groups.some((group) => group === '' || group.length > 4)) return null;
  return BigInt(`0x${groups.map((group) => group.padStart(4, '0')).join('')}`);
}

function groupsOf(family: 4 | 6, bits: bigint): number[] {
  const [count, size] = family === 4 ? [4, 8] : [8, 16];
  const most = (1n << BigInt(size)) - 1n;
  return Array.from({ length: count }, (_, i) => Number((bits >> BigInt((count - 1 - i) * size)) & most));
}

/** The network of this length around it, in normal form: IPv6 as in RFC 5952. */
export function networkAround({ family, bits }: Prefix, length: number): string {
  const groups = groupsOf(family, masked(family, bits, length));
  if (family === 4) return `${groups.join('.')}/${length}`;
  let [start, run] = [-1, 1];
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && groups[end] === 0) end += 1;
    if (end - i > run) [start, run] = [i, end - i];
    if (end > i) i = end;
  }
  const hex = groups.map((group) => group.toString(16));
  const text = start < 0 ? hex.join(':') : `${hex.slice(0, start).join(':')}::${hex.slice(start + run).join(':')}`;
  return `${text}/${length}`;
}
