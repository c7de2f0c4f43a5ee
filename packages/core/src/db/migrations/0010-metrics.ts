import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Counts that are kept up along history, so that a dashboard's cost does not depend on the number of alerts. */
export class Metrics1763700000010 implements MigrationInterface {
  name = 'Metrics1763700000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ROLLUPS);
    await runner.query(SOURCES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table rollup_state, rollup_hour, rollup_day, metric_fact, metric_span');
    await runner.query('alter table outcome drop column batch');
    await runner.query('drop index alert_observed, outcome_supersedes, outcome_current_provisional');
  }
}

const cells = (table: string): string => `
create table ${table} (
  metric text not null,
  at timestamptz(3) not null,
  route text not null,
  queue text not null,
  detector text not null,
  version text not null,
  kind text not null,
  bucket smallint not null,
  n bigint not null,
  total bigint not null,
  primary key (metric, at, route, queue, detector, version, kind, bucket)
) with (fillfactor = 80);
grant truncate on ${table} to portcullis_app;`;

const ROLLUPS = /* sql */ `
-- How far history has been read: everything below is what events up to this position say, and nothing else.
create table rollup_state (
  one boolean primary key default true check (one),
  position bigint not null default 0,
  -- The earliest and the latest moment that was read of.
  first_at timestamptz(3),
  last_at timestamptz(3)
);
insert into rollup_state default values;

-- '' is "does not apply" or the sum over a dimension. bucket: of a duration, else 0. total: milliseconds, else 0.
${cells('rollup_hour')}
${cells('rollup_day')}

-- What the counts count, one row for each thing, so that every number opens its list as of any position.
create table metric_fact (
  position bigint not null,
  ordinal smallint not null,
  metric text not null,
  at timestamptz(3) not null,
  route text not null,
  queue text not null,
  kind text not null,
  n bigint not null,
  ms bigint,
  entity_id uuid not null,
  case_id uuid,
  batch uuid,
  primary key (position, ordinal)
);
create index metric_fact_list on metric_fact (metric, at, position);
create index metric_fact_batch on metric_fact (batch) where batch is not null;
create index metric_fact_ordered on metric_fact (case_id) where metric = 'action_ordered';
grant truncate on metric_fact to portcullis_app;

-- From when to when a case was in the backlog, or an action in effect; a new row when route or queue change.
create table metric_span (
  kind text not null check (kind in ('backlog', 'effect')),
  entity_id uuid not null,
  from_position bigint not null,
  from_at timestamptz(3) not null,
  to_position bigint,
  to_at timestamptz(3),
  opened_at timestamptz(3) not null,
  due_at timestamptz(3),
  route text not null,
  queue text not null,
  primary key (entity_id, from_position)
) with (fillfactor = 80);
create index metric_span_open on metric_span (kind, opened_at) include (from_position, route, queue, due_at) where to_position is null;
create index metric_span_list on metric_span (kind, from_position);
create index metric_span_ended on metric_span (kind, to_at) where to_position is not null;
grant truncate on metric_span to portcullis_app;
`;

const SOURCES = /* sql */ `
-- Which event of history told of an outcome.
alter table outcome add column batch uuid;
create index outcome_batch on outcome (batch, id) where batch is not null;
create index outcome_supersedes on outcome (supersedes) where supersedes is not null;
create index outcome_current_provisional on outcome_current (detector_id, detector_version) where provisional;

-- Lists of alerts by when they were observed. Alerts come in nearly in that order, so that ranges of pages will do.
create index alert_observed on alert using brin (observed_at) with (pages_per_range = 32, autosummarize = on);
`;
