import type { Sighting } from '../sighting.js';

/** A partition of alerts by their ids. */
export type Partition = Map<string, number>;

class UnionFind {
  private readonly parent: number[];
  constructor(size: number) {
    this.parent = Array.from({ length: size }, (_, i) => i);
  }
  root(i: number): number {
    let top = i;
    while (this.parent[top] !== top) top = this.parent[top] as number;
    for (let node = i; node !== top; ) {
      const next = this.parent[node] as number;
      this.parent[node] = top;
      node = next;
    }
    return top;
  }
  unite(a: number, b: number): void {
    this.parent[this.root(a)] = this.root(b);
  }
}

const named = (sightings: readonly Sighting[], clusterOf: (i: number) => number): Partition =>
  new Map(sightings.map(({ id }, i) => [id, clusterOf(i)]));

/**
 * As alert managers do it: alerts with the same value of one type are a group, until a window after its first alert
 * has passed; alerts without the type are alone.
 */
export function exactKeyWithWindow(sightings: readonly Sighting[], type: string, windowDays: number): Partition {
  const order = sightings.map((sighting, i) => ({ sighting, i })).sort((a, b) => a.sighting.day - b.sighting.day);
  const open = new Map<string, { group: number; since: number }>();
  const groups = new Map<number, number>();
  for (const { sighting, i } of order) {
    const key = sighting.keys.find((one) => one.type === type)?.value;
    if (key === undefined) continue;
    const current = open.get(key);
    if (current && sighting.day - current.since <= windowDays) groups.set(i, current.group);
    else {
      open.set(key, { group: i, since: sighting.day });
      groups.set(i, i);
    }
  }
  return named(sightings, (i) => groups.get(i) ?? i);
}

/** Connected components of any shared value that at most `cutoff` subjects carry. */
export function anyShared(sightings: readonly Sighting[], cutoff = Number.POSITIVE_INFINITY): Partition {
  const carriers = new Map<string, Set<string>>();
  for (const { node, keys } of sightings) {
    for (const key of keys) {
      const name = `${key.type}\u0000${key.value}`;
      const nodes = carriers.get(name);
      if (nodes) nodes.add(node);
      else carriers.set(name, new Set([node]));
    }
  }
  const sets = new UnionFind(sightings.length);
  const first = new Map<string, number>();
  for (const [i, { keys }] of sightings.entries()) {
    for (const key of keys) {
      const name = `${key.type}\u0000${key.value}`;
      if ((carriers.get(name)?.size ?? 0) > cutoff) continue;
      const other = first.get(name);
      if (other === undefined) first.set(name, i);
      else sets.unite(i, other);
    }
  }
  return named(sightings, (i) => sets.root(i));
}

/** One group until no alert has come for so many days. */
export function timeGap(sightings: readonly Sighting[], gapDays: number): Partition {
  const order = sightings.map(({ day }, i) => ({ day, i })).sort((a, b) => a.day - b.day);
  const groups = new Map<number, number>();
  let group = -1;
  let last = Number.NEGATIVE_INFINITY;
  for (const { day, i } of order) {
    if (day - last > gapDays) group++;
    last = day;
    groups.set(i, group);
  }
  return named(sightings, (i) => groups.get(i) as number);
}
