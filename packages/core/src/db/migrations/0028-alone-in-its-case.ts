import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Most cases have one subject, and then what the subject has is what the case has: counting each alert in both rows was a
 * tenth of what grouping writes. A subject that is alone in its case is counted there only; whoever shows counts of
 * subjects reads them here. Before a second one comes, grouping writes down what the first one has.
 */
export class AloneInItsCase1763700000028 implements MigrationInterface {
  name = 'AloneInItsCase1763700000028';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create view case_subject_counted as
      select s.case_id, s.subject_kind, s.subject_id, s.organization_id,
        case when c.subject_count = 1 then c.alert_count else s.alert_count end as alert_count,
        case when c.subject_count = 1 then c.first_alert_at else s.first_at end as first_at,
        case when c.subject_count = 1 then c.last_alert_at else s.last_at end as last_at,
        s.severity, s.finding, s.finding_reason, s.finding_by, s.finding_at
      from case_subject s join case_file c on c.id = s.case_id;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not reversible.');
  }
}
