import type { RuleSet } from '@portcullis/domain';
import type { GroupingEffect } from '@portcullis/domain/grouping/index.port';
import { nextTurn, type Tx } from '../../db/unit-of-work.js';
import { type HubChanges, NO_HUB_CHANGES } from '../hub-changes.js';
import type { PendingAlert } from '../pending.js';
import { type Arrival, sortByPlace } from './arrivals.js';
import type { Campaigns } from './campaigns.js';
import { type CaseBook, placeKey } from './case-book.js';
import { type CaseRow, loadCases, loadCasesById, type Place } from './case-row.js';
import type { Cause } from './cause.js';
import { Chronicle } from './chronicle.js';
import { writeRepeats } from './follow-closed.js';
import type { Counted, KnownCases } from './known-cases.js';
import { withMissed } from './missed.js';
import { resolveParts } from './proposals.js';
import { receiveAlerts, seatAlerts } from './receive.js';
import { reshapeCases } from './reshape.js';
import { countSubjects, directoryOf, insertSubjects, type SubjectGain } from './subjects.js';
import { writeCases } from './write-cases.js';
import { writeMemberships } from './write-memberships.js';

/** Sizes of all clusters that a batch is about. */
export function sizesOf(effect: GroupingEffect): Map<number, number> {
  const sizes = new Map(effect.clusters.map(({ id, size }) => [id, size]));
  for (const { cluster, size } of effect.places.values()) sizes.set(cluster, size);
  return sizes;
}

interface Options {
  opening: CaseBook | Promise<CaseBook>;
  /** Fails when the database stands elsewhere than the effect supposes. */
  ready?: Promise<void> | undefined;
  cause?: Cause | null;
  lists?: HubChanges;
  /** Cases that need not be read again. */
  known?: KnownCases | null;
  /**
   * Writes what can be written behind the first questions: the database has something to do until they are answered. Of
   * a batch that somebody else overtook it may be refused; that batch ends with `ready`.
   */
  begins?: () => void;
  /**
   * Writes the index, unless that is done. Called before what looks at it, else behind the last question: the database
   * writes it while the rest is worked out here.
   */
  writes?: () => void;
}

/**
 * Brings cases up to date with what a batch did to clusters, and puts its alerts into them. Locks the cases before it
 * touches anything of theirs.
 * @returns ids of cases whose make-up changed
 */
export async function assignCases(
  tx: Tx,
  grouped: GroupingEffect,
  campaigns: Campaigns,
  rules: RuleSet,
  alerts: readonly PendingAlert[],
  { opening, ready, cause = null, lists = NO_HUB_CHANGES, known = null, begins, writes = () => undefined }: Options,
): Promise<string[]> {
  const chronicle = new Chronicle(rules, tx.context.now, cause, lists);
  const effect = cause?.missed ? await withMissed(tx, grouped, campaigns, cause.missed, writes) : grouped;
  const moving = await reshaping(tx, effect, campaigns, { ready, writes });
  known?.drop(moving.clusters, moving.places.values());
  const arriving = sortByPlace(alerts, effect, campaigns);
  const trial = known?.count(tx, rules.id, arriving.values());
  const others = [...arriving].filter(([, arrival]) => !trial?.tried.has(arrival));
  const places = new Map(moving.places);
  const begun = new Set(effect.clusters.flatMap(({ id, isNew }) => (isNew ? id : [])));
  // No case can be where nothing was before.
  for (const [key, { place }] of others) if (!begun.has(place.cluster)) places.set(key, place);
  const beginners = new Set(effect.subjects.map(({ node }) => node));
  const asked = Promise.all([
    ready,
    opening,
    trial?.answer,
    loadCases(tx, [...moving.clusters], [...places.values()]),
    directoryOf(tx, subjectsAmong(others, beginners)),
  ]);
  asked.catch(() => undefined); // Thrown below.
  begins?.();
  const [, book, answer, rows, directory] = await asked;
  const counted = trial && answer ? (known as KnownCases).settle(trial, answer) : new Map<Arrival, Counted>();
  book.add(rows);
  const missed = [...arriving].filter(([, arrival]) => trial?.tried.has(arrival) && !counted.has(arrival));
  if (missed.length > 0) {
    const missing = missed.filter(([key]) => !places.has(key)).map(([, { place }]) => place);
    book.add(await loadCases(tx, [], missing));
  }
  for (const one of counted.values()) {
    book.countedApart(one);
    chronicle.repeated(one.alerts.map(({ id }) => id));
  }
  const named = [...(cause?.together ?? []), ...(cause?.missed && effect !== grouped ? [cause.missed.caseId] : [])];
  const meant = named.filter((id) => !book.cases.has(id));
  if (meant.length > 0) book.add(await loadCasesById(tx, meant));
  const insert = (fresh: readonly CaseRow[]) => writeCases(tx, book, fresh, rules.id);

  let waiting = new Map([...others, ...missed]);
  const isMoving = cause !== null || moving.clusters.size + moving.places.size > 0;
  for (const { from, into } of effect.merges) {
    if (campaigns.was(from)) await campaigns.merge(tx, from, into);
  }
  await reshapeCases({ tx, book, effect, campaigns, chronicle, insert, cause, writes });
  // What was two campaigns, or none, may be one now.
  if (isMoving) {
    const alertsOf = [...waiting.values()].flatMap((arrival) => arrival.alerts);
    waiting = sortByPlace(alertsOf, effect, campaigns);
  }
  const reshaped = [...book.cases.values()].filter((row) => row.isReshaped || row.wasBorn);
  const seated = await seatAlerts({ tx, book, chronicle, rules, beginners, directory, writes }, waiting);
  countSubjects(
    tx,
    [...counted.values()].flatMap(({ subjects }) => subjects),
  );
  receiveAlerts({ effect, campaigns, chronicle }, seated);
  const { arrivals, newSubjects } = seated;
  await campaigns.open(tx);
  writeCases(tx, book, book.cases.values(), rules.id);
  await nextTurn();
  await writeRepeats(tx, book);
  insertSubjects(tx, newSubjects);
  const received = arrivals.map((arrival) => ({ caseId: (arrival.row as CaseRow).id, alerts: arrival.alerts }));
  writeMemberships(tx, effect, rules, [...counted.values(), ...received]);
  await nextTurn();
  const changes = book.campaignChanges();
  campaigns.refresh(tx, changes);
  if (effect.merges.length + effect.partings.length > 0) {
    // Nothing was ever proposed of a case on which nobody has worked.
    const old = [...book.cases.values()].filter(({ state }) => state !== 'new');
    resolveParts(
      tx,
      old.map(({ id }) => id),
    );
  }
  chronicle.tell(tx);
  if (known) {
    keepInMind(known, book, arrivals, moving);
    campaigns.keep(known.campaigns, changes);
  }
  return reshaped.map(({ id }) => id);
}

/** What arrivals bring of these subjects. */
function subjectsAmong(arrivals: readonly [string, Arrival][], nodes: ReadonlySet<string>): SubjectGain[] {
  return arrivals.flatMap(([, { subjects }]) => [...subjects.values()].filter(({ node }) => nodes.has(node)));
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

async function reshaping(
  tx: Tx,
  effect: GroupingEffect,
  campaigns: Campaigns,
  { ready, writes }: Pick<Options, 'ready'> & { writes: () => void },
): Promise<Moving> {
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
    // Their subjects may have an organization that has a case in the campaign already. The index points on.
    await ready;
    writes();
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
