import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Detectors read outcomes along history. */
export class OutcomePull1763700000014 implements MigrationInterface {
  name = 'OutcomePull1763700000014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create index metric_fact_outcomes on metric_fact (position) include (batch) where metric = 'outcome'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index metric_fact_outcomes');
  }
}
