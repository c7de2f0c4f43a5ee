import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people correct in grouping, as rules that last (GR-5), and with which case a hub was listed. */
export class Corrections1763700000012 implements MigrationInterface {
  name = 'Corrections1763700000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      -- Never used: what a person says is about many subjects at once.
      drop table case_constraint;

      create table grouping_correction (
        id uuid primary key,
        position bigint generated always as identity unique,
        kind text not null check (kind in ('together','apart')),
        act text not null check (act in ('split','move','merge','undo_merge','keep_apart')),
        -- A move is two rules; the second names the first and is undone with it.
        part_of uuid references grouping_correction(id),
        case_id uuid not null references case_file(id),
        other_case_id uuid references case_file(id),
        reason text not null,
        by_id uuid not null references staff(id),
        at timestamptz(3) not null,
        undone_at timestamptz(3),
        undone_by uuid references staff(id),
        undone_reason text
      );
      create index grouping_correction_case on grouping_correction (case_id);
      create index grouping_correction_other on grouping_correction (other_case_id) where other_case_id is not null;
      create index grouping_correction_part on grouping_correction (part_of) where part_of is not null;
      create index grouping_correction_at on grouping_correction (at);
      -- side 1: whom it speaks of; side 2: from whom they are kept apart.
      create table grouping_correction_node (
        correction_id uuid not null references grouping_correction(id),
        side smallint not null check (side in (1, 2)),
        node text not null,
        primary key (correction_id, side, node)
      );
      create index grouping_correction_of on grouping_correction_node (node);

      alter table hub_entry add column case_id uuid references case_file(id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not reversible: what people corrected would be lost.');
  }
}
