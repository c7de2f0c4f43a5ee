import { refuse } from '@portcullis/domain';
import { refuseField } from '../../access/permit.js';
import type { Tx } from '../../db/unit-of-work.js';
import { insertCorrection } from './correction-rows.js';
import { type Act, type CorrectionPlan, causeOf } from './plan.js';
import {
  byNumber,
  isRefusal,
  MOST_TOGETHER,
  nodesOfCase,
  type Refused,
  type Standing,
  sameCampaign,
  standings,
} from './standing.js';

/** Two cases become one, or stay two. */
export async function planTwo(tx: Tx, input: Act<'merge'> | Act<'keep_apart'>): Promise<CorrectionPlan | Refused> {
  const other = await byNumber(tx, input.toNumber);
  if (!other) return refuseField('toNumber', `There is no case C-${input.toNumber}.`);
  if (other === input.caseId) return refuseField('toNumber', 'That is the same case.');
  const cases = await standings(tx, [
    { id: input.caseId, version: input.version },
    { id: other, version: null },
  ]);
  if (isRefusal(cases)) return cases;
  const [one, two] = [cases.get(input.caseId) as Standing, cases.get(other) as Standing];
  if (one.campaignId !== null && one.campaignId === two.campaignId) {
    return refuse('NOT_NOW', sameCampaign(one, two), input.act === 'merge' ? [] : ['split']);
  }
  const [nodes, others] = [await nodesOfCase(tx, one.id), await nodesOfCase(tx, two.id)];
  if (nodes.length + others.length > MOST_TOGETHER)
    return refuse('TOO_LARGE', `Together they have more than ${MOST_TOGETHER.toLocaleString('en')} subjects.`);
  const isMerge = input.act === 'merge';
  const rule = await insertCorrection(tx, {
    kind: isMerge ? 'together' : 'apart',
    act: input.act,
    partOf: null,
    caseId: one.id,
    otherCaseId: two.id,
    reason: input.reason,
    nodes: isMerge ? [...new Set([...nodes, ...others])] : nodes.filter((node) => !others.includes(node)),
    others: isMerge ? [] : others,
  });
  await tx.query(
    `update case_proposal set resolved_at = $3, resolution = $4 where kind = 'merge' and resolved_at is null
       and least(case_id, other_case_id) = least($1::uuid, $2::uuid) and greatest(case_id, other_case_id) = greatest($1::uuid, $2::uuid)`,
    [one.id, two.id, tx.context.now, isMerge ? 'merged' : 'kept_apart'],
  );
  if (!isMerge && one.cluster !== two.cluster) {
    tx.record({
      stage: 'grouping',
      kind: 'case.keep_apart',
      entityKind: 'case',
      entityId: one.id,
      caseId: one.id,
      body: { why: input.reason, facts: { from: two.id, act: 'keep_apart', correction: rule.id } },
    });
  }
  return {
    ok: true,
    hubs: [],
    corrections: [{ type: 'add', correction: rule }],
    undone: [],
    cause: causeOf(input.act, input.reason, rule.id, isMerge ? [] : others, isMerge ? [one.id, two.id] : []),
    caseIds: [one.id, two.id],
  };
}
