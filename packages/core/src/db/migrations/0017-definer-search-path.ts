import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Functions that run as the owner look for tables in `public` first: temporary ones, which any role may make under any
 * name, would otherwise come before.
 */
export class DefinerSearchPath1763700000017 implements MigrationInterface {
  name = 'DefinerSearchPath1763700000017';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      do $$ declare f regprocedure; begin
        for f in select oid::regprocedure from pg_proc where prosecdef and pronamespace = 'public'::regnamespace loop
          execute format('alter function %s set search_path = public, pg_temp', f);
        end loop;
      end $$`);
  }

  async down(): Promise<void> {
    throw new Error('Not reversible: the functions would be open to impostors again.');
  }
}
