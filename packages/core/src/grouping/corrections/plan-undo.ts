import { refuse } from '@portcullis/domain';
import type { Correction } from '@portcullis/domain/grouping/corrections';
import type { Tx } from '../../db/unit-of-work.js';
import { ACT, insertCorrection, undoCorrection } from './correction-rows.js';
import { type Act, type CorrectionPlan, causeOf } from './plan.js';
import { planRelink } from './plan-link.js';
import { isRefusal, type Refused, restOf, type Standing, standings } from './standing.js';

/** What one case took in from another leaves it again, whoever put it there. */
export async function planUndoMerge(tx: Tx, input: Act<'undo_merge'>): Promise<CorrectionPlan | Refused> {
  // A merge by hand is taken back by taking back what was said.
  const [said] = await tx.query<{ id: string }>(
    `select id from grouping_correction where act = 'merge' and undone_at is null
       and ((case_id = $1 and other_case_id = $2) or (case_id = $2 and other_case_id = $1)) order by position desc limit 1`,
    [input.caseId, input.mergedCaseId],
  );
  if (said) return planUndo(tx, { act: 'undo', correctionId: said.id, reason: input.reason });
  const cases = await standings(tx, [{ id: input.caseId, version: input.version }]);
  if (isRefusal(cases)) return cases;
  const living = cases.get(input.caseId) as Standing;
  const rows = await tx.query<{ node: string }>(
    `select distinct a.subject_kind || ':' || a.subject_id as node from case_file m
     join case_subject s on s.case_id = m.id
     join case_alert a on a.case_id = $1 and a.subject_kind = s.subject_kind and a.subject_id = s.subject_id
     where m.id = $2 and m.state = 'merged' and m.merged_into = $1 order by 1`,
    [input.caseId, input.mergedCaseId],
  );
  const leaving = rows.map(({ node }) => node);
  if (leaving.length === 0) return refuse('NOT_NOW', 'Nothing of that case is in this one any more.');
  const rest = await restOf(tx, living, leaving);
  if (rest.length === 0) return refuse('NOT_NOW', 'Nothing would remain: the merged case held all that is here.');
  const rule = await insertCorrection(tx, {
    kind: 'apart',
    act: 'undo_merge',
    partOf: null,
    caseId: living.id,
    otherCaseId: input.mergedCaseId,
    reason: input.reason,
    nodes: leaving,
    others: rest,
  });
  return {
    ok: true,
    hubs: [],
    corrections: [{ type: 'add', correction: rule }],
    undone: [],
    cause: causeOf('undo_merge', input.reason, rule.id, leaving, []),
    caseIds: [living.id, input.mergedCaseId],
  };
}

/** What somebody said is taken back, with all that it brought. */
export async function planUndo(tx: Tx, input: Act<'undo'>): Promise<CorrectionPlan | Refused> {
  const rows = await tx.query<Correction & { act: string; caseId: string; otherCaseId: string | null }>(
    `select c.id, c.position, c.kind, ${ACT} as act, c.case_id as "caseId", c.other_case_id as "otherCaseId",
       coalesce((select array_agg(node) from grouping_correction_node n where n.correction_id = c.id and side = 1), '{}') as nodes,
       coalesce((select array_agg(node) from grouping_correction_node n where n.correction_id = c.id and side = 2), '{}') as others
     from grouping_correction c where (c.id = $1 or c.part_of = $1) and c.undone_at is null order by c.position`,
    [input.correctionId],
  );
  const [first] = rows;
  if (!first) {
    const [hub] = await tx.query<{ id: string }>('select id from hub_entry where id = $1', [input.correctionId]);
    if (hub) return planRelink(tx, { act: 'relink', hubId: hub.id, reason: input.reason });
    return refuse('NOT_NOW', 'This correction is not in force: somebody took it back already.');
  }
  await undoCorrection(tx, first.id, input.reason);
  tx.record({
    stage: 'grouping',
    kind: 'correction.undo',
    entityKind: 'correction',
    entityId: first.id,
    caseId: first.caseId,
    body: { why: input.reason, facts: { act: first.act, undoes: first.id } },
  });
  return {
    ok: true,
    hubs: [],
    corrections: rows.map(({ id }) => ({ type: 'undo', id })),
    undone: rows,
    cause: causeOf('undo', input.reason, first.id, [], []),
    caseIds: [first.caseId, ...(first.otherCaseId ? [first.otherCaseId] : [])],
  };
}
