import { subjectOf } from '@portcullis/domain';
import { texts, uuids } from '../../db/array-parameters.js';
import { columnsAs } from '../../db/columns.js';
import type { Tx } from '../../db/unit-of-work.js';

/** What a case holds of one subject. */
export interface Content {
  node: string;
  owner: string;
  /** Where the index has it; null when it does not. */
  cluster: number | null;
  alerts: number;
  severity: number;
  /** Epoch milliseconds. */
  firstAt: number;
  lastAt: number;
  routes: Record<string, number>;
}

const CONTENTS = `
  select r.case_id as "caseId", r.node, coalesce(s.owner, r.node) as owner, s.cluster_id as cluster, sum(r.alerts)::int as alerts, max(r.severity) as severity,
    min(r.first_at) as "firstAt", max(r.last_at) as "lastAt", json_object_agg(r.route, r.alerts) as routes
  from (
    select c.case_id, c.subject_kind || ':' || c.subject_id as node, a.route, count(*)::int as alerts, max(a.severity)::int as severity,
      (extract(epoch from min(c.observed_at)) * 1000)::float8 as first_at,
      (extract(epoch from max(c.observed_at)) * 1000)::float8 as last_at
    from case_alert c join alert a on a.id = c.alert_id where c.case_id = any($1::uuid[]) group by 1, 2, 3) r
  left join grouping_subject s on s.node = r.node
  group by r.case_id, r.node, s.owner, s.cluster_id order by r.case_id, r.node`;

/** By case, what it holds of each of its subjects. */
export async function loadContents(tx: Tx, caseIds: readonly string[]): Promise<Map<string, Content[]>> {
  const rows = await tx.prepared<Content & { caseId: string }>('grouping-contents', CONTENTS, [caseIds]);
  const contents = new Map<string, Content[]>();
  for (const row of rows) {
    const own = contents.get(row.caseId);
    if (own) own.push(row);
    else contents.set(row.caseId, [row]);
  }
  return contents;
}

export interface SubjectMove {
  from: string;
  to: string;
  node: string;
}

const MOVES = `select * from ${columnsAs('m', 'src uuid, dst uuid, kind text, id text')}`;

// One walk through the alerts of the cases, each looked up among the moves: looked up the other way round, every subject
// that leaves would have all alerts of its case read.
const BY_HASHING = `select set_config('enable_hashjoin', 'on', true), set_config('enable_nestloop', 'off', true)`;
const ONE_BY_ONE = `select set_config('enable_hashjoin', 'off', true), set_config('enable_nestloop', 'on', true)`;
const MOVE_ALERTS = `
  with m as (${MOVES})
  update case_alert a set case_id = m.dst from m
  where a.case_id = any($5::uuid[]) and a.case_id = m.src and a.subject_kind = m.kind and a.subject_id = m.id`;

const FINDING = ['finding', 'finding_reason', 'finding_by', 'finding_at'] as const;

// Of what was found about a subject the latest stands, and nothing that was left open stands against it.
const HELD = `
  subject_kind, subject_id, max(organization_id), sum(alert_count), min(first_at), max(last_at), max(severity), ${FINDING.map(
    (column) => `(array_agg(${column} order by finding = 'undetermined', finding_at desc nulls last))[1]`,
  ).join(', ')}`;
const IS_LATER = `(excluded.finding <> 'undetermined', coalesce(excluded.finding_at, '-infinity'))
  > (case_subject.finding <> 'undetermined', coalesce(case_subject.finding_at, '-infinity'))`;
const INTO = `
  insert into case_subject (case_id, subject_kind, subject_id, organization_id, alert_count, first_at, last_at, severity, ${FINDING.join(', ')})`;
const ADDING = `
  on conflict (case_id, subject_kind, subject_id) do update set alert_count = case_subject.alert_count + excluded.alert_count,
    first_at = least(case_subject.first_at, excluded.first_at), last_at = greatest(case_subject.last_at, excluded.last_at),
    severity = greatest(case_subject.severity, excluded.severity), ${FINDING.map(
      (column) => `${column} = case when ${IS_LATER} then excluded.${column} else case_subject.${column} end`,
    ).join(', ')}`;

// Two cases may hold one subject, and both let it go to the same third.
const MOVE_SUBJECTS = `
  with m as (${MOVES}),
  gone as (delete from case_subject s using m where s.case_id = m.src and s.subject_kind = m.kind and s.subject_id = m.id
    returning m.dst, s.*)
  ${INTO} select dst, ${HELD} from gone group by dst, subject_kind, subject_id ${ADDING}`;

