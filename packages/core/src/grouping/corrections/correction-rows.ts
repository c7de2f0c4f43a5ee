import type { Correction } from '@portcullis/domain/grouping/corrections';
import { newId } from '../../db/ids.js';
import type { Tx } from '../../db/unit-of-work.js';

export const CORRECTION_ACTS = ['split', 'move', 'merge', 'undo_merge', 'keep_apart'] as const;
export type CorrectionAct = (typeof CORRECTION_ACTS)[number];

/** SQL: what was done by correction `c`. Who is kept in a case is kept as a merge of it with no other. */
export const ACT = `case when c.act = 'merge' and c.other_case_id is null then 'keep' else c.act end`;

const IN_FORCE = `
  select c.id, c.position, c.kind, coalesce(array_agg(n.node) filter (where n.side = 1), '{}') as nodes,
    coalesce(array_agg(n.node) filter (where n.side = 2), '{}') as others
  from grouping_correction c left join grouping_correction_node n on n.correction_id = c.id
  where c.undone_at is null group by c.id`;

/** What people said and nobody took back. */
export const correctionsInForce = (tx: Tx): Promise<Correction[]> =>
  tx.prepared<Correction>('grouping-corrections', IN_FORCE);

export interface NewCorrection {
  kind: Correction['kind'];
  act: CorrectionAct;
  partOf: string | null;
  caseId: string;
  otherCaseId: string | null;
  reason: string;
  nodes: readonly string[];
  others: readonly string[];
}

/** Keeps a rule. @returns it as grouping reads it */
export async function insertCorrection(tx: Tx, rule: NewCorrection): Promise<Correction> {
  const { now, actor } = tx.context;
  const { kind, nodes, others } = rule;
  const id = newId(now);
  const [row] = await tx.query<{ position: number }>(
    `insert into grouping_correction (id, kind, act, part_of, case_id, other_case_id, reason, by_id, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning position`,
    [id, kind, rule.act, rule.partOf, rule.caseId, rule.otherCaseId, rule.reason, actor.id, now],
  );
  if (!row) throw new Error('a correction was not kept');
  await tx.query(
    `insert into grouping_correction_node (correction_id, side, node)
     select $1::uuid, 1, unnest($2::text[]) union all select $1::uuid, 2, unnest($3::text[])`,
    [id, nodes, others],
  );
  return { id, position: row.position, kind, nodes, others };
}

/** Takes a correction back, with what belongs to it. @returns their ids; none when it is not in force */
export async function undoCorrection(tx: Tx, id: string, reason: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `update grouping_correction set undone_at = $2, undone_by = $3, undone_reason = $4
     where (id = $1 or part_of = $1) and undone_at is null and part_of is distinct from id returning id`,
    [id, tx.context.now, tx.context.actor.id, reason],
  );
  return rows.map((row) => row.id);
}
