import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who stands for the entries of the two lists: one proposes, somebody else confirms, wherever an entry reaches beyond
 * one case. Nothing is deleted, and what an entry covers never changes. Whom a campaign is attributed to is kept, version
 * by version.
 */
export class Lists1763700000023 implements MigrationInterface {
  name = 'Lists1763700000023';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      alter table allow_entry
        add column source text not null default '',
        add column evidence text not null default '',
        add column case_id uuid references case_file(id),
        add column proposed_at timestamptz(3),
        add column assigned_to uuid references staff(id),
        add column answered_by uuid references staff(id),
        add column answered_at timestamptz(3),
        add column answer_reason text,
        add column ended_by uuid references staff(id),
        add column ended_at timestamptz(3),
        add column end_reason text,
        -- The entry that this one takes further, or brings back.
        add column renews uuid references allow_entry(id),
        -- Alerts that came in again after the end, and when all had.
        add column revived bigint not null default 0,
        add column revived_at timestamptz(3);
      alter table allow_entry
        add constraint allow_entry_states check (state in ('proposed','refused','withdrawn','active','expired','revoked')),
        add constraint allow_entry_names check ((subject_kind is null) = (subject_id is null)
          and (indicator_type is null) = (indicator_value is null) and (subject_id is not null or indicator_value is not null)),
        add constraint allow_entry_year check (until > from_at and until <= from_at + interval '12 months 1 day');
      -- What is in force already stays as it came; whatever is written from now on has two names under it.
      alter table allow_entry add constraint allow_entry_four_eyes check (state in ('proposed','refused','withdrawn')
        or (proposed_by is not null and approved_by is not null and approved_by <> proposed_by)) not valid;
      create index allow_entry_value on allow_entry (indicator_type, indicator_value) where indicator_type is not null;
      create index allow_entry_subject on allow_entry (subject_kind, subject_id) where subject_id is not null;
      create index allow_entry_waiting on allow_entry (assigned_to) where state = 'proposed';
      create index allow_entry_ending on allow_entry (until) where state = 'active';
      create index allow_entry_reviving on allow_entry (id) where state in ('expired','revoked') and revived_at is null;
      create index alert_suppressed on alert (suppressed_by) where suppressed_by is not null;

      alter table hub_entry
        add column confirmed_by uuid references staff(id),
        -- In how many cases the value occurred when it was listed.
        add column cases integer,
        add column revoked_by uuid references staff(id),
        add column revoke_reason text,
        add constraint hub_entry_four_eyes check ((confirmed_by is null or confirmed_by <> added_by)
          and (added_by is null or coalesce(cases, 0) <= 1 or confirmed_by is not null));

      -- A hub that would reach beyond one case waits here for a second person.
      create table hub_proposal (
        id uuid primary key,
        indicator_type text not null,
        indicator_value text not null,
        kind text not null,
        reason text not null,
        source text not null,
        case_id uuid references case_file(id),
        cases integer not null,
        subjects integer not null,
        state text not null check (state in ('proposed','confirmed','refused','withdrawn')),
        proposed_by uuid not null references staff(id),
        proposed_at timestamptz(3) not null,
        assigned_to uuid not null references staff(id),
        answered_by uuid references staff(id),
        answered_at timestamptz(3),
        answer_reason text,
        entry_id uuid references hub_entry(id),
        check (assigned_to <> proposed_by),
        check ((state = 'proposed') = (answered_by is null)),
        check (state not in ('confirmed','refused') or answered_by <> proposed_by),
        check ((state = 'confirmed') = (entry_id is not null))
      );
      create unique index hub_proposal_open on hub_proposal (indicator_type, indicator_value) where state = 'proposed';
      create index hub_proposal_waiting on hub_proposal (assigned_to) where state = 'proposed';

      create function list_entry_stays() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' then
          raise exception 'an entry of a list is ended, never deleted' using errcode = '23514';
        end if;
        if tg_table_name = 'allow_entry' then
          if (old.detector_id, old.subject_kind, old.subject_id, old.indicator_type, old.indicator_value, old.from_at, old.until, old.proposed_by)
            is distinct from (new.detector_id, new.subject_kind, new.subject_id, new.indicator_type, new.indicator_value, new.from_at, new.until, new.proposed_by)
            or old.state not in ('proposed', new.state) and not (old.state = 'active' and new.state in ('expired','revoked'))
          then raise exception 'what an entry of the allow-list covers, and how it ended, never changes' using errcode = '23514'; end if;
        elsif (old.indicator_type, old.indicator_value, old.added_by, old.confirmed_by) is distinct from
          (new.indicator_type, new.indicator_value, new.added_by, new.confirmed_by) or (old.revoked_at is not null and new.revoked_at is null)
        then raise exception 'what an entry of the hub list covers, and how it ended, never changes' using errcode = '23514'; end if;
        return new;
      end $$;
      create trigger allow_entry_stays before update or delete on allow_entry for each row execute function list_entry_stays();
      create trigger hub_entry_stays before update or delete on hub_entry for each row execute function list_entry_stays();

      -- What people say about who runs a campaign; the newest one that stands is shown.
      create table campaign_attribution (
        id uuid primary key,
        campaign_id uuid not null references campaign(id),
        version integer not null,
        -- Null withdraws what was said before.
        operator text,
        confidence text check (confidence in ('low','moderate','high')),
        source text,
        reason text not null,
        by_id uuid not null references staff(id),
        at timestamptz(3) not null,
        unique (campaign_id, version),
        check ((operator is null) = (confidence is null) and (operator is null) = (source is null))
      );
      revoke update, delete on campaign_attribution from portcullis_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Not reversible: who stood for an entry would be lost.');
  }
}
