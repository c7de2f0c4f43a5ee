import type { RuleSet } from '@portcullis/domain';
import { follows, planMerge } from '@portcullis/domain/grouping/case-follow';
import type { GroupingEffect } from '@portcullis/domain/grouping/index.port';
import { nextTurn, type Tx } from '../../db/unit-of-work.js';
import { type Arrival, tallyOf } from './arrivals.js';
import type { Campaigns } from './campaigns.js';
import { type CaseBook, placeKey } from './case-book.js';
import { gain } from './case-facts.js';
import type { CaseRow } from './case-row.js';
import type { Chronicle } from './chronicle.js';
import { followClosed } from './follow-closed.js';
import { type DirectoryFacts, directoryOf, type SubjectGain, updateSubjects } from './subjects.js';

/** What finding the cases of alerts works with. */
interface Seating {
  tx: Tx;
  book: CaseBook;
  chronicle: Chronicle;
  rules: RuleSet;
  /** Subjects that no case can have yet, and what the directory says of them. */
  beginners: ReadonlySet<string>;
  directory: ReadonlyMap<string, DirectoryFacts>;
  /** Called behind the last question that is always asked. */
  writes: () => void;
}

/** Alerts whose cases are known. */
export interface Seated {
  arrivals: Arrival[];
  /** Subjects that their cases do not have yet. */
  newSubjects: SubjectGain[];
  directory: ReadonlyMap<string, DirectoryFacts>;
}

/** Finds a case for alerts, or opens it. @param arrivals by place; becomes what goes to one case */
export async function seatAlerts(seating: Seating, arrivals: Map<string, Arrival>): Promise<Seated> {
  const { tx, book, chronicle, rules, beginners } = seating;
  const standing = book.byPlace();
  await keepToTheirOwn(tx, arrivals, standing, book.now);
  for (const arrival of arrivals.values()) {
    const here = standing.get(placeKey(arrival.place)) ?? [];
    arrival.row ??= planMerge(here, book.now).survivor;
  }
  await followClosed(
    tx,
    book,
    rules,
    chronicle,
    [...arrivals.values()].filter(({ row }) => row === null),
    standing,
    beginners,
  );
  const all = [...arrivals.values()];
  const newSubjects: SubjectGain[] = [];
  const perhaps: SubjectGain[] = [];
  for (const { subjects, row } of all) {
    const { id, isNew } = row as CaseRow;
    for (const subject of subjects.values()) {
      subject.caseId = id;
      (isNew || beginners.has(subject.node) ? newSubjects : perhaps).push(subject);
    }
  }
  const updated = updateSubjects(tx, perhaps);
  updated.catch(() => undefined); // Thrown below.
  seating.writes();
  await nextTurn();
  for (const subject of await updated) newSubjects.push(subject);
  const directory = new Map(seating.directory);
  const unread = newSubjects.filter(({ node }) => !beginners.has(node));
  for (const [node, facts] of await directoryOf(tx, unread)) directory.set(node, facts);
  return { arrivals: all, newSubjects, directory };
}

/** Counts alerts on their cases. Memberships are written by `writeMemberships`. */
export function receiveAlerts(
  { effect, campaigns, chronicle }: { effect: GroupingEffect; campaigns: Campaigns; chronicle: Chronicle },
  { arrivals, newSubjects, directory }: Seated,
): void {
  const added = new Map<string, SubjectGain[]>();
  for (const subject of newSubjects) {
    subject.organizationId = directory.get(subject.node)?.organizationId ?? null;
    const others = added.get(subject.caseId);
    if (others) others.push(subject);
    else added.set(subject.caseId, [subject]);
  }
  for (const arrival of arrivals) {
    const row = arrival.row as CaseRow;
    const subjects = added.get(row.id) ?? [];
    const isEmpty = row.subjectCount === 0;
    chronicle.joins(
      row,
      arrival.alerts.map(({ id }) => id),
      subjects.length,
    );
    gain(row, {
      alerts: arrival.alerts.length,
      subjects: subjects.length,
      severity: max(arrival.alerts, (alert) => alert.severity),
      firstAt: -max(arrival.alerts, (alert) => -alert.observedAt),
      lastAt: max(arrival.alerts, (alert) => alert.observedAt),
      routes: tallyOf(arrival.alerts),
    });
    for (const [i, subject] of subjects.entries()) {
      if (isEmpty && i === 0) {
        const entry = directory.get(subject.node);
        row.organizationId = subject.organizationId;
        row.region = entry?.country ?? null;
        row.language = entry?.language ?? null;
      } else if (row.organizationId !== subject.organizationId) row.organizationId = null;
      row.tally.lead = betterLead(row.tally.lead, leadOf(effect, subject.node));
    }
    row.campaignId = campaigns.idOf(row.cluster);
  }
}

