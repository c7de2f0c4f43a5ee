import { subjectOf } from '@portcullis/domain';
import { addTally, dueBeside, follows, isFrozen, planMerge } from '@portcullis/domain/grouping/case-follow';
import type { GroupingEffect } from '@portcullis/domain/grouping/index.port';
import { newId } from '../../db/ids.js';
import type { Tx } from '../../db/unit-of-work.js';
import type { Campaigns } from './campaigns.js';
import { type CaseBook, placeKey } from './case-book.js';
import { type Gain, gain } from './case-facts.js';
import { type CaseRow, loadCasesById, type Place } from './case-row.js';
import type { Cause } from './cause.js';
import type { Chronicle } from './chronicle.js';
import { alreadyThere, type Content, loadContents, mergeCases, moveSubjects, type SubjectMove } from './move.js';
import { propose } from './proposals.js';
import { reviveCampaigns } from './revive-campaigns.js';

/** What a reshaping works with. */
export interface Shaping {
  tx: Tx;
  book: CaseBook;
  effect: GroupingEffect;
  campaigns: Campaigns;
  chronicle: Chronicle;
  /** Writes cases that are new, so that others can be moved into them. */
  insert: (rows: readonly CaseRow[]) => void;
  /** What a person wanted; null for what follows from alerts. */
  cause: Cause | null;
  /** Writes the index, unless that is done. */
  writes?: () => void;
}

/** Lets cases follow what happened to their clusters: merged, parted, grown into a campaign (GR-4, GR-6). */
export async function reshapeCases(shaping: Shaping): Promise<void> {
  const { book, effect, campaigns } = shaping;
  const into = new Map(effect.merges.map((merge) => [merge.from, merge.into]));
  for (const row of book.cases.values()) {
    const cluster = into.get(row.cluster);
    if (cluster !== undefined) Object.assign(row, { cluster, isChanged: true });
    const campaignId = campaigns.idOf(row.cluster);
    if (campaignId !== row.campaignId) Object.assign(row, { campaignId, isChanged: true });
  }
  await partCases(shaping);
  await joinCases(shaping);
}

/** What a case holds of one place. */
interface Group {
  place: Place;
  contents: Content[];
}

/** Moves subjects out of cases where they no longer belong: into their new cluster, or to their owner's case. */
async function partCases({ tx, book, effect, campaigns, chronicle, insert, cause, writes }: Shaping): Promise<void> {
  const leaving = new Map<string, number>();
  for (const { into, subjects } of effect.partings) for (const { node } of subjects) leaving.set(node, into);
  const partedFrom = new Set(effect.partings.map(({ from }) => from));
  const adopted = new Map(effect.owners.map((one) => [placeKey({ cluster: one.cluster, slot: one.before }), one]));
  const rows = [...book.cases.values()];
  const concerned = rows.filter(
    (row) => follows(row) && (partedFrom.has(row.cluster) || isUnsorted(row, campaigns) || adopted.has(placeKey(row))),
  );
  const frozen = rows.filter((row) => isFrozen(row) && partedFrom.has(row.cluster));
  if (concerned.length + frozen.length === 0) return;
  writes?.(); // Contents come with their owners.
  await reviveCampaigns(tx, effect, campaigns);
  const contents = await loadContents(
    tx,
    [...concerned, ...frozen].map((row) => row.id),
  );

  const standing = book.byPlace();
  const stand = (row: CaseRow) => standing.set(placeKey(row), [...(standing.get(placeKey(row)) ?? []), row]);
  const parting: { row: CaseRow; going: Group[] }[] = [];
  for (const row of concerned) {
    const groups = new Map<string, Group>();
    const astray: Content[] = [];
    for (const content of contents.get(row.id) ?? []) {
      const cluster = leaving.get(content.node) ?? row.cluster;
      if (content.cluster !== null && content.cluster !== cluster) {
        astray.push(content);
        continue;
      }
      const place = { cluster, slot: campaigns.is(cluster) ? content.owner : '' };
      const group = groups.get(placeKey(place));
      if (group) group.contents.push(content);
      else groups.set(placeKey(place), { place, contents: [content] });
    }
    let stays = groups.get(placeKey(row));
    const isMeant = (group: Group) => !group.contents.some(({ node }) => cause?.leaving.has(node));
    // What came with cases that were merged into this one goes first when people let it part: those come back.
    const brought = cause && groups.size > 1 ? await broughtInto(tx, row.id) : new Set<string>();
    const isOwn = (group: Group) => group.contents.some(({ node }) => !brought.has(node));
    const most = [...groups.values()].sort((a, b) => b.contents.length - a.contents.length);
    const better = stays && !isOwn(stays) ? most.find((group) => isMeant(group) && isOwn(group)) : undefined;
    if (!stays || better || (groups.size > 1 && !isMeant(stays))) {
      // The case goes with most of those whom nobody took out of it.
      stays = better ?? most.find(isMeant) ?? most[0];
      if (!stays) continue;
      const others = (standing.get(placeKey(row)) ?? []).filter((one) => one !== row);
      standing.set(placeKey(row), others);
      Object.assign(row, stays.place, { isChanged: true, campaignId: campaigns.idOf(stays.place.cluster) });
      stand(row);
    }
    if (groups.size < 2) continue;
    // Who left while the case was settled stays in it until a person says otherwise.
    stays.contents.push(...astray);
    restate(row, stays.contents);
    parting.push({ row, going: [...groups.values()].filter(({ place }) => placeKey(place) !== placeKey(row)) });
  }
  // Only when it is known where each stays: two may hold the same subject.
  const moves: SubjectMove[] = [];
  const created: CaseRow[] = [];
  for (const { row, going: groups } of parting) {
    for (const { place, contents: going } of groups) {
      let target = planMerge(standing.get(placeKey(place)) ?? [], book.now).survivor;
      if (!target && cause) {
        target = await reviveCase(tx, book, row, going);
        if (target) {
          Object.assign(target, place, { campaignId: campaigns.idOf(place.cluster) });
          chronicle.revived(target, row);
          stand(target);
        }
      }
      if (!target) {
        const first = subjectOf(going[0]?.node as string);
        target = book.create(place, { routes: {}, lead: null, first }, null);
        target.campaignId = campaigns.idOf(place.cluster);
        target.wasBorn = true;
        if (row.slaPausedAt === null) target.dueBy = row.dueAt;
        created.push(target);
        stand(target);
      }
      gain(target, sumOf(going));
      target.isReshaped = !target.isNew;
      for (const { node } of going) moves.push({ from: row.id, to: target.id, node });
      chronicle.parted(row, target, going);
    }
  }
  for (const row of frozen) {
    const going = (contents.get(row.id) ?? []).filter(({ node }) => leaving.has(node));
    if (going.length === 0) continue;
    const nodes = going.map(({ node }) => node);
    if (await propose(tx, 'part', row.id, null, nodes, null)) chronicle.partWaits(row, nodes.length);
  }
  for (const to of await alreadyThere(tx, moves, (id) => book.cases.get(id)?.isNew === true)) {
    const target = book.cases.get(to) as CaseRow;
    target.subjectCount--;
    target.activeSubjectCount--;
  }
  await campaigns.open(tx);
  insert(created);
  moveSubjects(tx, moves);
}

