import type { RuleSet } from '@portcullis/domain';
import type { Correction } from '@portcullis/domain/grouping/corrections';
import { BOND_TYPE } from '@portcullis/domain/grouping/corrections';
import { GroupingEngine } from '@portcullis/domain/grouping/engine';
import { MemoryIndex } from '@portcullis/domain/grouping/memory-index';
import type { Sighting } from '@portcullis/domain/grouping/sighting';
import { HUB_MATCH } from '../hub-changes.js';

/** A subject as the durable index knows it. */
export interface KnownSubject {
  id: number;
  node: string;
  cluster: number;
  owner: string;
}

interface PostingRow extends KnownSubject {
  type: string;
  value: string;
  first: number;
  last: number;
}

/** Reads rows; outside a transaction or in one. */
export type Read = <Row extends object>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;

/** What is listed itself; the index says of a value only that it is a hub by the list. */
const HUBS = `
  select distinct h.indicator_type as type, ${HUB_MATCH} as value from hub_entry h where h.revoked_at is null`;

const SUBJECTS_A_PAGE = 2000;
const PAGE = `
  with page as (select id, node, cluster_id, owner from grouping_subject where id > $1 order by id limit ${SUBJECTS_A_PAGE})
  select s.id, s.node, s.cluster_id as cluster, s.owner, v.type, v.value, p.first_day as first, p.last_day as last
  from page s left join indicator_carrier p on p.subject_id = s.id left join indicator v on v.id = p.indicator_id
  order by s.id`;

export interface TriedPartition {
  /** As things stand, by node. */
  readonly known: ReadonlyMap<string, KnownSubject>;
  /** Under the rules that are tried, by node. */
  readonly clusters: ReadonlyMap<string, number>;
  /** Types of which somebody carries a value. */
  readonly types: ReadonlySet<string>;
}

/**
 * Clusters everything that the index holds under other rules, in memory: who carries what and when is all that rules
 * look at. Times are kept for types that decay under the rules with which alerts were taken in; for others the first
 * day stands for all.
 * @param progress is told how many subjects are done; throws to stop
 */
export async function partitionUnder(
  read: Read,
  rules: RuleSet,
  corrections: readonly Correction[],
  progress: (done: number) => Promise<void> = async () => {},
): Promise<TriedPartition> {
  const index = new MemoryIndex();
  const engine = new GroupingEngine(rules, index);
  const known = new Map<string, KnownSubject>();
  const types = new Set<string>();
  const hubs = await read<{ type: string; value: string }>(HUBS);
  index.write(
    await engine.assign(
      [],
      hubs.map((hub) => ({ ...hub, listed: true })),
      corrections.map((correction) => ({ type: 'add', correction })),
    ),
  );
  for (let after = 0; ; ) {
    const rows = await read<PostingRow>(PAGE, [after]);
    const last = rows.at(-1);
    if (!last) break;
    after = last.id;
    const sightings = new Map<string, Sighting & { keys: { type: string; value: string }[] }>();
    const add = (row: PostingRow, day: number) => {
      const name = `${row.id}/${day}`;
      const sighting = sightings.get(name) ?? { id: name, node: row.node, keys: [], day };
      sightings.set(name, sighting);
      sighting.keys.push({ type: row.type, value: row.value });
    };
    for (const row of rows) {
      const { id, node, cluster, owner } = row;
      known.set(node, { id, node, cluster, owner });
      if (row.type === null || row.type === BOND_TYPE) continue;
      types.add(row.type);
      add(row, row.first);
      if (row.last !== row.first) add(row, row.last);
    }
    index.write(await engine.assign([...sightings.values()]));
    await progress(known.size);
  }
  return { known, clusters: index.partition(), types };
}
