import type { GroupingEffect } from '@portcullis/domain/grouping/index.port';
import type { Tx } from '../../db/unit-of-work.js';
import type { Campaigns } from './campaigns.js';
import type { Missed } from './cause.js';

type Parting = GroupingEffect['partings'][number];

/**
 * Adds the partings that a case missed while it was settled, for those whom a person takes out of it now: they go where
 * they belong by now. The index tells, so it is written first.
 * @returns the effect itself when there are none
 */
export async function withMissed(
  tx: Tx,
  effect: GroupingEffect,
  campaigns: Campaigns,
  { caseId, nodes }: Missed,
  writes: () => void,
): Promise<GroupingEffect> {
  writes();
  const rows = await tx.query<{ id: number; node: string; owner: string; from: number; into: number }>(
    `select s.id, s.node, s.owner, f.cluster_id as "from", s.cluster_id as into from case_file f
     join grouping_subject s on s.node = any($2::text[]) where f.id = $1 order by s.id`,
    [caseId, nodes],
  );
  const merged = new Map(effect.merges.map((merge) => [merge.from, merge.into]));
  const partings = new Map<number, { from: number; into: number; subjects: Parting['subjects'][number][] }>();
  for (const { id, node, owner, ...row } of rows) {
    const from = merged.get(row.from) ?? row.from;
    if (row.into === from) continue;
    const parting = partings.get(row.into) ?? { from, into: row.into, subjects: [] };
    parting.subjects.push({ id, node, owner });
    partings.set(row.into, parting);
  }
  if (partings.size === 0) return effect;
  const missed = [...partings.values()];
  await campaigns.load(
    tx,
    missed.flatMap(({ from, into }) => [from, into]),
  );
  return { ...effect, partings: [...effect.partings, ...missed] };
}