/** Where cases wait for a person to let them become one, each goes on receiving what concerns its own subjects. */
async function keepToTheirOwn(
  tx: Tx,
  arrivals: Map<string, Arrival>,
  standing: ReadonlyMap<string, CaseRow[]>,
  now: Date,
): Promise<void> {
  const waiting = [...arrivals].filter(([key]) => (standing.get(key) ?? []).filter(follows).length > 1);
  if (waiting.length === 0) return;
  const rows = waiting.flatMap(([key]) => (standing.get(key) ?? []).filter(follows));
  const byId = new Map(rows.map((row) => [row.id, row]));
  const found = await tx.query<{ id: string; node: string }>(
    `select s.case_id as id, q.node from unnest($2::text[], $3::text[], $4::text[]) as q(node, kind, id)
     join case_subject s on s.case_id = any($1::uuid[]) and s.subject_kind = q.kind and s.subject_id = q.id
     order by s.case_id desc`,
    [
      [...byId.keys()],
      ...(['node', 'kind', 'id'] as const).map((name) =>
        waiting.flatMap(([, { subjects }]) => [...subjects.values()].map((one) => one[name])),
      ),
    ],
  );
  const home = new Map(found.map(({ id, node }) => [node, byId.get(id) as CaseRow]));
  for (const [key, arrival] of waiting) {
    // The one that survives takes its own with all that is new.
    const { survivor } = planMerge(standing.get(key) ?? [], now);
    const leaves = (node: string) => home.has(node) && home.get(node) !== survivor;
    for (const row of new Set([...arrival.subjects.keys()].flatMap((node) => home.get(node) ?? []))) {
      if (row === survivor) continue;
      const own: Arrival = { place: arrival.place, alerts: [], row, subjects: new Map() };
      for (const [node, subject] of arrival.subjects) if (home.get(node) === row) own.subjects.set(node, subject);
      own.alerts = arrival.alerts.filter(({ node }) => home.get(node) === row);
      arrivals.set(`${key}/${row.id}`, own);
    }
    for (const node of [...arrival.subjects.keys()].filter(leaves)) arrival.subjects.delete(node);
    arrival.alerts = arrival.alerts.filter(({ node }) => !leaves(node));
    if (arrival.alerts.length === 0) arrivals.delete(key);
  }
}

type Lead = CaseRow['tally']['lead'];

function leadOf(effect: GroupingEffect, node: string): Lead {
  const parts = (effect.notes.get(node)?.parts ?? []).filter(({ points }) => points > 0);
  const part = parts.find(({ family }) => family !== 'identity') ?? parts[0];
  return part ? { type: part.type, value: part.value } : null;
}

const NAMES_SOMEBODY = new Set(['account', 'organization', 'api_key', 'partner', 'end_user']);

/** The first stays, unless it only names a customer and the new one says what they share. */
function betterLead(lead: Lead, next: Lead): Lead {
  if (!lead || (next && NAMES_SOMEBODY.has(lead.type) && !NAMES_SOMEBODY.has(next.type))) return next;
  return lead;
}

function max<T>(items: readonly T[], of: (item: T) => number): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const item of items) most = Math.max(most, of(item));
  return most;
}
