/** Precision, recall and their harmonic mean, each between 0 and 1. */
export interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** How well a partition matches the truth. */
export interface PartitionScores {
  readonly items: number;
  /** Over all pairs of items: says little about small clusters, and nothing about how gross a merge is. */
  readonly pairwise: Score;
  /** Mean over items of the share of their cluster that is right. */
  readonly bcubed: Score;
  /** B-cubed within each true cluster that counts, then the mean over those: a small campaign weighs like a large one. */
  readonly macroBcubed: Score;
  /** Least number of cuts that leave no predicted cluster with items of two true ones. */
  readonly splitsToRepair: number;
  /** Joins that are needed after those cuts. */
  readonly mergesToRepair: number;
  readonly predictedClusters: number;
  readonly trueClusters: number;
}

interface Cell {
  readonly predicted: unknown;
  readonly truth: unknown;
  count: number;
}

/**
 * Scores a partition. Both maps are by item and name the item's cluster; items that one of them lacks are left out.
 * @param counts which true clusters enter the macro figure; all unless told
 */
export function scorePartition<Item>(
  predicted: ReadonlyMap<Item, unknown>,
  truth: ReadonlyMap<Item, unknown>,
  counts: (trueCluster: unknown) => boolean = () => true,
): PartitionScores {
  const cells = new Map<unknown, Map<unknown, Cell>>();
  const predictedSizes = new Map<unknown, number>();
  const trueSizes = new Map<unknown, number>();
  let items = 0;
  for (const [item, truthOf] of truth) {
    if (!predicted.has(item)) continue;
    const found = predicted.get(item);
    items++;
    predictedSizes.set(found, (predictedSizes.get(found) ?? 0) + 1);
    trueSizes.set(truthOf, (trueSizes.get(truthOf) ?? 0) + 1);
    let row = cells.get(truthOf);
    if (!row) {
      row = new Map();
      cells.set(truthOf, row);
    }
    const cell = row.get(found);
    if (cell) cell.count++;
    else row.set(found, { predicted: found, truth: truthOf, count: 1 });
  }

  let both = 0;
  let precisionSum = 0;
  let recallSum = 0;
  let macroPrecision = 0;
  let macroRecall = 0;
  let counted = 0;
  let cellCount = 0;
  for (const [truthOf, row] of cells) {
    const trueSize = trueSizes.get(truthOf) as number;
    let precision = 0;
    let recall = 0;
    for (const { predicted: found, count } of row.values()) {
      cellCount++;
      both += pairs(count);
      precision += (count * count) / (predictedSizes.get(found) as number);
      recall += (count * count) / trueSize;
    }
    precisionSum += precision;
    recallSum += recall;
    if (counts(truthOf)) {
      counted++;
      macroPrecision += precision / trueSize;
      macroRecall += recall / trueSize;
    }
  }
  const together = sum(predictedSizes.values(), pairs);
  const belonging = sum(trueSizes.values(), pairs);
  return {
    items,
    pairwise: scoreOf(ratio(both, together), ratio(both, belonging)),
    bcubed: scoreOf(ratio(precisionSum, items), ratio(recallSum, items)),
    macroBcubed: scoreOf(ratio(macroPrecision, counted), ratio(macroRecall, counted)),
    splitsToRepair: cellCount - predictedSizes.size,
    mergesToRepair: cellCount - trueSizes.size,
    predictedClusters: predictedSizes.size,
    trueClusters: trueSizes.size,
  };
}

const pairs = (n: number): number => (n * (n - 1)) / 2;
/** Nothing claimed is nothing wrong. */
const ratio = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);

function sum(numbers: Iterable<number>, of: (n: number) => number): number {
  let total = 0;
  for (const n of numbers) total += of(n);
  return total;
}

function scoreOf(precision: number, recall: number): Score {
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}
