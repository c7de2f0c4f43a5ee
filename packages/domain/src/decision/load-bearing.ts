/**
 * The smallest part whose removal leaves no valid pair is the complement of the heaviest set without a pair in it
 * (a weighted independent set). Classes of evidence are few and their graph is dense, so exact search is quick.
 */
type Graph = readonly (readonly boolean[])[];

/** Indices of a heaviest set in which no two are joined. Deterministic: the same input gives the same set. */
export function largestIndependentSet(weights: readonly number[], edges: Graph): readonly number[] {
  return search(
    weights,
    edges,
    weights.map((_, index) => index),
  ).chosen;
}

/** Indices that some smallest removal contains. */
export function unavoidable(weights: readonly number[], edges: Graph): readonly number[] {
  const all = weights.map((_, index) => index);
  const best = search(weights, edges, all).weight;
  return all.filter((left) => {
    const rest = all.filter((index) => index !== left);
    return search(weights, edges, rest).weight === best;
  });
}

interface Found {
  readonly weight: number;
  readonly chosen: readonly number[];
}

function search(weights: readonly number[], edges: Graph, candidates: readonly number[]): Found {
  const degree = (v: number) => candidates.reduce((n, u) => n + (edges[v]?.[u] ? 1 : 0), 0);
  let pivot = -1;
  let most = 0;
  for (const v of candidates) {
    const d = degree(v);
    if (d > most) {
      most = d;
      pivot = v;
    }
  }
  if (pivot === -1) {
    return { weight: candidates.reduce((sum, v) => sum + (weights[v] ?? 0), 0), chosen: candidates };
  }
  const without = search(
    weights,
    edges,
    candidates.filter((v) => v !== pivot),
  );
  const beside = search(
    weights,
    edges,
    candidates.filter((v) => v !== pivot && !edges[pivot]?.[v]),
  );
  const withPivot = beside.weight + (weights[pivot] ?? 0);
  if (withPivot <= without.weight) return without;
  return { weight: withPivot, chosen: [...beside.chosen, pivot].sort((a, b) => a - b) };
}
