import type { Tx } from '../db/unit-of-work.js';
import type { Cells } from './cells.js';
import type { SealedEvent } from './facts.js';

interface Labelled {
  day: Date;
  route: string;
  detector: string;
  version: string;
  verdict: string;
  source: string;
  /** What the alerts were said to be before; null for a first word, or one that history did not tell. */
  was: string | null;
  wasFrom: string | null;
  n: number;
}

// Outcomes and alerts never change, so that reading them again gives the same.
const READ = `
  select date_trunc('day', a.observed_at) as day, a.route, o.detector_id as detector, coalesce(o.detector_version, '') as version,
    o.verdict, o.source, p.verdict as was, p.source as "wasFrom", count(*)::int as n
  from outcome o join alert a on a.id = o.alert_id
  left join outcome p on p.id = o.supersedes and p.batch is not null
  where o.batch = any($1::uuid[]) group by 1, 2, 3, 4, 5, 6, 7, 8 order by 1, 2, 3, 4, 5, 6, 7, 8`;

/** Alerts by what they turned out to be, at the time of what they observed: a later word moves an alert, it adds none. */
export async function addLabelled(tx: Tx, cells: Cells, events: readonly SealedEvent[]): Promise<void> {
  const batches = events
    .filter((event) => event.kind === 'outcome.record' && typeof event.facts.batch === 'string')
    .map((event) => event.facts.batch as string);
  if (batches.length === 0) return;
  const rows = await tx.prepared<Labelled>('rollup-labelled', READ, [batches]);
  for (const { day, verdict, source, was, wasFrom, n, ...of } of rows) {
    cells.addLabelled(day, n, { ...of, kind: `${verdict}/${source}` });
    if (was !== null) cells.addLabelled(day, -n, { ...of, kind: `${was}/${wasFrom}` });
  }
}
