import { instants, jsons, plain, texts } from '../../db/array-literals.js';
import type { Tx } from '../../db/unit-of-work.js';
import type { CaseBook } from './case-book.js';
import { type QueueFacts, settle } from './case-facts.js';
import type { CaseRow } from './case-row.js';

interface Field {
  name: string;
  type: string;
  of: (rows: readonly CaseRow[], facts: readonly QueueFacts[]) => string;
}

/** What new alerts alone change. */
const COUNTS: readonly Field[] = [
  { name: 'id', type: 'uuid', of: (rows) => plain(rows.map((row) => row.id)) },
  { name: 'alert_count', type: 'bigint', of: (rows) => plain(rows.map((row) => row.alertCount)) },
  { name: 'first_alert_at', type: 'timestamptz', of: (rows) => instants(rows.map((row) => row.firstAlertAt)) },
  { name: 'last_alert_at', type: 'timestamptz', of: (rows) => instants(rows.map((row) => row.lastAlertAt)) },
  { name: 'tally', type: 'json', of: (rows) => jsons(rows.map((row) => JSON.stringify(row.tally))) },
];
const FACTS: readonly Field[] = [
  ...COUNTS,
  { name: 'title', type: 'text', of: (_, facts) => texts(facts.map((fact) => fact.title)) },
  { name: 'state', type: 'text', of: (rows) => texts(rows.map((row) => row.state)) },
  { name: 'route', type: 'text', of: (rows) => texts(rows.map((row) => row.route)) },
  { name: 'severity', type: 'smallint', of: (rows) => plain(rows.map((row) => row.severity)) },
  { name: 'queue_id', type: 'text', of: (rows) => texts(rows.map((row) => row.queueId)) },
  { name: 'region', type: 'text', of: (rows) => texts(rows.map((row) => row.region)) },
  { name: 'language', type: 'text', of: (rows) => texts(rows.map((row) => row.language)) },
  { name: 'organization_id', type: 'text', of: (rows) => texts(rows.map((row) => row.organizationId)) },
  { name: 'act_by', type: 'timestamptz', of: (_, facts) => instants(facts.map((fact) => fact.actBy)) },
  { name: 'because', type: 'jsonb', of: (_, facts) => jsons(facts.map((fact) => fact.because)) },
  { name: 'due_at', type: 'timestamptz', of: (rows) => instants(rows.map((row) => row.dueAt)) },
  { name: 'subject_count', type: 'int', of: (rows) => plain(rows.map((row) => row.subjectCount)) },
  { name: 'active_subject_count', type: 'int', of: (rows) => plain(rows.map((row) => row.activeSubjectCount)) },
  { name: 'campaign_id', type: 'uuid', of: (rows) => plain(rows.map((row) => row.campaignId)) },
  { name: 'merged_into', type: 'uuid', of: (rows) => plain(rows.map((row) => row.mergedInto)) },
  { name: 'cluster_id', type: 'bigint', of: (rows) => plain(rows.map((row) => row.cluster)) },
  { name: 'slot', type: 'text', of: (rows) => texts(rows.map((row) => row.slot)) },
];
const BIRTH: readonly Field[] = [
  ...FACTS,
  { name: 'follows_id', type: 'uuid', of: (rows) => plain(rows.map((row) => row.followsId)) },
  { name: 'opened_at', type: 'timestamptz', of: (rows) => instants(rows.map((row) => row.openedAt)) },
];
const RESHAPED: Field = { name: 'reshaped', type: 'boolean', of: (rows) => plain(rows.map((row) => row.isReshaped)) };

const source = (fields: readonly Field[]): string =>
  `unnest(${fields.map(({ type }, i) => `$${i + 1}::${type}[]`).join(', ')}) as n(${fields.map(({ name }) => name).join(', ')})`;
const sets = (fields: readonly Field[]): string =>
  fields
    .filter(({ name }) => name !== 'id')
    .map(({ name }) => `${name} = n.${name}`)
    .join(', ');

const INSERT = `
  insert into case_file (${BIRTH.map(({ name }) => name).join(', ')}, rule_set_id, updated_at)
  select ${BIRTH.map(({ name }) => `n.${name}`).join(', ')}, $${BIRTH.length + 1}, $${BIRTH.length + 2} from ${source(BIRTH)}`;

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
