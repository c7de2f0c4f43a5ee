import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of cases by when they were opened or decided. */
export class CaseDates1763700000006 implements MigrationInterface {
  name = 'CaseDates1763700000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create index case_opened on case_file (opened_at);
      create index case_decided on case_file (decided_at) where decided_at is not null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not reversible.');
  }
}
