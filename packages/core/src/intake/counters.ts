import { bigints, uuids } from '../db/array-parameters.js';
import type { Tx } from '../db/unit-of-work.js';
import type { Entry } from './batch.js';
import type { AcceptedAlert } from './incoming.js';

const HITS = `
  update allow_entry a set hits = a.hits + n.hits from unnest($1::uuid[], $2::bigint[]) as n(id, hits) where a.id = n.id`;

// Each connection has a row of its own, or nearly: batches at the same time do not wait for each other.
const COUNT = `
  insert into intake_counter as c (slot, accepted, folded, held_back, duplicates, rejected)
  values (pg_backend_pid() % 64, $1, $2, $3, $4, $5)
  on conflict (slot) do update set accepted = c.accepted + excluded.accepted, folded = c.folded + excluded.folded,
    held_back = c.held_back + excluded.held_back, duplicates = c.duplicates + excluded.duplicates, rejected = c.rejected + excluded.rejected`;

/** Counts a batch. Last in its transaction, since the row is shared. */
export async function countUp(tx: Tx, results: readonly AcceptedAlert[], admitted: readonly Entry[]): Promise<void> {
  const sum = { accepted: 0, folded: 0, heldBack: 0, duplicates: 0, rejected: 0 };
  const hits = new Map<string, number>();
  for (const { status } of results) {
    if (status === 'duplicate') sum.duplicates += 1;
    else if (status === 'rejected') sum.rejected += 1;
    else {
      sum.accepted += 1;
      if (status === 'folded') sum.folded += 1;
    }
  }
  for (const { made, admission } of admitted) {
    if (!made || !(admission.shadow || admission.suppressedBy !== null)) continue;
    sum.heldBack += 1;
    if (admission.suppressedBy !== null) hits.set(admission.suppressedBy, (hits.get(admission.suppressedBy) ?? 0) + 1);
  }
  if (hits.size > 0) {
    const rows = [...hits].sort(([a], [b]) => (a < b ? -1 : 1));
    await tx.prepared('intake-hits', HITS, [uuids(rows.map(([id]) => id)), bigints(rows.map(([, count]) => count))]);
  }
  const { accepted, folded, heldBack, duplicates, rejected } = sum;
  tx.post('intake-count', COUNT, [accepted, folded, heldBack, duplicates, rejected]);
}
