import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is written most costs less. Most cases are new and of nobody in the directory, so they need no entry among those
 * that are further and those of customers. A finding's count changes with each repeat and should stay on its page. And
 * what hangs below an entry is looked up with tombstones among it, which the index did not have.
 */
export class HotWrites1763700000026 implements MigrationInterface {
  name = 'HotWrites1763700000026';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      drop index case_state;
      create index case_state on case_file (state, id) where state <> 'new';
      drop index case_organization;
      create index case_organization on case_file (organization_id) where organization_id is not null;
      alter table alert_occurrence set (fillfactor = 60);
      drop index directory_parent;
      create index directory_parent on directory_entry (parent_kind, parent_id) where parent_id is not null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not reversible.');
  }
}
