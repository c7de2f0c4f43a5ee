import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What lists and look-ups of casework walk along. */
export class Casework1763700000004 implements MigrationInterface {
  name = 'Casework1763700000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create index case_severity_page on case_file (severity desc, act_by, id)
        where state in ('new','triaged','investigating','waiting_customer','waiting_partner','reopened');
      create index directory_name on directory_entry (lower(data->>'name')) where kind = 'organization' and not deleted;
      create index case_assignee on case_file (assignee_id) where assignee_id is not null;
      create index appeal_review_case on appeal_review (case_id);
      -- Every claim leaves a dead entry at the head of its queue's index: clear them early.
      alter table case_file set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000,
        autovacuum_vacuum_cost_delay = 0);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not reversible.');
  }
}
