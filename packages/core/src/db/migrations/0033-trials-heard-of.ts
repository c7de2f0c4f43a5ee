import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A trial of rules is begun again when its worker was not heard of, not when it takes long; and given up when that
 * happened too often. Which beginning it is tells a worker that another one has it now.
 */
export class TrialsHeardOf1763700000033 implements MigrationInterface {
  name = 'TrialsHeardOf1763700000033';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      -- heard_at: by the clock of the database.
      alter table rule_trial
        add column heard_at timestamptz(3),
        add column beginnings smallint not null default 0;
      update rule_trial set heard_at = now(), beginnings = 1 where state = 'running';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `alter table rule_trial drop column heard_at, drop column beginnings`);
  }
}
