import { contains, type Prefix } from './prefix.js';

/** What a value that two subjects share says, for types whose values lie in each other. */
export interface PrefixPart {
  readonly prefix: Prefix | null;
  readonly points: number;
}

/**
 * An address and the network around it say the same thing: of values that lie in each other the narrower ones count
 * together, or the wider one where that is more. Values that lie apart add up.
 * @returns for each part the points that it counts with
 */
export function countedApart(parts: readonly PrefixPart[]): number[] {
  const counted = parts.map(({ points }) => points);
  if (parts.length < 2) return counted;
  const narrowFirst = parts.flatMap(({ prefix }, i) => (prefix ? [{ prefix, i }] : []));
  narrowFirst.sort((a, b) => b.prefix.length - a.prefix.length);
  /** Those that lie in none that was looked at yet, with all that lies in them. */
  let outer: { prefix: Prefix; total: number; inside: number[] }[] = [];
  for (const { prefix, i } of narrowFirst) {
    const inner = outer.filter((one) => contains(prefix, one.prefix));
    const total = inner.reduce((sum, one) => sum + one.total, 0);
    const inside = inner.flatMap((one) => one.inside);
    const own = counted[i] as number;
    if (own > total) for (const one of inside) counted[one] = 0;
    else counted[i] = inner.length > 0 ? 0 : own;
    if (inner.length > 0) outer = outer.filter((one) => !inner.includes(one));
    outer.push({ prefix, total: Math.max(own, total), inside: [...inside, i] });
  }
  return counted;
}

/** Whether another one, which is narrower, lies in it. */
export function holdsAnother(parts: readonly Pick<PrefixPart, 'prefix'>[], i: number): boolean {
  const own = (parts[i] as PrefixPart).prefix;
  return own !== null && parts.some(({ prefix }) => prefix && prefix.length > own.length && contains(own, prefix));
}
