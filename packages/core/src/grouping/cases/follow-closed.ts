import { type RuleSet, subjectOf } from '@portcullis/domain';
import { follows } from '@portcullis/domain/grouping/case-follow';
import { afterClosing, type ClosedCase } from '@portcullis/domain/grouping/closed-case';
import { ints, texts } from '../../db/array-parameters.js';
import { columnsAs } from '../../db/columns.js';
import { newId } from '../../db/ids.js';
import type { Tx } from '../../db/unit-of-work.js';
import type { Arrival } from './arrivals.js';
import { type CaseBook, placeKey } from './case-book.js';
import { type CaseRow, loadCasesById } from './case-row.js';
import type { Chronicle } from './chronicle.js';

const DECIDED = `
  select distinct on (d.case_id) d.case_id as id, d.kind as decision, d.decided_at as "decidedAt",
    exists (select 1 from appeal p where p.decision_id = d.id and p.result = 'reversed') as reversed
  from decision d where d.case_id = any($1::uuid[]) and d.state = 'approved' order by d.case_id, d.decided_at desc`;

const ELSEWHERE = `
  select distinct on (q.place) q.place, f.id from ${columnsAs('q', 'place int, kind text, id text')}
  join case_subject s on s.subject_kind = q.kind and s.subject_id = q.id
  join case_file f on f.id = s.case_id and f.merged_into is null
  order by q.place, f.opened_at desc, f.id desc`;

/**
 * Finds a case for alerts where none follows: one that was closed too early is opened again, else there is a new one,
 * which names the one before and says whether the scheme went on after a measure (GR-8).
 */
export async function followClosed(
  tx: Tx,
  book: CaseBook,
  rules: RuleSet,
  chronicle: Chronicle,
  arrivals: readonly Arrival[],
  standing: ReadonlyMap<string, readonly CaseRow[]>,
  beginners: ReadonlySet<string>,
): Promise<void> {
  const before = new Map<Arrival, CaseRow>();
  for (const arrival of arrivals) {
    const here = standing.get(placeKey(arrival.place)) ?? [];
    const latest = [...here].sort((a, b) => b.openedAt.getTime() - a.openedAt.getTime())[0];
    if (latest) before.set(arrival, latest);
  }
  const elsewhere = await closedElsewhere(
    tx,
    arrivals.filter((arrival) => !before.has(arrival)),
    beginners,
  );
  for (const [arrival, row] of elsewhere) before.set(arrival, row);
  const decided = new Map<string, Omit<ClosedCase, 'state'>>();
  if (before.size > 0) {
    const ids = [...before.values()].map(({ id }) => id);
    for (const { id, ...rest } of await tx.query<Omit<ClosedCase, 'state'> & { id: string }>(DECIDED, [ids]))
      decided.set(id, rest);
  }
  const reopened: CaseRow[] = [];
  for (const arrival of arrivals) {
    const closed = before.get(arrival);
    const first = subjectOf(arrival.alerts[0]?.node as string);
    const facts = (closed && decided.get(closed.id)) ?? { decision: null, decidedAt: null, reversed: false };
    const plan = closed && afterClosing({ state: closed.state, ...facts }, rules.closed, book.now);
    if (closed && plan?.act === 'reopen' && !elsewhere.has(arrival)) {
      reopen(book, chronicle, closed);
      reopened.push(closed);
      arrival.row = closed;
      continue;
    }
    arrival.row = book.create(arrival.place, { routes: {}, lead: null, first }, closed?.id ?? null);
    if (!closed || plan?.repeatedAfterDays == null || facts.decision === null) continue;
    const repeat = { caseId: arrival.row.id, earlierId: closed.id, decision: facts.decision };
    book.repeats.push({ ...repeat, days: plan.repeatedAfterDays });
    chronicle.repeats(arrival.row, closed.id, facts.decision, plan.repeatedAfterDays);
  }
  if (reopened.length === 0) return;
  const ids = reopened.map(({ id }) => id);
  await tx.query(
    `update case_file set resolved_at = null, final_at = null, assignee_id = null, sla_paused_at = null, waiting_for = null
     where id = any($1::uuid[])`,
    [ids],
  );
  await tx.query(
    `insert into sla_interval (id, case_id, kind, started_at)
     select n.id, n.case_id, 'running', $3 from unnest($1::uuid[], $2::uuid[]) as n(id, case_id)`,
    [ids.map(() => newId(book.now)), ids, book.now],
  );
}

/**
 * The last case that had one of these subjects and no longer follows, where none stands at their place: a scheme that has
 * become a campaign has its closed case elsewhere, and so has a customer whose cluster was joined or parted since. Such a
 * case is not opened again, for it would not stand where its subjects do.
 */
async function closedElsewhere(
  tx: Tx,
  arrivals: readonly Arrival[],
  beginners: ReadonlySet<string>,
): Promise<Map<Arrival, CaseRow>> {
  const asked = arrivals.flatMap((arrival, place) =>
    [...arrival.subjects.values()]
      .filter(({ node }) => !beginners.has(node))
      .map(({ kind, id }) => ({ place, kind, id })),
  );
  if (asked.length === 0) return new Map();
  const found = await tx.prepared<{ place: number; id: string }>('grouping-closed-elsewhere', ELSEWHERE, [
    ints(asked.map(({ place }) => place)),
    texts(asked.map(({ kind }) => kind)),
    texts(asked.map(({ id }) => id)),
  ]);
  if (found.length === 0) return new Map();
  const rows = new Map((await loadCasesById(tx, [...new Set(found.map(({ id }) => id))])).map((row) => [row.id, row]));
  return new Map(
    found.flatMap(({ place, id }) => {
      const row = rows.get(id);
      return row && !follows(row) ? [[arrivals[place] as Arrival, row] as const] : [];
    }),
  );
}

function reopen(book: CaseBook, chronicle: Chronicle, row: CaseRow): void {
  const { state } = row;
  const minutes = book.targetMinutes(row.queueId, row.severity);
  const dueAt = new Date(book.now.getTime() + minutes * 60_000);
  Object.assign(row, { state: 'reopened', heldBy: null, heldUntil: null, dueAt, slaPausedAt: null });
  Object.assign(row, { isChanged: true, isReshaped: true });
  chronicle.reopened(row, state);
}

/** Keeps which cases are repeats. The cases are in the database. */
export async function writeRepeats(tx: Tx, book: CaseBook): Promise<void> {
  if (book.repeats.length === 0) return;
  await tx.query(
    `insert into case_repeat (case_id, earlier_case_id, decision, days, at)
     select n.case_id, n.earlier, n.decision, n.days, $5
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::int[]) as n(case_id, earlier, decision, days)`,
    [
      book.repeats.map(({ caseId }) => caseId),
      book.repeats.map(({ earlierId }) => earlierId),
      book.repeats.map(({ decision }) => decision),
      book.repeats.map(({ days }) => days),
      book.now,
    ],
  );
}
