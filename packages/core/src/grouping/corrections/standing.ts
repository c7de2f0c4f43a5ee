import { type CaseState, FOLLOWING_CASE_STATES, type Refusal, refuse } from '@portcullis/domain';
import type { FieldRefusal } from '../../access/permit.js';
import { type LockedCase, lockCase } from '../../casework/case-step.js';
import { caseNotFound, refuseStale } from '../../casework/stale.js';
import type { Tx } from '../../db/unit-of-work.js';

export type Refused = Refusal | FieldRefusal;

/** More subjects are not taken together at once. */
export const MOST_TOGETHER = 20_000;

/** A case as a correction finds it. */
export interface Standing extends LockedCase {
  cluster: number | null;
  mergedInto: string | null;
  campaignId: string | null;
}

/** Why what belongs to a case does not change now; null while it does. */
export function settledBecause({ number, state }: { number: number; state: string }): string | null {
  if ((FOLLOWING_CASE_STATES as readonly string[]).includes(state)) return null;
  return state === 'merged'
    ? `C-${number} was merged into another case. Correct that one.`
    : `C-${number} is ${state.replaceAll('_', ' ')}: what belongs to it is settled until that is taken back.`;
}

/** Locks cases whose membership may be changed. @param states in which it may */
export async function standings(
  tx: Tx,
  wanted: readonly { id: string; version: number | null }[],
  states: readonly CaseState[] = FOLLOWING_CASE_STATES,
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
    const settled = states.includes(one.state) ? null : settledBecause(one);
    if (settled) return refuse('NOT_NOW', settled);
    found.set(id, one);
  }
  return found;
}

/** A campaign keeps its shape by itself; what a person may want of it is done in another way. */
export const sameCampaign = (one: Standing, two: Standing): string =>
  `C-${one.number} and C-${two.number} are cases of one campaign. It counts as one scheme already, and keeps one case for each organization, else account, so that each stays workable: nothing moves between them. What does not belong to the scheme can be taken out of it.`;

export const isRefusal = (value: object): value is Refused => 'ok' in value && value.ok === false;

/** @returns the id of the case with this number, or of the one that it was merged into */
export async function byNumber(tx: Tx, number: number): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(
    `select coalesce(live.id, c.id) as id from case_file c left join case_file live on live.id = c.merged_into where c.number = $1`,
    [number],
  );
  return row?.id ?? null;
}

/** Those of whom most is known first. At most one more than may be taken together. */
export async function nodesOfCase(tx: Tx, caseId: string): Promise<string[]> {
  const rows = await tx.query<{ node: string }>(
    `select subject_kind || ':' || subject_id as node from case_subject where case_id = $1 order by alert_count desc, 1 limit $2`,
    [caseId, MOST_TOGETHER + 1],
  );
  return rows.map(({ node }) => node);
}

/** Who else is in the cluster of a case, or in the case. */
export async function restOf(tx: Tx, one: Standing, leaving: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ node: string }>(
    `select node from (
       select node from grouping_subject where cluster_id = $1
       union select subject_kind || ':' || subject_id from case_subject where case_id = $2) r
     where node <> all($3::text[]) order by node`,
    [one.cluster, one.id, leaving],
  );
  return rows.map(({ node }) => node);
}
