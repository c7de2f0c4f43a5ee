import { normaliseIndicatorValue } from '@portcullis/contracts/alert/indicator-normal-form';
import { matchValue, nodeOf, type Refusal, refuse } from '@portcullis/domain';
import { follows } from '@portcullis/domain/grouping/case-follow';
import type { Correction, CorrectionChange } from '@portcullis/domain/grouping/corrections';
import type { HubChange } from '@portcullis/domain/grouping/engine';
import { type FieldRefusal, refuseField } from '../../access/permit.js';
import { type LockedCase, lockCase } from '../../casework/case-step.js';
import { caseNotFound, refuseStale } from '../../casework/stale.js';
import { newId } from '../../db/ids.js';
import type { Tx } from '../../db/unit-of-work.js';
import type { Cause } from '../cases/cause.js';
import { reachOfValue } from '../lists/hub-reach.js';
import type { Correcting, SubjectRef } from './correcting.js';
import { type CorrectionAct, insertCorrection, undoCorrection } from './correction-rows.js';

/** What a correction comes to: kept already, and to be taken into the index. */
export interface CorrectionPlan {
  readonly ok: true;
  readonly hubs: readonly HubChange[];
  readonly corrections: readonly CorrectionChange[];
  /** What was in force until now. */
  readonly undone: readonly Correction[];
  readonly cause: Cause;
  readonly caseIds: readonly string[];
}

type Refused = Refusal | FieldRefusal;
type Act<Name extends Correcting['act']> = Extract<Correcting, { act: Name }>;
const MOST_TOGETHER = 20_000;

/** Checks a correction against what is there and keeps its rule. Locks the cases that it names, in the order of ids. */
export function planCorrection(tx: Tx, input: Correcting): Promise<CorrectionPlan | Refused> {
  switch (input.act) {
    case 'split':
    case 'move':
      return planLeaving(tx, input);
    case 'merge':
    case 'keep_apart':
      return planTwo(tx, input);
    case 'undo_merge':
      return planUndoMerge(tx, input);
    case 'unlink':
      return planUnlink(tx, input);
    case 'relink':
      return planRelink(tx, input);
    default:
      return planUndo(tx, input);
  }
}

interface Standing extends LockedCase {
  cluster: number | null;
  mergedInto: string | null;
  campaignId: string | null;
}

/** Locks cases whose membership may be changed. */
async function standings(
  tx: Tx,
  wanted: readonly { id: string; version: number | null }[],
): Promise<Map<string, Standing> | Refused> {
  const found = new Map<string, Standing>();
  for (const { id, version } of [...wanted].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const locked = await lockCase(tx, id);
    if (!locked) return caseNotFound();
    const stale = version === null ? null : await refuseStale(tx, locked, version);
    if (stale) return stale;
    const [more] = await tx.query<Pick<Standing, 'cluster' | 'mergedInto' | 'campaignId'>>(
      'select cluster_id as cluster, merged_into as "mergedInto", campaign_id as "campaignId" from case_file where id = $1',
      [id],
    );
    const one = { ...locked, ...(more as Pick<Standing, 'cluster' | 'mergedInto' | 'campaignId'>) };
    if (!follows({ ...one, alertCount: 0 })) {
      return refuse(
        'NOT_NOW',
        one.state === 'merged'
          ? `C-${one.number} was merged into another case. Correct that one.`
          : `C-${one.number} is ${one.state.replaceAll('_', ' ')}: what belongs to it is settled until that is taken back.`,
      );
    }
    found.set(id, one);
  }
  return found;
}

/** A campaign keeps its shape by itself; what a person may want of it is done in another way. */
const sameCampaign = (one: Standing, two: Standing): string =>
  `C-${one.number} and C-${two.number} are cases of one campaign. It counts as one scheme already, and keeps one case for each organization, else account, so that each stays workable: nothing moves between them. What does not belong to the scheme can be taken out of it.`;

const isRefusal = (value: object): value is Refused => 'ok' in value && value.ok === false;

async function byNumber(tx: Tx, number: number): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(
    `select coalesce(live.id, c.id) as id from case_file c left join case_file live on live.id = c.merged_into where c.number = $1`,
    [number],
  );
  return row?.id ?? null;
}

async function nodesOfCase(tx: Tx, caseId: string): Promise<string[]> {
  const rows = await tx.query<{ node: string }>(
    `select subject_kind || ':' || subject_id as node from case_subject where case_id = $1 order by alert_count desc, 1 limit $2`,
    [caseId, MOST_TOGETHER + 1],
  );
  return rows.map(({ node }) => node);
}