// Whoever had a part in a matter has one in what becomes of it, and hears no appeal about it (AP-3); whoever would not
// look at it is not served it under another number.
const CARRY_PEOPLE = `
  with m as (select distinct src, dst from ${columnsAs('m', 'src uuid, dst uuid')}),
  skips as (
    insert into case_skip (case_id, staff_id, reason, at)
    select distinct on (m.dst, s.staff_id) m.dst, s.staff_id, s.reason, s.at from m join case_skip s on s.case_id = m.src
    order by m.dst, s.staff_id, s.at desc on conflict do nothing)
  insert into case_participant (case_id, staff_id, side, part, at)
  select distinct on (m.dst, p.staff_id) m.dst, p.staff_id, p.side, p.part, p.at from m join case_participant p on p.case_id = m.src
  where p.side = 'first_instance' order by m.dst, p.staff_id, p.at on conflict do nothing`;

/** Moves what cases hold of some subjects to other cases, findings included; who had a part in the one has it in the other. */
export function moveSubjects(tx: Tx, moves: readonly SubjectMove[]): void {
  if (moves.length === 0) return;
  const subjects = moves.map(({ node }) => subjectOf(node));
  const columns = [
    uuids(moves.map(({ from }) => from)),
    uuids(moves.map(({ to }) => to)),
    texts(subjects.map(({ kind }) => kind)),
    texts(subjects.map(({ id }) => id)),
  ];
  tx.post('grouping-by-hashing', BY_HASHING);
  tx.post('grouping-move-alerts', MOVE_ALERTS, [...columns, uuids([...new Set(moves.map(({ from }) => from))])]);
  tx.post('grouping-one-by-one', ONE_BY_ONE);
  tx.post('grouping-move-subjects', MOVE_SUBJECTS, columns);
  tx.post('grouping-carry-people', CARRY_PEOPLE, columns.slice(0, 2));
}

/** For each move that brings its case no subject more, since that has it or another move brings it, the id of the case. */
export async function alreadyThere(
  tx: Tx,
  moves: readonly SubjectMove[],
  isNew: (id: string) => boolean,
): Promise<string[]> {
  const keyOf = ({ to, node }: SubjectMove) => `${to}/${node}`;
  const once = new Map(moves.map((move) => [keyOf(move), move]));
  const again = moves.filter((move) => once.get(keyOf(move)) !== move);
  const perhaps = [...once.values()].filter(({ to }) => !isNew(to));
  const subjects = perhaps.map(({ node }) => subjectOf(node));
  const there =
    perhaps.length === 0
      ? []
      : await tx.query<{ to: string }>(
          `select m.dst as "to" from ${columnsAs('m', 'dst uuid, kind text, id text')}
           join case_subject s on s.case_id = m.dst and s.subject_kind = m.kind and s.subject_id = m.id`,
          [
            uuids(perhaps.map(({ to }) => to)),
            texts(subjects.map(({ kind }) => kind)),
            texts(subjects.map(({ id }) => id)),
          ],
        );
  return [...again, ...there].map(({ to }) => to);
}

const MERGES = `select * from unnest($1::uuid[], $2::uuid[]) as m(loser, survivor)`;

const MERGE_ALERTS = `
  with m as (${MERGES}) update case_alert a set case_id = m.survivor from m where a.case_id = m.loser`;

// The rows of the merged case stay as they are: they say what it was.
const MERGE_SUBJECTS = `
  with m as (${MERGES})
  ${INTO} select survivor, ${HELD} from m join case_subject s on s.case_id = m.loser group by survivor, subject_kind, subject_id
  ${ADDING} returning case_id, (xmax = 0) as inserted`;

const POINT_ON = `
  with m as (${MERGES}) update case_file f set merged_into = m.survivor from m where f.merged_into = m.loser`;

/** @returns by surviving case, how many subjects it had not had before */
export async function mergeCases(
  tx: Tx,
  merges: readonly { loser: string; survivor: string }[],
): Promise<Map<string, number>> {
  const columns = [merges.map(({ loser }) => loser), merges.map(({ survivor }) => survivor)];
  const people = [uuids(merges.map(({ loser }) => loser)), uuids(merges.map(({ survivor }) => survivor))];
  tx.post('grouping-merge-alerts', MERGE_ALERTS, columns);
  const merged = tx.prepared<{ case_id: string; inserted: boolean }>(
    'grouping-merge-subjects',
    MERGE_SUBJECTS,
    columns,
  );
  tx.post('grouping-merge-point-on', POINT_ON, columns);
  tx.post('grouping-carry-people', CARRY_PEOPLE, people);
  const added = new Map<string, number>();
  for (const row of await merged) if (row.inserted) added.set(row.case_id, (added.get(row.case_id) ?? 0) + 1);
  return added;
}
