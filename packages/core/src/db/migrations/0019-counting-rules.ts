import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When what is counted changes with a release, history is counted anew. */
export class CountingRules1763700000019 implements MigrationInterface {
  name = 'CountingRules1763700000019';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table rollup_state add column rules integer not null default 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table rollup_state drop column rules');
  }
}
