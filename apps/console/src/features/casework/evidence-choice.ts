import type { FullCase } from './casework.queries.js';

/**
 * What a proposal starts with: whatever is load-bearing, and one finding of each family besides. Shadow detectors are
 * shown and never chosen.
 */
export function startingEvidence(shown: Pick<FullCase, 'evidence' | 'independence'> | undefined): ReadonlySet<string> {
  if (!shown) return new Set();
  const bearing = new Set(shown.independence.loadBearing);
  const ids = new Set<string>();
  for (const group of shown.evidence) {
    const usable = group.sample.filter((alert) => !alert.shadow);
    const resting = usable.filter((alert) => bearing.has(alert.id));
    for (const alert of resting.length > 0 ? resting : usable.slice(0, 1)) ids.add(alert.id);
  }
  return ids;
}
