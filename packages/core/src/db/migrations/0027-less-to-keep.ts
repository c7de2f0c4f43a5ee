import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What opens a case is written some seventeen rows at a time, so what each of them has to keep up counts. Events of a case
 * are found by the case already. A subject enters a case in the transaction that opened it or holds it locked, and cases
 * are never deleted: looking each of them up again says nothing new. And no plan hangs on what is in these documents, while
 * sorting samples of them was a third of what gathering statistics took beside grouping.
 */
export class LessToKeep1763700000027 implements MigrationInterface {
  name = 'LessToKeep1763700000027';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      drop index event_entity;
      create index event_entity on event (entity_kind, entity_id, id) where entity_kind <> 'case';
      alter table case_subject drop constraint case_subject_case_id_fkey;
      alter table case_file alter column because set statistics 0;
      alter table alert_occurrence alter column samples set statistics 0;
      alter table directory_entry alter column data set statistics 0;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not reversible.');
  }
}
