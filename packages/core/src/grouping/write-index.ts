import type { GroupingEffect } from '@portcullis/domain/grouping/index.port';
import { type ArrayParameter, bigints, booleans, ints, texts } from '../db/array-parameters.js';
import { columnsAs } from '../db/columns.js';
import type { Tx } from '../db/unit-of-work.js';

const SPAN = 'indicator_id bigint, subject_id bigint, first_day int, last_day int';

const STATEMENTS = {
  merges: `
    with m as (select * from ${columnsAs('m', 'src bigint, dst bigint')}),
    gone as (delete from grouping_cluster c using m where c.id = m.src)
    update grouping_subject s set cluster_id = m.dst from m where s.cluster_id = m.src`,
  subjects: `
    insert into grouping_subject (id, node, cluster_id, owner)
    select * from ${columnsAs('n', 'id bigint, node text, cluster_id bigint, owner text')}`,
  owners: `
    update grouping_subject s set owner = o.owner from ${columnsAs('o', 'id bigint, owner text')} where s.id = o.id`,
  partings: `
    update grouping_subject s set cluster_id = p.dst from ${columnsAs('p', 'id bigint, dst bigint')} where s.id = p.id`,
  newClusters: `insert into grouping_cluster (id, size) select * from ${columnsAs('n', 'id bigint, size int')}`,
  clusters: `
    update grouping_cluster c set size = n.size from ${columnsAs('n', 'id bigint, size int')} where c.id = n.id`,
  values: `
    insert into indicator (id, type, value, degree, representative, listed)
    select * from ${columnsAs('n', 'id bigint, type text, value text, degree int, representative bigint, listed boolean')}`,
  degrees: `
    update indicator v set degree = n.degree, representative = coalesce(v.representative, n.representative), listed = n.listed
    from ${columnsAs('n', 'id bigint, degree int, representative bigint, listed boolean')} where v.id = n.id`,
  carriers: `
    insert into indicator_carrier (indicator_id, subject_id, first_day, last_day)
    select * from ${columnsAs('n', SPAN)}`,
  spans: `
    update indicator_carrier p set first_day = n.first_day, last_day = n.last_day
    from ${columnsAs('n', SPAN)}
    where p.indicator_id = n.indicator_id and p.subject_id = n.subject_id`,
  types: `
    insert into indicator_type_count (type, carriers) select * from ${columnsAs('n', 'type text, carriers bigint')}
    on conflict (type) do update set carriers = excluded.carriers`,
  state: `
    update grouping_state set generation = $1, next_subject = $2, next_value = $3, next_cluster = $4, rule_set_id = $5`,
} as const;

type Name = keyof typeof STATEMENTS;

/** Enters values that are new. Nothing reads them before the transaction has ended. */
export function writeNewValues(tx: Tx, { values }: GroupingEffect): void {
  if (values.length === 0) return;
  tx.post(nameOf('values'), STATEMENTS.values, [
    numbers(values, (v) => v.id),
    words(values, (v) => v.type),
    words(values, (v) => v.value),
    counts(values, (v) => v.degree),
    bigints(values.map((v) => v.representative)),
    booleans(values.map((v) => v.listed)),
  ]);
}

/**
 * Writes what a batch changed in the index, but for the new values. Merges first, then partings: that is the order in
 * which they happened.
 */
export function writeIndex(tx: Tx, effect: GroupingEffect, generation: number, ruleSet: number): void {
  const run = (name: Name, count: number, ...columns: ArrayParameter[]) => {
    if (count > 0) tx.post(nameOf(name), STATEMENTS[name], columns);
  };
  const { merges, subjects, owners, clusters, degrees, spans, counters } = effect;
  const moved = effect.partings.flatMap(({ into, subjects: left }) => left.map(({ id }) => ({ id, into })));
  const created = clusters.filter((cluster) => cluster.isNew);
  const resized = clusters.filter((cluster) => !cluster.isNew);
  // In the order of their keys, which is what the pages of the index like.
  const postings = [...effect.postings].sort((a, b) => a.value - b.value || a.subject - b.subject);
  const types = [...effect.carriers];
  run(
    'merges',
    merges.length,
    numbers(merges, (m) => m.from),
    numbers(merges, (m) => m.into),
  );
  run(
    'subjects',
    subjects.length,
    numbers(subjects, (s) => s.id),
    words(subjects, (s) => s.node),
    numbers(subjects, (s) => s.cluster),
    words(subjects, (s) => s.owner),
  );
  run(
    'owners',
    owners.length,
    numbers(owners, (o) => o.id),
    words(owners, (o) => o.owner),
  );
  run(
    'partings',
    moved.length,
    numbers(moved, (m) => m.id),
    numbers(moved, (m) => m.into),
  );
  run(
    'newClusters',
    created.length,
    numbers(created, (c) => c.id),
    counts(created, (c) => c.size),
  );
  run(
    'clusters',
    resized.length,
    numbers(resized, (c) => c.id),
    counts(resized, (c) => c.size),
  );
  run(
    'degrees',
    degrees.length,
    numbers(degrees, (v) => v.id),
    counts(degrees, (v) => v.degree),
    bigints(degrees.map((v) => v.representative)),
    booleans(degrees.map((v) => v.listed)),
  );
  for (const [name, rows] of [
    ['carriers', postings],
    ['spans', spans],
  ] as const) {
    run(
      name,
      rows.length,
      numbers(rows, (p) => p.value),
      numbers(rows, (p) => p.subject),
      counts(rows, (p) => p.firstDay),
      counts(rows, (p) => p.lastDay),
    );
  }
  run(
    'types',
    types.length,
    words(types, ([type]) => type),
    numbers(types, ([, count]) => count),
  );
  tx.post(nameOf('state'), STATEMENTS.state, [
    generation,
    counters.nextSubject,
    counters.nextValue,
    counters.nextCluster,
    ruleSet,
  ]);
}

const nameOf = (name: Name): string => `grouping-write-${name}`;
const numbers = <T>(rows: readonly T[], of: (row: T) => number) => bigints(rows.map(of));
const counts = <T>(rows: readonly T[], of: (row: T) => number) => ints(rows.map(of));
const words = <T>(rows: readonly T[], of: (row: T) => string) => texts(rows.map(of));
