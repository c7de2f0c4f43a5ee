import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a campaign's page tells, worked out behind the scenes so that the page stays quick at any size. */
export class CampaignFacts1763700000018 implements MigrationInterface {
  name = 'CampaignFacts1763700000018';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      alter table campaign add column facts jsonb, add column facts_version integer not null default 0;
      create index campaign_facts_due on campaign (id) where merged_into is null and facts_version < version;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not reversible.');
  }
}