/** Whom cases held that were merged into this one. */
async function broughtInto(tx: Tx, caseId: string): Promise<Set<string>> {
  const rows = await tx.query<{ node: string }>(
    `select distinct s.subject_kind || ':' || s.subject_id as node from case_file f join case_subject s on s.case_id = f.id
     where f.merged_into = $1 and f.state = 'merged'`,
    [caseId],
  );
  return new Set(rows.map(({ node }) => node));
}

/** Brings back a case that was merged into this one, when half of what it held leaves, or more; the one of which most leaves. */
async function reviveCase(tx: Tx, book: CaseBook, from: CaseRow, going: readonly Content[]): Promise<CaseRow | null> {
  const [found] = await tx.query<{ id: string }>(
    `select f.id from case_file f join case_subject s on s.case_id = f.id
     where f.merged_into = $1 and f.state = 'merged' and s.subject_kind || ':' || s.subject_id = any($2::text[])
     group by f.id, f.subject_count having count(*) * 2 >= f.subject_count
     order by count(*)::float8 / f.subject_count desc, count(*) desc, f.id limit 1`,
    [from.id, going.map(({ node }) => node)],
  );
  if (!found) return null;
  const [row] = await loadCasesById(tx, [found.id]);
  if (!row) return null;
  // What had been merged into it before goes with it, so that it can be taken out of it again, too.
  await tx.query(
    `update case_file f set merged_into = $2 where f.merged_into = $1 and f.state = 'merged' and f.id <> $2
       and not exists (select 1 from case_subject s where s.case_id = f.id and s.subject_kind || ':' || s.subject_id <> all($3::text[]))`,
    [from.id, found.id, going.map(({ node }) => node)],
  );
  // What it was is told by its history; from now on it holds what comes.
  await tx.query('delete from case_subject where case_id = $1', [row.id]);
  if (row.slaPausedAt !== null) await runOn(tx, row);
  book.add([row]);
  Object.assign(row, { state: 'triaged', mergedInto: null, heldBy: null, heldUntil: null, isChanged: true });
  Object.assign(row, { alertCount: 0, subjectCount: 0, activeSubjectCount: 0, severity: 0, isReshaped: true });
  row.firstAlertAt = Number.POSITIVE_INFINITY;
  row.lastAlertAt = Number.NEGATIVE_INFINITY;
  row.tally = { ...row.tally, routes: {}, first: subjectOf(going[0]?.node as string) };
  return row;
}

