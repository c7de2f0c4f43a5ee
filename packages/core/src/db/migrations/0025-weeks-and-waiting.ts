import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Counts by the week, for long periods; and since when a case waits for no first look and no decision any more. */
export class WeeksAndWaiting1763700000025 implements MigrationInterface {
  name = 'WeeksAndWaiting1763700000025';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(WEEKS);
    await runner.query(WAITING);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table rollup_week');
    await runner.query('drop index metric_span_during');
    await runner.query('alter table metric_span drop column looked_at, drop column decided_at');
  }
}

const WEEKS = /* sql */ `
create table rollup_week (
  metric text not null,
  -- A Monday in UTC.
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
grant truncate on rollup_week to portcullis_app;`;

const WAITING = /* sql */ `
alter table metric_span add column looked_at timestamptz(3), add column decided_at timestamptz(3);
-- What was open at a moment, however much began before it and ended after it.
create index metric_span_during on metric_span using gist (tstzrange(from_at, to_at, '(]')) where kind = 'backlog';
`;
