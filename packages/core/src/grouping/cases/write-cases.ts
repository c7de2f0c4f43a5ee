import type { Tx } from '../../db/unit-of-work.js';
import type { CaseBook } from './case-book.js';
import { settle } from './case-facts.js';
import type { CaseRow } from './case-row.js';

const FIELDS = [
  ['id', 'uuid'],
  ['title', 'text'],
  ['state', 'text'],
  ['route', 'text'],
  ['severity', 'smallint'],
  ['queue_id', 'text'],
  ['region', 'text'],
  ['language', 'text'],
  ['organization_id', 'text'],
  ['act_by', 'timestamptz'],
  ['because', 'jsonb'],
  ['due_at', 'timestamptz'],
  ['alert_count', 'bigint'],
  ['subject_count', 'int'],
  ['active_subject_count', 'int'],
  ['first_alert_at', 'timestamptz'],
  ['last_alert_at', 'timestamptz'],
  ['campaign_id', 'uuid'],
  ['merged_into', 'uuid'],
  ['cluster_id', 'bigint'],
  ['slot', 'text'],
  ['tally', 'json'],
  ['follows_id', 'uuid'],
  ['opened_at', 'timestamptz'],
  ['reshaped', 'boolean'],
] as const;

const names = FIELDS.map(([name]) => name);
const inserted = names.filter((name) => name !== 'reshaped');
const fixed = new Set(['id', 'opened_at', 'follows_id', 'reshaped']);
const unnest = `unnest(${FIELDS.map(([, type], i) => `$${i + 1}::${type}[]`).join(', ')}) as n(${names.join(', ')})`;
const next = FIELDS.length + 1;

const INSERT = `
  insert into case_file (${inserted.join(', ')}, rule_set_id, updated_at)
  select ${inserted.map((name) => `n.${name}`).join(', ')}, $${next}, $${next + 1} from ${unnest}`;

// New alerts alone do not make a page stale: only what people act on does.
const UPDATE = `
  update case_file c set ${names
    .filter((name) => !fixed.has(name))
    .map((name) => `${name} = n.${name}`)
    .join(', ')},
    held_by = case when n.merged_into is null then c.held_by end,
    held_until = case when n.merged_into is null then c.held_until end,
    version = c.version + n.reshaped::int, rule_set_id = $${next}, updated_at = $${next + 1}
  from ${unnest} where c.id = n.id`;

/** Severity of each case before the batch, for those that were there. */
export type SeverityBefore = ReadonlyMap<string, number>;

/** Writes cases that are new or changed, with all that the queues need. */
export async function writeCases(
  tx: Tx,
  book: CaseBook,
  rows: readonly CaseRow[],
  before: SeverityBefore,
  ruleSet: number,
): Promise<void> {
  const write = async (name: string, sql: string, some: readonly CaseRow[]) => {
    if (some.length === 0) return;
    const facts = some.map((row) => settle(book, row, { severity: before.get(row.id) ?? row.severity }));
    await tx.prepared(name, sql, [
      some.map((row) => row.id),
      facts.map((fact) => fact.title),
      some.map((row) => row.state),
      some.map((row) => row.route),
      some.map((row) => row.severity),
      some.map((row) => row.queueId),
      some.map((row) => row.region),
      some.map((row) => row.language),
      some.map((row) => row.organizationId),
      facts.map((fact) => fact.actBy),
      facts.map((fact) => fact.because),
      some.map((row) => row.dueAt),
      some.map((row) => row.alertCount),
      some.map((row) => row.subjectCount),
      some.map((row) => row.activeSubjectCount),
      some.map((row) => new Date(row.firstAlertAt)),
      some.map((row) => new Date(row.lastAlertAt)),
      some.map((row) => row.campaignId),
      some.map((row) => row.mergedInto),
      some.map((row) => row.cluster),
      some.map((row) => row.slot),
      some.map((row) => JSON.stringify(row.tally)),
      some.map((row) => row.followsId),
      some.map((row) => row.openedAt),
      some.map((row) => row.isReshaped),
      ruleSet,
      book.now,
    ]);
    for (const row of some) Object.assign(row, { isNew: false, isChanged: false });
  };
  const fresh = rows.filter((row) => row.isNew);
  const known = rows.filter((row) => row.isChanged && !row.isNew);
  await write('grouping-insert-cases', INSERT, fresh);
  await write('grouping-update-cases', UPDATE, known);
}
