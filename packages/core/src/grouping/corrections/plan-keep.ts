import { BACKLOG_CASE_STATES, nodeOf, refuse } from '@portcullis/domain';
import type { Tx } from '../../db/unit-of-work.js';
import { answerParts } from '../cases/proposals.js';
import { insertCorrection } from './correction-rows.js';
import { type Act, type CorrectionPlan, causeOf } from './plan.js';
import { isRefusal, type Refused, type Standing, standings } from './standing.js';

/**
 * Who no longer belongs with a case stays in it, by a bond to the one of the others of whom most is known. What the case
 * holds does not change, so it may be said of a settled one, too.
 */
export async function planKeep(tx: Tx, input: Act<'keep'>): Promise<CorrectionPlan | Refused> {
  const cases = await standings(tx, [{ id: input.caseId, version: input.version }], BACKLOG_CASE_STATES);
  if (isRefusal(cases)) return cases;
  const one = cases.get(input.caseId) as Standing;
  const rows = await tx.query<{ node: string; belongs: boolean }>(
    `select g.node, g.cluster_id = $2 as belongs from case_subject s
     join grouping_subject g on g.node = s.subject_kind || ':' || s.subject_id where s.case_id = $1 order by s.alert_count desc, 1`,
    [one.id, one.cluster],
  );
  const kept = input.subjects.map(nodeOf);
  const missing = kept.find((node) => !rows.some((row) => row.node === node && !row.belongs));
  if (missing) {
    const message = `Nothing would let ${missing} go from this case any more. Look again, then decide.`;
    return refuse('STALE', message, ['reload']);
  }
  const others = rows.filter(({ node }) => !kept.includes(node));
  const anchor = others.find(({ belongs }) => belongs) ?? others[0];
  const rule = await insertCorrection(tx, {
    kind: 'together',
    act: 'merge',
    partOf: null,
    caseId: one.id,
    otherCaseId: null,
    reason: input.reason,
    nodes: [...new Set([...kept, ...(anchor ? [anchor.node] : [])])],
    others: [],
  });
  await answerParts(tx, one.id, kept, 'kept');
  tx.record({
    stage: 'grouping',
    kind: 'case.keep',
    entityKind: 'case',
    entityId: one.id,
    caseId: one.id,
    body: { why: input.reason, facts: { subjects: kept.length, act: 'keep', correction: rule.id } },
  });
  return {
    ok: true,
    hubs: [],
    corrections: [{ type: 'add', correction: rule }],
    undone: [],
    cause: causeOf('keep', input.reason, rule.id, [], []),
    caseIds: [one.id],
  };
}
