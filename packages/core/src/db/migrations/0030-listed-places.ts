import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What lies in a network on the hub list is a hub, too, so whoever groups keeps the listed addresses and networks in
 * memory. Which transaction changed them last tells whether what is kept still holds.
 */
export class ListedPlaces1763700000030 implements MigrationInterface {
  name = 'ListedPlaces1763700000030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      alter table grouping_state add column lists_changed text not null default '';
      create index hub_entry_places on hub_entry (indicator_type) where indicator_type in ('ip','network') and revoked_at is null;
      -- Entries from before count from now on for what lies in them and around them.
      update hub_entry set pending = true where indicator_type in ('ip','network') and revoked_at is null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      drop index hub_entry_places;
      alter table grouping_state drop column lists_changed;
    `);
  }
}
