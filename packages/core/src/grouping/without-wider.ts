import { NETWORK, networkAround, PREFIX_TYPES, prefixOf } from '@portcullis/domain/grouping/prefix';

/**
 * Leaves out networks that say no more than an address or a smaller network in them that is there, too.
 * @param saysNoMore whether the wider one connects whom the nearer one connects, and nobody else
 */
export function withoutWider<T extends { readonly type: string; readonly value: string }>(
  values: readonly T[],
  saysNoMore: (wider: T, nearer: T) => boolean,
): T[] {
  const networks = new Map<string, T>();
  const lengths = new Set<number>();
  const placed = values.flatMap((value) => {
    const prefix = PREFIX_TYPES.has(value.type) ? prefixOf(value.type, value.value) : null;
    if (prefix && value.type === NETWORK) {
      networks.set(value.value, value);
      lengths.add(prefix.length);
    }
    return prefix ? [{ value, prefix }] : [];
  });
  const out = new Set<T>();
  for (const { value, prefix } of placed) {
    for (const length of lengths) {
      if (length >= prefix.length) continue;
      const wider = networks.get(networkAround(prefix, length));
      if (wider && saysNoMore(wider, value)) out.add(wider);
    }
  }
  return values.filter((value) => !out.has(value));
}
