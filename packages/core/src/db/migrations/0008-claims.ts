import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What claim-next passes over for a person: small lists, whatever the plan and however many people took part. */
export class Claims1763700000008 implements MigrationInterface {
  name = 'Claims1763700000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create index case_participant_appeal on case_participant (staff_id, case_id) where side = 'appeal';
      create index case_skip_staff on case_skip (staff_id, case_id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not reversible.');
  }
}
