/** Where two partitions of the same items differ. */
export interface PartitionDifference {
  /** merge: several become one; split: one becomes several; move: items change places among several. */
  readonly kind: 'merge' | 'split' | 'move';
  readonly items: number;
  readonly before: readonly unknown[];
  /** Clusters after, each with how many items it takes from which cluster before. */
  readonly after: readonly { readonly cluster: unknown; readonly from: ReadonlyMap<unknown, number> }[];
}

/** The differences between two partitions, the largest first. Items that one of them lacks are left out. */
export function comparePartitions<Item>(
  before: ReadonlyMap<Item, unknown>,
  after: ReadonlyMap<Item, unknown>,
): PartitionDifference[] {
  const cells = new Map<unknown, Map<unknown, number>>();
  const back = new Map<unknown, Set<unknown>>();
  for (const [item, from] of before) {
    if (!after.has(item)) continue;
    const to = after.get(item);
    const row = cells.get(from) ?? new Map<unknown, number>();
    cells.set(from, row.set(to, (row.get(to) ?? 0) + 1));
    back.set(to, (back.get(to) ?? new Set()).add(from));
  }
  const differences: PartitionDifference[] = [];
  const seen = new Set<unknown>();
  for (const start of cells.keys()) {
    if (seen.has(start)) continue;
    seen.add(start);
    const froms = [start];
    const tos = new Set<unknown>();
    for (const from of froms) {
      for (const to of cells.get(from)?.keys() ?? []) {
        if (tos.has(to)) continue;
        tos.add(to);
        for (const other of back.get(to) ?? []) {
          if (seen.has(other)) continue;
          seen.add(other);
          froms.push(other);
        }
      }
    }
    if (froms.length === 1 && tos.size === 1) continue;
    const parts = [...tos].map((cluster) => ({
      cluster,
      from: new Map(
        froms.flatMap((from) => [[from, cells.get(from)?.get(cluster) ?? 0] as const]).filter(([, n]) => n > 0),
      ),
    }));
    differences.push({
      kind: tos.size === 1 ? 'merge' : froms.length === 1 ? 'split' : 'move',
      items: froms.reduce<number>(
        (sum, from) => sum + [...(cells.get(from)?.values() ?? [])].reduce((a, b) => a + b, 0),
        0,
      ),
      before: froms,
      after: parts,
    });
  }
  return differences.sort((a, b) => b.items - a.items);
}