/** A case that waited for somebody when it was merged comes back as one that waits for nobody: its clock runs on. */
async function runOn(tx: Tx, row: CaseRow): Promise<void> {
  const { now } = tx.context;
  row.dueAt = new Date(row.dueAt.getTime() + now.getTime() - (row.slaPausedAt?.getTime() ?? now.getTime()));
  row.slaPausedAt = null;
  await tx.query('update case_file set sla_paused_at = null, waiting_for = null where id = $1', [row.id]);
  await tx.query('update sla_interval set ended_at = $2 where case_id = $1 and ended_at is null', [row.id, now]);
  await tx.query(`insert into sla_interval (id, case_id, kind, started_at) values ($1, $2, 'running', $3)`, [
    newId(now),
    row.id,
    now,
  ]);
}

/** A case of a campaign that is not its organization's or account's yet. */
const isUnsorted = (row: CaseRow, campaigns: Campaigns): boolean => row.slot === '' && campaigns.is(row.cluster);

/** Makes cases that stand at one place one, as far as people let them. */
async function joinCases({ tx, book, effect, chronicle, cause }: Shaping): Promise<void> {
  const because = new Map(effect.merges.map((merge) => [merge.into, merge.because]));
  const merged: { loser: CaseRow; survivor: CaseRow }[] = [];
  for (const rows of book.byPlace().values()) {
    if (rows.length < 2) continue;
    const plan = planMerge(rows, book.now, cause?.together);
    const { survivor } = plan;
    if (!survivor) continue;
    const note = because.get(survivor.cluster) ?? null;
    for (const loser of plan.merged) {
      merged.push({ loser, survivor });
      const due = dueBeside(loser, survivor, book.now);
      if (survivor.dueBy === null || due < survivor.dueBy) survivor.dueBy = due;
    }
    // Inside a campaign, cases of one organization lie side by side anyway.
    for (const other of plan.proposed) {
      // A change of rules unites without naming the link; and a case that was settled may follow again beside its follow-up.
      const isNews = note !== null || cause !== null || (follows(other) && survivor.campaignId === null);
      if (isNews && (await propose(tx, 'merge', other.id, survivor.id, [], note)))
        chronicle.mergeWaits(survivor, other, note);
    }
    if (plan.merged.length > 0) chronicle.merged(survivor, plan.merged, note);
  }
  if (merged.length === 0) return;
  tx.post(
    'grouping-resolve-proposals',
    `update case_proposal set resolved_at = $2, resolution = 'merged'
     where resolved_at is null and (case_id = any($1::uuid[]) or other_case_id = any($1::uuid[]))`,
    [merged.map(({ loser }) => loser.id), book.now],
  );
  const added = await mergeCases(
    tx,
    merged.map(({ loser, survivor }) => ({ loser: loser.id, survivor: survivor.id })),
  );
  for (const { loser, survivor } of merged) {
    gain(survivor, { ...factsOf(loser), subjects: 0 });
    survivor.tally.lead ??= loser.tally.lead;
    survivor.isReshaped = true;
    Object.assign(loser, { state: 'merged', mergedInto: survivor.id, isChanged: true, isReshaped: true });
    if (survivor.organizationId !== loser.organizationId) survivor.organizationId = null;
  }
  for (const [id, subjects] of added) {
    const row = book.cases.get(id) as CaseRow;
    row.subjectCount += subjects;
    row.activeSubjectCount += subjects;
  }
}

/** What a case holds after others have left. */
function restate(row: CaseRow, contents: readonly Content[]): void {
  const sum = sumOf(contents);
  const gone = row.subjectCount - sum.subjects;
  Object.assign(row, {
    alertCount: sum.alerts,
    subjectCount: sum.subjects,
    activeSubjectCount: Math.max(0, row.activeSubjectCount - gone),
    severity: sum.severity,
    firstAlertAt: sum.firstAt,
    lastAlertAt: sum.lastAt,
    tally: { ...row.tally, routes: sum.routes, first: subjectOf(contents[0]?.node as string) },
    isChanged: true,
    isReshaped: true,
  });
}

const factsOf = (row: CaseRow): Gain => ({
  alerts: row.alertCount,
  subjects: row.subjectCount,
  severity: row.severity,
  firstAt: row.firstAlertAt,
  lastAt: row.lastAlertAt,
  routes: row.tally.routes,
});

function sumOf(contents: readonly Content[]): Gain {
  return {
    alerts: contents.reduce((sum, one) => sum + one.alerts, 0),
    subjects: contents.length,
    severity: Math.max(...contents.map((one) => one.severity)),
    firstAt: Math.min(...contents.map((one) => one.firstAt)),
    lastAt: Math.max(...contents.map((one) => one.lastAt)),
    routes: contents.reduce((sum, one) => addTally(sum, one.routes), {}),
  };
}
