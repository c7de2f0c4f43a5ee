import type { RuleSet } from '@portcullis/domain';
import type { GroupingEffect } from '@portcullis/domain/grouping/index.port';
import type { Tx } from '../../db/unit-of-work.js';
import type { PendingAlert } from '../pending.js';
import { type Arrival, sortByPlace } from './arrivals.js';
import type { Campaigns } from './campaigns.js';
import { CaseBook, placeKey } from './case-book.js';
import { type CaseRow, loadCases, loadCasesById, type Place } from './case-row.js';
import type { Cause } from './cause.js';
import { Chronicle } from './chronicle.js';
import { writeRepeats } from './follow-closed.js';
import type { Counted, KnownCases } from './known-cases.js';
import { receiveAlerts } from './receive.js';
import { reshapeCases } from './reshape.js';
import { insertSubjects } from './subjects.js';
import { writeCases } from './write-cases.js';
import { writeMemberships } from './write-memberships.js';

/** Sizes of all clusters that a batch is about. */
export function sizesOf(effect: GroupingEffect): Map<number, number> {
  const sizes = new Map(effect.clusters.map(({ id, size }) => [id, size]));
  for (const { cluster, size } of effect.places.values()) sizes.set(cluster, size);
  return sizes;
}

/**
 * Brings cases up to date with what a batch did to clusters, and puts its alerts into them. Runs after the index was
 * written; locks the cases first.
 * @param known cases that need not be read again
 * @returns ids of cases whose make-up changed
 */
export async function assignCases(
  tx: Tx,
  effect: GroupingEffect,
  campaigns: Campaigns,
  rules: RuleSet,
  alerts: readonly PendingAlert[],
  { cause = null, known = null }: { cause?: Cause | null; known?: KnownCases | null } = {},
): Promise<string[]> {
  const book = await CaseBook.open(tx);
  const chronicle = new Chronicle(rules, book.now, cause);
  const moving = await reshaping(tx, effect, campaigns);
  known?.drop(moving.clusters, moving.places.values());
  const arriving = [...sortByPlace(alerts, effect, campaigns).values()];
  const counted = (await known?.count(tx, rules.id, arriving)) ?? new Map<Arrival, Counted>();
  for (const one of counted.values()) {
    book.countedApart(one);
    chronicle.repeated(one.alerts.map(({ id }) => id));
  }
  const others = arriving.filter((arrival) => !counted.has(arrival));
  const places = new Map(others.map(({ place }) => [placeKey(place), place]));
  for (const [key, place] of moving.places) places.set(key, place);
  book.add(await loadCases(tx, [...moving.clusters], [...places.values()]));
  const meant = [...(cause?.together ?? [])].filter((id) => !book.cases.has(id));
  if (meant.length > 0) book.add(await loadCasesById(tx, meant));
  const insert = (rows: readonly CaseRow[]) => writeCases(tx, book, rows, rules.id);

  for (const { from, into } of effect.merges) {
    if (campaigns.was(from)) await campaigns.merge(tx, from, into);
  }
  await reshapeCases({ tx, book, effect, campaigns, chronicle, insert, cause });
  const reshaped = [...book.cases.values()].filter((row) => row.isReshaped || row.wasBorn);
  const waiting = others.flatMap((arrival) => arrival.alerts);
  const { arrivals, newSubjects } = await receiveAlerts(tx, book, effect, campaigns, chronicle, waiting, rules);
  await campaigns.open(tx);
  writeCases(tx, book, book.cases.values(), rules.id);
  await writeRepeats(tx, book);
  insertSubjects(tx, newSubjects);
  const received = arrivals.map((arrival) => ({ caseId: (arrival.row as CaseRow).id, alerts: arrival.alerts }));
  writeMemberships(tx, effect, rules, [...counted.values(), ...received]);
  await campaigns.refresh(tx, book.campaignChanges());
  chronicle.tell(tx);
  if (known) keepInMind(known, book, arrivals, moving);
  return reshaped.map(({ id }) => id);
}

/** The next alerts on cases that stand alone in their place, and that nothing moved, need not read them. */
function keepInMind(known: KnownCases, book: CaseBook, arrivals: readonly Arrival[], moving: Moving): void {
  const standing = book.byPlace();
  for (const { row, subjects } of arrivals) {
    if (!row || row.isReshaped || row.wasBorn || moving.clusters.has(row.cluster)) continue;
    const key = placeKey(row);
    if (!moving.places.has(key) && standing.get(key)?.length === 1) known.keep(row, subjects.keys());
  }
}

/** Clusters all of whose cases may change otherwise than by new alerts, and places in the others. */
interface Moving {
  readonly clusters: ReadonlySet<number>;
  /** By `placeKey`. */
  readonly places: ReadonlyMap<string, Place>;
}

async function reshaping(tx: Tx, effect: GroupingEffect, campaigns: Campaigns): Promise<Moving> {
  const clusters = new Set<number>();
  const places = new Map<string, Place>();
  const at = (place: Place) => places.set(placeKey(place), place);

  for (const { cluster } of effect.places.values()) {
    if (campaigns.is(cluster) && !campaigns.was(cluster)) clusters.add(cluster);
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
  return { clusters, places };
}
