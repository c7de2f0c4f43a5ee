import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An alert at which grouping fails is set aside, so that the others do not wait for it, and tried again later. And how
 * many alerts were placed in a time is read from that time, not from all there are.
 */
export class SetAside1763700000032 implements MigrationInterface {
  name = 'SetAside1763700000032';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      -- retry_at: null while it waits for grouping again. sighting as in alert_pending.
      create table alert_set_aside (
        alert_id uuid primary key,
        sighting json,
        error text not null,
        failed_at timestamptz(3) not null,
        tries integer not null default 1,
        retry_at timestamptz(3)
      );
      create index alert_set_aside_due on alert_set_aside (retry_at) where retry_at is not null;
      -- Written in the order of time: a summary of blocks finds them, and costs nearly nothing to keep.
      create index case_alert_since on case_alert using brin (since) with (pages_per_range = 32, autosummarize = on);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not reversible: alerts that were set aside would be lost.');
  }
}
