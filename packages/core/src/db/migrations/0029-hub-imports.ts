import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lists of hubs come in files: the exits of a VPN, the networks of a host. A file waits as a whole for its second person
 * (EV-4), and is taken back as a whole; each value of it is an entry of the hub list that names it.
 */
export class HubImports1763700000029 implements MigrationInterface {
  name = 'HubImports1763700000029';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table hub_import (
        id uuid primary key,
        file_name text,
        reason text not null,
        source text not null,
        values_count integer not null check (values_count > 0),
        -- Lines that could not be read, which the proposer left out knowingly.
        left_out integer not null,
        -- How many of its values occurred in alerts when it was proposed, and how many with several subjects.
        known integer not null,
        shared integer not null,
        state text not null check (state in ('proposed','confirmed','refused','withdrawn','revoked')),
        proposed_by uuid not null references staff(id),
        proposed_at timestamptz(3) not null,
        assigned_to uuid not null references staff(id),
        answered_by uuid references staff(id),
        answered_at timestamptz(3),
        answer_reason text,
        -- Entries that it became: not those that were on the list already.
        listed integer,
        ended_by uuid references staff(id),
        ended_at timestamptz(3),
        end_reason text,
        check (assigned_to <> proposed_by),
        check ((state = 'proposed') = (answered_by is null)),
        check (state not in ('confirmed','refused','revoked') or answered_by <> proposed_by),
        check ((state in ('confirmed','revoked')) = (listed is not null)),
        check ((state = 'revoked') = (ended_by is not null))
      );
      create index hub_import_waiting on hub_import (assigned_to) where state = 'proposed';

      create table hub_import_value (
        import_id uuid not null references hub_import(id),
        place integer not null,
        indicator_type text not null,
        indicator_value text not null,
        indicator_match text not null,
        kind text not null,
        primary key (import_id, place)
      );
      create index hub_import_value_named on hub_import_value (indicator_type, indicator_match);
      revoke update, delete on hub_import_value from portcullis_app;

      alter table hub_entry add column import_id uuid references hub_import(id);
      -- As grouping compares it: people write one value in several ways. Entries from before this have their spelling only.
      alter table hub_entry add column indicator_match text;
      create index hub_entry_matched on hub_entry (indicator_type, (coalesce(indicator_match, indicator_value))) where revoked_at is null;
      create index hub_entry_imported on hub_entry (import_id) where import_id is not null;

      create function hub_import_stays() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' then
          raise exception 'an import of hubs is ended, never deleted' using errcode = '23514';
        end if;
        if (old.file_name, old.reason, old.source, old.values_count, old.proposed_by, old.proposed_at)
          is distinct from (new.file_name, new.reason, new.source, new.values_count, new.proposed_by, new.proposed_at)
          or old.state not in ('proposed', new.state) and not (old.state = 'confirmed' and new.state = 'revoked')
        then raise exception 'what an import of hubs holds, and how it ended, never changes' using errcode = '23514'; end if;
        return new;
      end $$;
      create trigger hub_import_stays before update or delete on hub_import for each row execute function hub_import_stays();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not reversible: who stood for an entry would be lost.');
  }
}
