import { bigints, hexBytes, instants, jsonbs, uuids } from '../db/array-parameters.js';
import { columnsAs } from '../db/columns.js';
import type { Tx } from '../db/unit-of-work.js';
import { type Entry, piecesOf } from './batch.js';

/** Repeats of which the evidence is kept beside their alert. */
const SAMPLES = 5;
/** UTF-16 code units of a sample; of a larger repeat only its name and time are kept. */
const SAMPLE_SIZE = 8192;

const COUNT = `
  with u as (
    insert into alert_occurrence as o (fold_key, alert_id, count, first_at, last_at, samples)
    select n.fold_key, n.alert_id, n.count, n.first_at, n.last_at, coalesce(n.samples, '[]')
    from ${columnsAs('n', 'fold_key bytea, alert_id uuid, count bigint, first_at timestamptz, last_at timestamptz, samples jsonb')}
    on conflict (fold_key) do update set count = o.count + excluded.count, first_at = least(o.first_at, excluded.first_at),
      last_at = greatest(o.last_at, excluded.last_at), samples = case when jsonb_array_length(o.samples) < ${SAMPLES}
        then jsonb_path_query_array(o.samples || excluded.samples, '$[0 to ${SAMPLES - 1}]') else o.samples end
    returning fold_key, alert_id, xmax <> 0 as known
  )
  select encode(fold_key, 'hex') as "foldKey", alert_id as "alertId" from u where known`;

interface Counted {
  foldKey: string;
  alertId: string;
  count: number;
  firstAt: number;
  lastAt: number;
  /** As JSON. */
  samples: string[];
  /** Counted under it, or led to it. */
  entries: Entry[];
}

/**
 * Counts new identities on their findings. Afterwards the `target` of each entry is the row that stands for it.
 * @returns entries whose identity was taken with another row than that
 */
export async function countOccurrences(tx: Tx, entries: readonly Entry[]): Promise<Entry[]> {
  const counted = [...gather(entries).values()].sort((a, b) => (a.foldKey < b.foldKey ? -1 : 1));
  const wrong = new Set<Entry>();
  for (const row of counted) {
    for (const entry of row.entries) if (entry.target !== row.alertId) settle(entry, row.alertId, wrong);
  }
  for (const piece of piecesOf(counted)) {
    const known = await tx.prepared<{ foldKey: string; alertId: string }>('intake-count-occurrences', COUNT, [
      hexBytes(piece.map(({ foldKey }) => foldKey)),
      uuids(piece.map(({ alertId }) => alertId)),
      bigints(piece.map(({ count }) => count)),
      instants(piece.map(({ firstAt }) => firstAt)),
      instants(piece.map(({ lastAt }) => lastAt)),
      jsonbs(piece.map(({ samples }) => (samples.length > 0 ? `[${samples.join(',')}]` : null))),
    ]);
    if (known.length === 0) continue;
    const byKey = new Map(piece.map((row) => [row.foldKey, row]));
    for (const { foldKey, alertId } of known) {
      for (const entry of byKey.get(foldKey)?.entries ?? []) {
        if (entry.target !== alertId) settle(entry, alertId, wrong);
      }
    }
  }
  return [...wrong];
}

function settle(entry: Entry, alertId: string, wrong: Set<Entry>): void {
  entry.target = alertId;
  wrong.add(entry);
}

function gather(entries: readonly Entry[]): Map<string, Counted> {
  const rows = new Map<string, Counted>();
  const row = (foldKey: string, { alert }: Entry, alertId: string): Counted => {
    let found = rows.get(foldKey);
    if (!found) {
      found = {
        foldKey,
        alertId,
        count: 0,
        firstAt: alert.firstSeen,
        lastAt: alert.lastSeen,
        samples: [],
        entries: [],
      };
      rows.set(foldKey, found);
    }
    return found;
  };
  const heirs = new Map<Entry, Entry>();
  for (const entry of entries) {
    const { alert, admission } = entry;
    const stands = standsFor(entry, heirs);
    const isNamed = admission.findingKey !== null && stands !== entry.id;
    const under = row(isNamed ? (admission.findingKey as string) : entry.countKey, entry, stands);
    under.count += alert.count;
    under.firstAt = Math.min(under.firstAt, alert.firstSeen);
    under.lastAt = Math.max(under.lastAt, alert.lastSeen);
    under.entries.push(entry);
    if (under.alertId !== entry.id && under.samples.length < SAMPLES) under.samples.push(sampleOf(entry));
    if (admission.findingKey !== null) row(admission.findingKey, entry, under.alertId);
  }
  return rows;
}

/** The row that stands for an entry: one that was there, or that of the first new alert of its finding. */
function standsFor(entry: Entry, heirs: Map<Entry, Entry>): string {
  const { leader, target } = entry;
  if (target !== leader.id) return target;
  if (leader.made) return leader.target;
  // The leader turned out to be known under its identity: the next one that is new leads in its place.
  const heir = heirs.get(leader) ?? entry;
  heirs.set(leader, heir);
  return heir.id;
}

function sampleOf({ alert }: Entry): string {
  const { externalId, observedAt, severity, evidence } = alert;
  const known = `"id":${JSON.stringify(externalId)},"observedAt":"${new Date(observedAt).toISOString()}","severity":${severity}`;
  return alert.document.length <= SAMPLE_SIZE ? `{${known},"evidence":${JSON.stringify(evidence)}}` : `{${known}}`;
}
