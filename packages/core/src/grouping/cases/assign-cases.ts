import type { RuleSet } from '@portcullis/domain';
import type { GroupingEffect } from '@portcullis/domain/grouping/index.port';
import type { Tx } from '../../db/unit-of-work.js';
import type { PendingAlert } from '../pending.js';
import type { Campaigns } from './campaigns.js';
import { CaseBook, placeKey } from './case-book.js';
import { type CaseRow, loadCases, loadCasesById, type Place } from './case-row.js';
import type { Cause } from './cause.js';
import { Chronicle } from './chronicle.js';
import { writeRepeats } from './follow-closed.js';
import { placeOf, receiveAlerts, writeMemberships } from './receive.js';
import { reshapeCases } from './reshape.js';
import { insertSubjects } from './subjects.js';
import { writeCases } from './write-cases.js';

/** Sizes of all clusters that a batch is about. */
export function sizesOf(effect: GroupingEffect): Map<number, number> {
  const sizes = new Map(effect.clusters.map(({ id, size }) => [id, size]));
  for (const { cluster, size } of effect.places.values()) sizes.set(cluster, size);
  return sizes;
}

/**
 * Brings cases up to date with what a batch did to clusters, and puts its alerts into them. Runs after the index was
 * written; locks the cases first.
 * @returns ids of cases whose make-up changed
 */
export async function assignCases(
  tx: Tx,
  effect: GroupingEffect,
  campaigns: Campaigns,
  rules: RuleSet,
  alerts: readonly PendingAlert[],
  cause: Cause | null = null,
): Promise<string[]> {
  const book = await CaseBook.open(tx);
  const { clusters, places } = await concerned(tx, effect, campaigns, alerts);
  book.add(await loadCases(tx, clusters, places));
  const meant = [...(cause?.together ?? [])].filter((id) => !book.cases.has(id));
  if (meant.length > 0) book.add(await loadCasesById(tx, meant));
  const chronicle = new Chronicle(rules, book.now, cause);
  const insert = (rows: readonly CaseRow[]) => writeCases(tx, book, rows, rules.id);

  for (const { from, into } of effect.merges) {
    if (campaigns.was(from)) await campaigns.merge(tx, from, into);
  }
  await reshapeCases({ tx, book, effect, campaigns, chronicle, insert, cause });
  const reshaped = [...book.cases.values()].filter((row) => row.isReshaped || row.wasBorn);
  const { arrivals, newSubjects } = await receiveAlerts(tx, book, effect, campaigns, chronicle, alerts, rules);
  await campaigns.open(tx);
  writeCases(tx, book, book.cases.values(), rules.id);
  await writeRepeats(tx, book);
  insertSubjects(tx, newSubjects);
  writeMemberships(tx, effect, rules, arrivals);
  await campaigns.refresh(tx, book.campaignChanges());
  chronicle.tell(tx);
  return reshaped.map(({ id }) => id);
}

/** Clusters all of whose cases matter to the batch, and places in the others. */
async function concerned(
  tx: Tx,
  effect: GroupingEffect,
  campaigns: Campaigns,
  alerts: readonly PendingAlert[],
): Promise<{ clusters: number[]; places: Place[] }> {
  const clusters = new Set<number>();
  const places = new Map<string, Place>();
  const at = (place: Place) => places.set(placeKey(place), place);
  const newlyCampaign = (cluster: number) => campaigns.is(cluster) && !campaigns.was(cluster);

  for (const { node } of alerts) {
    const place = placeOf(effect, campaigns, node);
    at(place);
    if (newlyCampaign(place.cluster)) clusters.add(place.cluster);
  }
  const swallowed: number[] = [];
  for (const { from, into } of effect.merges) {
    clusters.add(from);
    if (!campaigns.was(into)) clusters.add(into);
    else swallowed.push(from);
  }
  for (const { from, into, subjects } of effect.partings) {
    for (const cluster of [from, into]) {
      if (!campaigns.was(cluster)) clusters.add(cluster);
      else for (const { owner } of subjects) at({ cluster, slot: owner });
    }
  }
  for (const { cluster, before, owner } of effect.owners) {
    if (!campaigns.was(cluster)) continue;
    at({ cluster, slot: before });
    at({ cluster, slot: owner });
  }
  if (swallowed.length > 0) {
    // Their subjects may have an organization that has a case in the campaign already. The index points on already.
    const rows = await tx.query<{ cluster: number; owner: string }>(
      `select distinct s.cluster_id as cluster, s.owner from case_file c
       join case_subject cs on cs.case_id = c.id
       join grouping_subject s on s.node = cs.subject_kind || ':' || cs.subject_id
       where c.cluster_id = any($1::bigint[]) and c.merged_into is null`,
      [swallowed],
    );
    for (const { cluster, owner } of rows) at({ cluster, slot: owner });
  }
  return { clusters: [...clusters], places: [...places.values()] };
}
