import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of the person's own part the key decides, which nothing can race; the trigger looks at those above and below only. */
export class Independence1763700000016 implements MigrationInterface {
  name = 'Independence1763700000016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create or replace function appeal_side_is_independent() returns trigger language plpgsql as $$
      begin
        if exists (
          select 1 from case_participant p where p.case_id = new.case_id and p.side = 'first_instance' and p.staff_id <> new.staff_id
            and (new.staff_id in (select staff_above(p.staff_id)) or p.staff_id in (select staff_above(new.staff_id)))
        ) then
          raise exception 'not independent: manages, or is managed by, a person who had a part in the matter' using errcode = 'check_violation';
        end if;
        return new;
      end $$`);
  }

  async down(): Promise<void> {
    throw new Error('Not reversible.');
  }
}
