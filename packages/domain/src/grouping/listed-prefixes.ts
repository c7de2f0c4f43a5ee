import { masked, NETWORK, type Prefix, placeOfEntry, WIDTH } from './prefix.js';
import { type MatchKey, nameOfKey } from './sighting.js';

/**
 * Addresses and networks on the hub list, and what follows from them: what lies in a listed network says nothing, and
 * neither does a network in which something is listed, since whoever uses that is in it, too. Does not change.
 */
export class ListedPrefixes {
  private readonly entries = new Map<string, { type: string; prefix: Prefix }>();
  private made: Record<4 | 6, Lookup> | null = null;

  /** @param listed in the form in which grouping compares them; what is no address and no network is left out, and what is too wide */
  constructor(listed: Iterable<MatchKey> = []) {
    for (const key of listed) this.enter(key);
  }

  /** These, with changes. */
  with(changes: readonly (MatchKey & { readonly listed: boolean })[]): ListedPrefixes {
    const next = new ListedPrefixes();
    for (const [name, entry] of this.entries) next.entries.set(name, entry);
    for (const change of changes) {
      if (change.listed) next.enter(change);
      else next.entries.delete(nameOfKey(change));
    }
    return next;
  }

  private enter(key: MatchKey): void {
    const prefix = placeOfEntry(key.type, key.value);
    if (prefix) this.entries.set(nameOfKey(key), { type: key.type, prefix });
  }

  get isEmpty(): boolean {
    return this.entries.size === 0;
  }

  /** Whether a value of this type says nothing because of what is listed, be it itself, around it or in it. */
  makesHub(type: string, prefix: Prefix): boolean {
    if (this.isEmpty) return false;
    this.made ??= { 4: new Lookup(4, this.entries.values()), 6: new Lookup(6, this.entries.values()) };
    const { [prefix.family]: lookup } = this.made;
    return lookup.covers(prefix) || (type === NETWORK && lookup.reaches(prefix));
  }
}

class Lookup {
  /** Networks by their length. */
  private readonly networks = new Map<number, Set<bigint>>();
  /** Where something begins that is listed, in order. */
  private readonly starts: bigint[];

  constructor(
    private readonly family: 4 | 6,
    entries: Iterable<{ type: string; prefix: Prefix }>,
  ) {
    const starts = new Set<bigint>();
    for (const { type, prefix } of entries) {
      if (prefix.family !== family) continue;
      starts.add(prefix.bits);
      if (type !== NETWORK) continue;
      const known = this.networks.get(prefix.length);
      if (known) known.add(prefix.bits);
      else this.networks.set(prefix.length, new Set([prefix.bits]));
    }
    this.starts = [...starts].sort((a, b) => (a < b ? -1 : 1));
  }

  covers({ bits, length }: Prefix): boolean {
    for (const [wide, known] of this.networks) {
      if (wide <= length && known.has(masked(this.family, bits, wide))) return true;
    }
    return false;
  }

  /** Whether anything listed begins in it. Prefixes do not cross: it lies in it, or around it. */
  reaches({ bits, length }: Prefix): boolean {
    let [low, high] = [0, this.starts.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.starts[middle] as bigint) < bits) low = middle + 1;
      else high = middle;
    }
    const first = this.starts[low];
    return first !== undefined && first < bits + (1n << BigInt(WIDTH[this.family] - length));
  }
}
