import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Partners are looked up by name, like organizations. */
export class PartnerNames1763700000020 implements MigrationInterface {
  name = 'PartnerNames1763700000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create index directory_partner_name on directory_entry (lower(data->>'name')) where kind = 'partner' and not deleted;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not reversible.');
  }
}
