import { blocksAround, NETWORK, PREFIX_TYPES } from '@portcullis/domain/grouping/prefix';

/**
 * Leaves out networks that are there for an address in them alone, and say no more than it does. Whoever carries the
 * address carries them, so where as many do it is the same ones.
 * @param saysNoMore whether the wider one connects as many as the nearer one
 */
export function withoutWider<T extends { readonly type: string; readonly value: string }>(
  values: readonly T[],
  saysNoMore: (wider: T, nearer: T) => boolean,
): T[] {
  const networks = new Map(values.filter(({ type }) => type === NETWORK).map((one) => [one.value, one]));
  const out = new Set<T>();
  for (const nearer of networks.size > 0 ? values : []) {
    if (!PREFIX_TYPES.has(nearer.type)) continue;
    for (const block of blocksAround(nearer.type, nearer.value)) {
      const wider = networks.get(block);
      if (wider && saysNoMore(wider, nearer)) out.add(wider);
    }
  }
  return values.filter((value) => !out.has(value));
}
