import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What grouping keeps: its rules, its durable index of who shares what, and how a case hangs on its cluster. */
export class Grouping1763700000003 implements MigrationInterface {
  name = 'Grouping1763700000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RULES);
    await runner.query(INDEX);
    await runner.query(CASES);
  }

  async down(): Promise<void> {
    throw new Error('Not reversible: memberships would lose their grounds.');
  }
}

const RULES = /* sql */ `
create table rule_set (
  id integer primary key,
  name text not null,
  rules jsonb not null,
  author_id uuid references staff(id),
  reason text not null,
  state text not null check (state in ('draft','active','shadow','retired')),
  created_at timestamptz(3) not null default now(),
  activated_at timestamptz(3)
);
create unique index rule_set_active on rule_set ((true)) where state = 'active';

-- Values that add nothing to a link: VPN exits, hosting networks, gateways, agencies, universities, popular clients.
create table hub_entry (
  id uuid primary key,
  indicator_type text not null,
  indicator_value text not null,
  kind text not null,
  reason text not null,
  source text not null,
  added_by uuid references staff(id),
  added_at timestamptz(3) not null default now(),
  revoked_at timestamptz(3),
  -- Set when an entry is added or revoked, cleared by grouping in the batch that takes it into account.
  pending boolean not null default true
);
create index hub_entry_pending on hub_entry (id) where pending;
create unique index hub_entry_live on hub_entry (indicator_type, indicator_value) where revoked_at is null;

-- A person's ordered corrections (GR-5).
create table case_constraint (
  id uuid primary key,
  position bigint generated always as identity unique,
  kind text not null check (kind in ('must_link','cannot_link')),
  node text not null,
  other_node text not null,
  case_id uuid references case_file(id),
  reason text not null,
  by_id uuid not null references staff(id),
  at timestamptz(3) not null,
  undone_by uuid references case_constraint(id)
);

-- What grouping would do to cases that people have in hand; it waits for them (GR-4).
create table case_proposal (
  id uuid primary key,
  kind text not null check (kind in ('merge','part')),
  case_id uuid not null references case_file(id),
  other_case_id uuid references case_file(id),
  subjects jsonb not null default '[]',
  because json,
  created_at timestamptz(3) not null,
  resolved_at timestamptz(3),
  resolution text
);
create unique index case_proposal_merge on case_proposal (case_id, other_case_id) where kind = 'merge' and resolved_at is null;
create index case_proposal_case on case_proposal (case_id) where resolved_at is null;
create index case_proposal_other on case_proposal (other_case_id) where resolved_at is null;
`;

const INDEX = /* sql */ `
-- One row: who writes here holds the advisory lock of grouping; the generation tells others that their caches are stale.
create table grouping_state (
  one boolean primary key default true check (one),
  generation bigint not null default 0,
  next_subject bigint not null default 1,
  next_value bigint not null default 1,
  next_cluster bigint not null default 1,
  rule_set_id integer
);
insert into grouping_state default values;

create table grouping_cluster (
  id bigint primary key,
  size integer not null,
  campaign_id uuid references campaign(id)
) with (fillfactor = 80);

-- node is '<kind>:<id>'; owner says to which case of a campaign the subject belongs: its organization, else itself.
create table grouping_subject (
  id bigint primary key,
  node text not null unique,
  cluster_id bigint not null,
  owner text not null
) with (fillfactor = 80);
create index grouping_subject_cluster on grouping_subject (cluster_id);

create table indicator (
  id bigint primary key,
  type text not null,
  value text not null,
  degree integer not null,
  listed boolean not null default false,
  representative bigint,
  unique (type, value)
) with (fillfactor = 80);

create table indicator_carrier (
  indicator_id bigint not null,
  subject_id bigint not null,
  first_day integer not null,
  last_day integer not null,
  primary key (indicator_id, subject_id)
) with (fillfactor = 75);
create index indicator_carrier_subject on indicator_carrier (subject_id);

-- What intake read in the alert, in normal form: {"related": [{kind, id}], "indicators": [{type, value}]}. Without it
-- grouping reads the alert again.
alter table alert_pending add column sighting json;

-- Carriers of the types that no rule describes.
create table indicator_type_count (
  type text primary key,
  carriers bigint not null
);
`;

const CASES = /* sql */ `
-- slot: the organization or account inside a campaign, else ''. tally: alerts by route and what leads the title.
alter table case_file
  add column cluster_id bigint,
  add column slot text not null default '',
  add column tally json not null default '{}';
-- Cases that were opened together gain alerts together: half of a page is left for their next versions, so that an
-- update that leaves the queues alone touches no index.
alter table case_file set (fillfactor = 50);
alter table case_subject set (fillfactor = 50);
create index case_cluster on case_file (cluster_id, slot) where cluster_id is not null;
alter table campaign add column cluster_id bigint;

-- The case into which an alert was first put; case_id follows merges, this one never changes, so that any can be undone.
alter table case_alert add column home_case_id uuid;
`;