async function planLeaving(tx: Tx, input: Act<'split'> | Act<'move'>): Promise<CorrectionPlan | Refused> {
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
  const rest = await restOf(tx, from.cluster, leaving);
  if (rest.length === 0)
    return refuse('NOT_NOW', to ? 'That is the whole case: merge the two instead.' : 'That is the whole case.');
  const parts = { caseId: from.id, otherCaseId: to?.id ?? null, reason: input.reason };
  const apart = await insertCorrection(tx, {
    ...parts,
    kind: 'apart',
    act: input.act,
    partOf: null,
    nodes: leaving,
    others: rest,
  });
  const rules: Correction[] = [apart];
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
  return {
    ok: true,
    hubs: [],
    corrections: rules.map((correction) => ({ type: 'add', correction })),
    undone: [],
    cause: causeOf(input.act, input.reason, apart.id, leaving, to ? [to.id] : []),
    caseIds: [from.id, ...(to ? [to.id] : [])],
  };
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

async function restOf(tx: Tx, cluster: number | null, leaving: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ node: string }>(
    'select node from grouping_subject where cluster_id = $1 and node <> all($2::text[]) order by node',
    [cluster, leaving],
  );
  return rows.map(({ node }) => node);
}

async function planTwo(tx: Tx, input: Act<'merge'> | Act<'keep_apart'>): Promise<CorrectionPlan | Refused> {
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

async function planUndoMerge(tx: Tx, input: Act<'undo_merge'>): Promise<CorrectionPlan | Refused> {
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
  const rest = await restOf(tx, living.cluster, leaving);
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

async function planUnlink(tx: Tx, input: Act<'unlink'>): Promise<CorrectionPlan | Refused> {
  const type = input.type.trim().toLowerCase();
  const value = normaliseIndicatorValue(type, input.value);
  const match = matchValue(type, value);
  if (match === null) return refuseField('value', 'This value says nothing and links nobody.');
  if (input.caseId) {
    const cases = await standings(tx, [{ id: input.caseId, version: null }]);
    if (isRefusal(cases)) return cases;
  }
  const id = newId(tx.context.now);
  const { cases } = await reachOfValue((sql, values) => tx.query(sql, values), type, match);
  const confirmedBy = input.proposedBy ? tx.context.actor.id : null;
  const made = await tx.execute(
    `insert into hub_entry (id, indicator_type, indicator_value, kind, reason, source, added_by, added_at, case_id, cases, confirmed_by, pending)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, false) on conflict do nothing`,
    [
      id,
      type,
      value,
      input.kind,
      input.reason,
      input.source,
      input.proposedBy ?? tx.context.actor.id,
      tx.context.now,
      input.caseId,
      // What a rehearsal shows is taken back; whoever means it is asked for a second person first.
      confirmedBy || !input.rehearsed ? cases : null,
      confirmedBy,
    ],
  );
  if (made === 0) return refuseField('value', 'This value is on the list already.');
  tx.record({
    stage: 'grouping',
    kind: 'hub.add',
    entityKind: 'hub_entry',
    entityId: id,
    caseId: input.caseId ?? undefined,
    body: {
      why: input.reason,
      after: { type, value, kind: input.kind, source: input.source },
      facts: { act: 'unlink', correction: id },
    },
  });
  return {
    ok: true,
    hubs: [{ type, value: match, listed: true }],
    corrections: [],
    undone: [],
    cause: causeOf('unlink', input.reason, id, [], []),
    caseIds: input.caseId ? [input.caseId] : [],
  };
}

async function planRelink(tx: Tx, input: Act<'relink'>): Promise<CorrectionPlan | Refused> {
  const [entry] = await tx.query<{ type: string; value: string; caseId: string | null }>(
    `update hub_entry set revoked_at = $2, pending = false, revoked_by = $3, revoke_reason = $4
     where id = $1 and revoked_at is null
     returning indicator_type as type, indicator_value as value, case_id as "caseId"`,
    [input.hubId, tx.context.now, tx.context.actor.id, input.reason],
  );
  const match = entry && matchValue(entry.type, entry.value);
  if (!entry || match === null || match === undefined) return refuseField('hubId', 'There is no such entry in force.');
  tx.record({
    stage: 'grouping',
    kind: 'hub.revoke',
    entityKind: 'hub_entry',
    entityId: input.hubId,
    caseId: entry.caseId ?? undefined,
    body: { why: input.reason, before: entry, facts: { act: 'relink', undoes: input.hubId } },
  });
  return {
    ok: true,
    hubs: [{ type: entry.type, value: match, listed: false }],
    corrections: [],
    undone: [],
    cause: causeOf('relink', input.reason, input.hubId, [], []),
    caseIds: entry.caseId ? [entry.caseId] : [],
  };
}

async function planUndo(tx: Tx, input: Act<'undo'>): Promise<CorrectionPlan | Refused> {
  const rows = await tx.query<Correction & { act: CorrectionAct; caseId: string; otherCaseId: string | null }>(
    `select c.id, c.position, c.kind, c.act, c.case_id as "caseId", c.other_case_id as "otherCaseId",
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

const causeOf = (
  act: Cause['act'],
  reason: string,
  correctionId: string,
  leaving: readonly string[],
  together: readonly string[],
): Cause => ({ act, reason, correctionId, leaving: new Set(leaving), together: new Set(together) });
