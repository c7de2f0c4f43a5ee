import { type ArrayParameter, instants, ints, smallints, texts, uuids } from '../../db/array-parameters.js';
import { columnsAs } from '../../db/columns.js';
import type { Tx } from '../../db/unit-of-work.js';

/** What a batch adds about one subject of one case. Times are epoch milliseconds. */
export interface SubjectGain {
  caseId: string;
  readonly node: string;
  readonly kind: string;
  readonly id: string;
  organizationId: string | null;
  alerts: number;
  severity: number;
  firstAt: number;
  lastAt: number;
}

const GAINS =
  'case_id uuid, kind text, id text, alerts int, severity smallint, first_at timestamptz, last_at timestamptz';

const UPDATE = `
  update case_subject s set alert_count = s.alert_count + n.alerts, severity = greatest(s.severity, n.severity),
    first_at = least(s.first_at, n.first_at), last_at = greatest(s.last_at, n.last_at)
  from ${columnsAs('n', GAINS)}
  where s.case_id = n.case_id and s.subject_kind = n.kind and s.subject_id = n.id`;
const TELLING = `${UPDATE} returning s.case_id, s.subject_kind || ':' || s.subject_id as node`;

const INSERT = `
  insert into case_subject (case_id, subject_kind, subject_id, alert_count, severity, first_at, last_at, organization_id)
  select n.case_id, n.kind, n.id, n.alerts, n.severity, n.first_at, n.last_at, n.organization_id
  from ${columnsAs('n', `${GAINS}, organization_id text`)}`;

const columnsOf = (gains: readonly SubjectGain[]): ArrayParameter[] => [
  uuids(gains.map((one) => one.caseId)),
  texts(gains.map((one) => one.kind)),
  texts(gains.map((one) => one.id)),
  ints(gains.map((one) => one.alerts)),
  smallints(gains.map((one) => one.severity)),
  instants(gains.map((one) => one.firstAt)),
  instants(gains.map((one) => one.lastAt)),
];

/** Adds to subjects that their cases have already. @returns those that they have not */
export async function updateSubjects(tx: Tx, gains: readonly SubjectGain[]): Promise<SubjectGain[]> {
  if (gains.length === 0) return [];
  const rows = await tx.prepared<{ case_id: string; node: string }>(
    'grouping-update-subjects',
    TELLING,
    columnsOf(gains),
  );
  const found = new Set(rows.map((row) => `${row.case_id}/${row.node}`));
  return gains.filter((one) => !found.has(`${one.caseId}/${one.node}`));
}

/** Adds to subjects of which it is known that their cases have them. */
export function countSubjects(tx: Tx, gains: readonly SubjectGain[]): void {
  if (gains.length > 0) tx.post('grouping-count-subjects', UPDATE, columnsOf(gains));
}

/** Enters subjects into cases. The cases are in the database. */
export function insertSubjects(tx: Tx, gains: readonly SubjectGain[]): void {
  if (gains.length === 0) return;
  tx.post('grouping-insert-subjects', INSERT, [...columnsOf(gains), texts(gains.map((one) => one.organizationId))]);
}

export interface DirectoryFacts {
  organizationId: string | null;
  country: string | null;
  language: string | null;
}

const DIRECTORY = `
  select n.node, coalesce(d.organization_id, case when d.kind = 'organization' then d.id end) as "organizationId",
    coalesce(o.data->>'country', d.data->>'country') as country, coalesce(o.data->>'language', d.data->>'language') as language
  from ${columnsAs('n', 'node text, kind text, id text')}
  join directory_entry d on d.kind = n.kind and d.id = n.id and not d.deleted
  left join directory_entry o on o.kind = 'organization' and o.id = d.organization_id`;

/** What the directory says of subjects; those that it does not know are missing. */
export async function directoryOf(tx: Tx, gains: readonly SubjectGain[]): Promise<Map<string, DirectoryFacts>> {
  if (gains.length === 0) return new Map();
  const rows = await tx.prepared<DirectoryFacts & { node: string }>('grouping-directory', DIRECTORY, [
    texts(gains.map((one) => one.node)),
    texts(gains.map((one) => one.kind)),
    texts(gains.map((one) => one.id)),
  ]);
  return new Map(rows.map((row) => [row.node, row]));
}
