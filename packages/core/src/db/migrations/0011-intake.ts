import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What intake counts and keeps beside the alerts. */
export class Intake1763700000011 implements MigrationInterface {
  name = 'Intake1763700000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      -- Ids that were accepted, by what became of them; their sum over the slots. held_back: suppressed or in shadow.
      create table intake_counter (
        slot smallint primary key,
        accepted bigint not null default 0,
        folded bigint not null default 0,
        held_back bigint not null default 0,
        duplicates bigint not null default 0,
        rejected bigint not null default 0
      ) with (fillfactor = 20, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_scale_factor = 0);

      -- The same input from the same key is kept once and counted, until somebody has put it right.
      alter table alert_rejected add column times bigint not null default 1;
      create unique index alert_rejected_same on alert_rejected (raw_sha256, api_key_id) nulls not distinct where replayed_at is null;
      drop index alert_rejected_time;
      create index alert_rejected_open on alert_rejected (received_at desc, id desc) where replayed_at is null;

      -- Every alert passes through: what has left is cleared away early.
      alter table alert_pending set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000,
        autovacuum_vacuum_cost_delay = 0);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not reversible.');
  }
}
