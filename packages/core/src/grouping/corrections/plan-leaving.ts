import { nodeOf, refuse } from '@portcullis/domain';
import type { Correction } from '@portcullis/domain/grouping/corrections';
import { refuseField } from '../../access/permit.js';
import type { Tx } from '../../db/unit-of-work.js';
import { answerParts } from '../cases/proposals.js';
import type { SubjectRef } from './correcting.js';
import { insertCorrection } from './correction-rows.js';
import { type Act, type CorrectionPlan, causeOf } from './plan.js';
import {
  byNumber,
  isRefusal,
  nodesOfCase,
  type Refused,
  restOf,
  type Standing,
  sameCampaign,
  standings,
} from './standing.js';

/** What a person takes out at once goes to at most so many cases. */
const MOST_PLACES = 50;

/** Some subjects leave a case, for one of their own or for another one. */
export async function planLeaving(tx: Tx, input: Act<'split'> | Act<'move'>): Promise<CorrectionPlan | Refused> {
  const target = input.act === 'move' ? await byNumber(tx, input.toNumber) : null;
  if (input.act === 'move') {
    if (!target) return refuseField('toNumber', `There is no case C-${input.toNumber}.`);
    if (target === input.caseId) return refuseField('toNumber', 'That is the case in which they are.');
  }
  const cases = await standings(tx, [
    { id: input.caseId, version: input.version },
    ...(target ? [{ id: target, version: null }] : []),
  ]);
  if (isRefusal(cases)) return cases;
  const from = cases.get(input.caseId) as Standing;
  const to = target ? (cases.get(target) as Standing) : null;
  if (to && to.cluster === from.cluster) {
    return refuse('NOT_NOW', sameCampaign(from, to), ['split']);
  }
  const leaving = await leavingOf(tx, input.caseId, input.subjects, input.alerts);
  if (isRefusal(leaving)) return leaving;
  const rest = await restOf(tx, from, leaving);
  if (rest.length === 0)
    return refuse('NOT_NOW', to ? 'That is the whole case: merge the two instead.' : 'That is the whole case.');
  const missed = await missedBy(tx, from, leaving);
  const groups = to ? [leaving] : byCluster(leaving, missed);
  if (groups.length > MOST_PLACES) {
    const message = `They belong to ${groups.length} different cases by now. Take out those of at most ${MOST_PLACES} at once.`;
    return refuse('TOO_LARGE', message);
  }
  const parts = { caseId: from.id, otherCaseId: to?.id ?? null, reason: input.reason };
  const rules: Correction[] = [];
  for (const nodes of groups) {
    const partOf = rules[0]?.id ?? null;
    rules.push(await insertCorrection(tx, { ...parts, kind: 'apart', act: input.act, partOf, nodes, others: rest }));
  }
  const [apart] = rules as [Correction];
  if (to) {
    // The one of whom most is known stands for the other case.
    const [anchor] = await nodesOfCase(tx, to.id);
    rules.push(
      await insertCorrection(tx, {
        ...parts,
        kind: 'together',
        act: 'move',
        partOf: apart.id,
        nodes: [...leaving, ...(anchor ? [anchor] : [])],
        others: [],
      }),
    );
  }
  await answerParts(tx, from.id, leaving, 'taken_out');
  const cause = causeOf(input.act, input.reason, apart.id, leaving, to ? [to.id] : []);
  return {
    ok: true,
    hubs: [],
    corrections: rules.map((correction) => ({ type: 'add', correction })),
    undone: [],
    cause: { ...cause, missed: missed.size > 0 ? { caseId: from.id, nodes: [...missed.keys()] } : null },
    caseIds: [from.id, ...(to ? [to.id] : [])],
  };
}

/** Of those who leave, who left the cluster of the case while it was settled, and the cluster in which they are. */
async function missedBy(tx: Tx, from: Standing, leaving: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.query<{ node: string; cluster: number }>(
    `select node, cluster_id as cluster from grouping_subject
     where node = any($2::text[]) and cluster_id is distinct from $1 order by node`,
    [from.cluster, leaving],
  );
  return new Map(rows.map(({ node, cluster }) => [node, cluster]));
}

/** Who has nothing in common any more is not made one by leaving together. */
function byCluster(leaving: readonly string[], missed: ReadonlyMap<string, number>): string[][] {
  const groups = new Map<number | null, string[]>();
  for (const node of leaving) {
    const cluster = missed.get(node) ?? null;
    const group = groups.get(cluster);
    if (group) group.push(node);
    else groups.set(cluster, [node]);
  }
  return [...groups.values()];
}

/** Whom a selection means. All alerts of a subject stay together: a decision hits the subject. */
async function leavingOf(
  tx: Tx,
  caseId: string,
  subjects: readonly SubjectRef[],
  alerts: readonly string[],
): Promise<string[] | Refused> {
  const named = subjects.map(nodeOf);
  const rows = await tx.query<{ node: string }>(
    `select distinct s.subject_kind || ':' || s.subject_id as node from case_subject s
     where s.case_id = $1 and (s.subject_kind || ':' || s.subject_id = any($2::text[]) or exists (
       select 1 from case_alert a where a.alert_id = any($3::uuid[]) and a.case_id = $1
         and a.subject_kind = s.subject_kind and a.subject_id = s.subject_id))`,
    [caseId, named, alerts],
  );
  const found = rows.map(({ node }) => node).sort();
  const missing = named.filter((node) => !found.includes(node));
  if (found.length === 0 || missing.length > 0) {
    return refuse('STALE', `${missing[0] ?? 'What you selected'} is no longer in this case. Look again, then decide.`, [
      'reload',
    ]);
  }
  return found;
}
