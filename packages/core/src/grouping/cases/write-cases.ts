import {
  type ArrayParameter,
  bigints,
  booleans,
  instants,
  ints,
  jsonbs,
  jsons,
  smallints,
  texts,
  uuids,
} from '../../db/array-parameters.js';
import { columnsAs } from '../../db/columns.js';
import type { Tx } from '../../db/unit-of-work.js';
import type { CaseBook } from './case-book.js';
import { type QueueFacts, settle } from './case-facts.js';
import type { CaseRow } from './case-row.js';

interface Field {
  /** Name and type. */
  column: string;
  of: (rows: readonly CaseRow[], facts: readonly QueueFacts[]) => ArrayParameter;
}

/** What new alerts alone change. */
const COUNTS: readonly Field[] = [
  { column: 'id uuid', of: (rows) => uuids(rows.map((row) => row.id)) },
  { column: 'alert_count bigint', of: (rows) => bigints(rows.map((row) => row.alertCount)) },
  { column: 'first_alert_at timestamptz', of: (rows) => instants(rows.map((row) => row.firstAlertAt)) },
  { column: 'last_alert_at timestamptz', of: (rows) => instants(rows.map((row) => row.lastAlertAt)) },
  { column: 'tally json', of: (rows) => jsons(rows.map((row) => JSON.stringify(row.tally))) },
];
const FACTS: readonly Field[] = [
  ...COUNTS,
  { column: 'title text', of: (_, facts) => texts(facts.map((fact) => fact.title)) },
  { column: 'state text', of: (rows) => texts(rows.map((row) => row.state)) },
  { column: 'route text', of: (rows) => texts(rows.map((row) => row.route)) },
  { column: 'severity smallint', of: (rows) => smallints(rows.map((row) => row.severity)) },
  { column: 'queue_id text', of: (rows) => texts(rows.map((row) => row.queueId)) },
  { column: 'region text', of: (rows) => texts(rows.map((row) => row.region)) },
  { column: 'language text', of: (rows) => texts(rows.map((row) => row.language)) },
  { column: 'organization_id text', of: (rows) => texts(rows.map((row) => row.organizationId)) },
  { column: 'act_by timestamptz', of: (_, facts) => instants(facts.map((fact) => fact.actBy)) },
  { column: 'because jsonb', of: (_, facts) => jsonbs(facts.map((fact) => fact.because)) },
  { column: 'due_at timestamptz', of: (rows) => instants(rows.map((row) => row.dueAt)) },
  { column: 'subject_count int', of: (rows) => ints(rows.map((row) => row.subjectCount)) },
  { column: 'active_subject_count int', of: (rows) => ints(rows.map((row) => row.activeSubjectCount)) },
  { column: 'campaign_id uuid', of: (rows) => uuids(rows.map((row) => row.campaignId)) },
  { column: 'merged_into uuid', of: (rows) => uuids(rows.map((row) => row.mergedInto)) },
  { column: 'cluster_id bigint', of: (rows) => bigints(rows.map((row) => row.cluster)) },
  { column: 'slot text', of: (rows) => texts(rows.map((row) => row.slot)) },
];
const BIRTH: readonly Field[] = [
  ...FACTS,
  { column: 'follows_id uuid', of: (rows) => uuids(rows.map((row) => row.followsId)) },
  { column: 'opened_at timestamptz', of: (rows) => instants(rows.map((row) => row.openedAt)) },
];
const RESHAPED: Field = { column: 'reshaped boolean', of: (rows) => booleans(rows.map((row) => row.isReshaped)) };

const source = (fields: readonly Field[]): string => columnsAs('n', fields.map(({ column }) => column).join(', '));
const names = (fields: readonly Field[]): string[] => fields.map(({ column }) => column.split(' ')[0] as string);
const sets = (fields: readonly Field[]): string =>
  names(fields)
    .filter((name) => name !== 'id')
    .map((name) => `${name} = n.${name}`)
    .join(', ');

const INSERT = `
  insert into case_file (${names(BIRTH).join(', ')}, rule_set_id, updated_at)
  select n.*, $${BIRTH.length + 1}, $${BIRTH.length + 2} from ${source(BIRTH)}`;

const COUNT = `
  update case_file c set ${sets(COUNTS)}, rule_set_id = $${COUNTS.length + 1}, updated_at = $${COUNTS.length + 2}
  from ${source(COUNTS)} where c.id = n.id`;

// New alerts alone do not make a page stale: only what people act on does.
const changed = [...FACTS, RESHAPED];
const UPDATE = `
  update case_file c set ${sets(FACTS)}, held_by = case when n.merged_into is null then c.held_by end,
    held_until = case when n.merged_into is null then c.held_until end, version = c.version + n.reshaped::int,
    rule_set_id = $${changed.length + 1}, updated_at = $${changed.length + 2}
  from ${source(changed)} where c.id = n.id`;

/** Writes cases that are new or changed, with all that the queues need. */
export function writeCases(tx: Tx, book: CaseBook, rows: Iterable<CaseRow>, ruleSet: number): void {
  const fresh: [CaseRow, QueueFacts][] = [];
  const counted: CaseRow[] = [];
  const altered: [CaseRow, QueueFacts][] = [];
  for (const row of rows) {
    if (row.isNew) fresh.push([row, settle(book, row)]);
    else if (row.isChanged) {
      if (book.onlyCounts(row)) counted.push(row);
      else altered.push([row, settle(book, row)]);
    }
  }
  const write = (
    name: string,
    sql: string,
    fields: readonly Field[],
    some: readonly [CaseRow, QueueFacts | null][],
  ) => {
    if (some.length === 0) return;
    const cases = some.map(([row]) => row);
    const facts = some.map(([, fact]) => fact as QueueFacts);
    tx.post(name, sql, [...fields.map(({ of }) => of(cases, facts)), ruleSet, book.now]);
    for (const row of cases) book.written(row);
  };
  write('grouping-insert-cases', INSERT, BIRTH, fresh);
  write(
    'grouping-count-cases',
    COUNT,
    COUNTS,
    counted.map((row) => [row, null]),
  );
  write('grouping-update-cases', UPDATE, changed, altered);
}
