import { contains, type Prefix } from './prefix.js';

/** What a value that two subjects share says, for types whose values lie in each other. */
export interface PrefixPart {
  readonly prefix: Prefix | null;
  readonly points: number;
}

/**
 * An address and the network around it say the same thing: of values that lie in each other the narrower ones count
 * together, or the wider one where that is more. Values that lie apart add up.
 * @returns for each part the points that it counts with, and which parts hold a narrower one
 */
export function countedApart(parts: readonly PrefixPart[]): { counted: number[]; holders: ReadonlySet<number> } {
  const counted = parts.map(({ points }) => points);
  const holders = new Set<number>();
  if (parts.length < 2) return { counted, holders };
  // Each follows what it lies in.
  const placed = parts.flatMap(({ prefix }, i) => (prefix ? [{ prefix, i, inside: 0, inner: [] as number[] }] : []));
  placed.sort(({ prefix: a }, { prefix: b }) =>
    a.family !== b.family ? a.family - b.family : a.bits !== b.bits ? (a.bits < b.bits ? -1 : 1) : a.length - b.length,
  );
  const open: typeof placed = [];
  const close = () => {
    const { i, inside, inner } = open.pop() as (typeof placed)[number];
    const own = counted[i] as number;
    if (own > inside) for (const one of inner) counted[one] = 0;
    else if (inner.length > 0) counted[i] = 0;
    const outer = open.at(-1);
    if (!outer) return;
    outer.inside += Math.max(own, inside);
    // What counts for nothing needs not be named again.
    outer.inner.push(...(own > inside || inner.length === 0 ? [i] : inner));
  };
  for (const one of placed) {
    for (let top = open.at(-1); top && !contains(top.prefix, one.prefix); top = open.at(-1)) close();
    const around = open.at(-1);
    if (around && around.prefix.length < one.prefix.length) holders.add(around.i);
    open.push(one);
  }
  while (open.length > 0) close();
  return { counted, holders };
}
