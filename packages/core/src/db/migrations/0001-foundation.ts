import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The tables that every stage stands on. Column words are those of `@portcullis/domain` (vocabulary.ts);
 * instants are `timestamptz(3)` because JavaScript dates drop microseconds; ids are uuid v7 made by the application.
 */
export class Foundation1763700000001 implements MigrationInterface {
  name = 'Foundation1763700000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ACCESS);
    await runner.query(HISTORY);
    await runner.query(DIRECTORY);
    await runner.query(INTAKE);
    await runner.query(CASEWORK);
    await runner.query(DECISIONS);
    await runner.query(ENFORCEMENT);
    await runner.query(NOTICES_APPEALS);
    await runner.query(OUTCOMES);
    await runner.query(GRANTS);
  }

  async down(): Promise<void> {
    throw new Error('The first migration is not reversible: restore a backup instead.');
  }
}

const ACCESS = /* sql */ `
create table staff (
  id uuid primary key,
  email text not null,
  name text not null,
  password_hash text,
  roles text[] not null,
  languages text[] not null default '{en}',
  manager_id uuid references staff(id),
  wip_limit integer not null default 5,
  active boolean not null default true,
  created_at timestamptz(3) not null default now(),
  version integer not null default 1
);
create unique index staff_email on staff (lower(email));

create table staff_session (
  id uuid primary key,
  token_hash bytea not null unique,
  staff_id uuid not null references staff(id),
  created_at timestamptz(3) not null default now(),
  last_seen_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  revoked_at timestamptz(3),
  user_agent text
);
create index staff_session_staff on staff_session (staff_id);

-- Attempts per key (an address, an e-mail, a link) and window; kept here so that a restart forgets nothing.
create table attempt (
  key text not null,
  window_start timestamptz(3) not null,
  count integer not null default 1,
  primary key (key, window_start)
);

create table api_key (
  id uuid primary key,
  name text not null,
  scopes text[] not null,
  prefix text not null,
  secret_hash bytea not null unique,
  detectors text[] not null default '{}',
  default_detector text,
  created_by uuid references staff(id),
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3),
  revoked_at timestamptz(3),
  last_used_at timestamptz(3),
  rotated_from uuid references api_key(id)
);

create table setting (
  key text primary key,
  value jsonb not null,
  updated_by uuid,
  updated_at timestamptz(3) not null default now()
);
`;

const HISTORY = /* sql */ `
-- Append-only. The envelope is chained; the body can be erased without breaking the chain.
create table event (
  id uuid primary key,
  stage text not null,
  kind text not null,
  entity_kind text not null,
  entity_id text not null,
  case_id uuid,
  actor_kind text not null check (actor_kind in ('staff','system','customer','detector','directory','control_plane','export')),
  actor_id text,
  automatic boolean not null,
  occurred_at timestamptz(3) not null,
  recorded_at timestamptz(3) not null default now(),
  request_id text,
  body_digest bytea not null
);
create index event_case on event (case_id, id) where case_id is not null;
create index event_entity on event (entity_kind, entity_id, id);

create table event_body (
  event_id uuid primary key,
  salt bytea,
  body json
);

create table event_unsealed (event_id uuid primary key);

create table event_chain (
  position bigint primary key,
  event_id uuid not null unique,
  hash bytea not null
);

-- One text for one envelope, used by the sequencer and by the verifier alike.
create function event_envelope(e event) returns text language sql immutable parallel safe as $$
  select concat_ws('|', e.id, e.stage, e.kind, e.entity_kind, e.entity_id, coalesce(e.case_id::text, '-'), e.actor_kind,
    coalesce(e.actor_id, '-'), e.automatic, (extract(epoch from e.occurred_at) * 1000)::bigint,
    (extract(epoch from e.recorded_at) * 1000)::bigint, coalesce(e.request_id, '-'), encode(e.body_digest, 'hex'))
$$;

-- Work to be delivered: written in the transaction of its cause, dispatched and completed by the worker.
create table outbox (
  id uuid primary key,
  topic text not null,
  payload jsonb not null,
  created_at timestamptz(3) not null default now(),
  not_before timestamptz(3) not null default now(),
  dispatched_at timestamptz(3),
  completed_at timestamptz(3),
  attempts integer not null default 0,
  failed_at timestamptz(3),
  last_error text
);
create index outbox_due on outbox (not_before, id) where completed_at is null and failed_at is null;
create index outbox_done on outbox (completed_at) where completed_at is not null;
`;

const DIRECTORY = /* sql */ `
-- What the provider says of its customers: organizations, accounts, keys, seats, contacts, partners, usage.
-- organization_id is the root of the parent chain, kept by the upsert.
create table directory_entry (
  kind text not null,
  id text not null,
  version bigint not null,
  deleted boolean not null default false,
  parent_kind text,
  parent_id text,
  organization_id text,
  data jsonb not null,
  updated_at timestamptz(3) not null default now(),
  primary key (kind, id)
);
create index directory_parent on directory_entry (parent_kind, parent_id) where not deleted;
create index directory_organization on directory_entry (organization_id, kind) where not deleted;
create index directory_email on directory_entry (lower(data->>'email')) where kind = 'contact';
`;

const INTAKE = /* sql */ `
-- Registry (IN-10): what counts about a detector is what stands here, not what a sender claims.
create table detector (
  id text primary key,
  name text not null,
  family text,
  sources text[] not null default '{}',
  state text not null default 'active' check (state in ('active','shadow','retired')),
  permitted_routes text[] not null default '{}',
  highest_severity smallint not null default 5,
  lawful_use text not null default 'corroborate' check (lawful_use in ('triage','corroborate','decisive')),
  goes_wrong_on text,
  precision_floor real,
  registered_by text not null default 'person' check (registered_by in ('person','sight')),
  created_at timestamptz(3) not null default now(),
  version integer not null default 1
);
create table detector_version (
  detector_id text not null references detector(id),
  version text not null,
  state text not null default 'active' check (state in ('active','shadow','retired','withdrawn')),
  first_seen_at timestamptz(3) not null default now(),
  primary key (detector_id, version)
);

-- Never changed after it is accepted. Partitioned by time through its uuid v7.
create table alert (
  id uuid not null,
  detector_id text not null,
  external_id text not null,
  detector_version text,
  kind text,
  title text,
  severity smallint not null,
  confidence smallint,
  route text not null,
  subject_kind text not null,
  subject_id text not null,
  observed_at timestamptz(3) not null,
  received_at timestamptz(3) not null,
  shadow boolean not null default false,
  suppressed_by uuid,
  api_key_id uuid,
  body json not null,
  primary key (id)
) partition by range (id);
create table alert_default partition of alert default;
create index alert_subject on alert (subject_kind, subject_id);
create index alert_detector on alert (detector_id, id);

create table alert_identity (
  detector_id text not null,
  external_id text not null,
  content_hash bytea not null,
  alert_id uuid not null,
  folded boolean not null default false,
  primary key (detector_id, external_id)
);
create index alert_identity_folded on alert_identity (alert_id) where folded;

-- One row for each finding and folding window; repeats are counted here.
create table alert_occurrence (
  fold_key bytea primary key,
  alert_id uuid not null,
  count bigint not null default 1,
  first_at timestamptz(3) not null,
  last_at timestamptz(3) not null,
  samples jsonb not null default '[]'
);
create index alert_occurrence_alert on alert_occurrence (alert_id);

-- What waits for grouping; a row leaves in the transaction that puts its alert into a case.
create table alert_pending (
  alert_id uuid primary key,
  enqueued_at timestamptz(3) not null default now()
);

create table alert_rejected (
  id uuid primary key,
  received_at timestamptz(3) not null,
  api_key_id uuid,
  detector_id text,
  external_id text,
  problem jsonb not null,
  raw bytea not null,
  raw_sha256 bytea not null,
  raw_length bigint not null,
  replayed_at timestamptz(3),
  replayed_as uuid
);
create index alert_rejected_time on alert_rejected (received_at desc);

-- Monthly partitions, made ahead of time; the boundaries are the smallest uuid v7 of a month.
create function uuid7_floor(t timestamptz) returns uuid language sql immutable as $$
  select (lpad(to_hex((extract(epoch from t) * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid
$$;
create function ensure_alert_partitions(from_month date, months integer) returns integer
language plpgsql security definer set search_path = public as $$
declare m date; made integer := 0; part text;
begin
  for i in 0..months - 1 loop
    m := (date_trunc('month', from_month) + make_interval(months => i))::date;
    part := 'alert_' || to_char(m, 'YYYYMM');
    if to_regclass('public.' || part) is null then
      execute format('create table %I partition of alert for values from (%L) to (%L)', part,
        uuid7_floor(m::timestamp at time zone 'UTC'), uuid7_floor((m + interval '1 month')::timestamp at time zone 'UTC'));
      made := made + 1;
    end if;
  end loop;
  return made;
end $$;
select ensure_alert_partitions((now() - interval '1 month')::date, 4);
`;

const CASEWORK = /* sql */ `
create table queue (
  id text primary key,
  name text not null,
  position integer not null,
  routes text[] not null default '{}',
  minimum_severity smallint not null default 0,
  regions text[] not null default '{}',
  languages text[] not null default '{}',
  skills text[] not null default '{}',
  sla_minutes jsonb not null
);
create table staff_queue (
  staff_id uuid not null references staff(id),
  queue_id text not null references queue(id),
  primary key (staff_id, queue_id)
);

create table campaign (
  id uuid primary key,
  number bigint generated always as identity unique,
  title text not null,
  route text not null,
  severity smallint not null,
  alert_count bigint not null default 0,
  subject_count bigint not null default 0,
  case_count integer not null default 0,
  exchanges bigint not null default 0,
  first_alert_at timestamptz(3),
  last_alert_at timestamptz(3),
  attribution jsonb,
  merged_into uuid references campaign(id),
  opened_at timestamptz(3) not null,
  version integer not null default 1
);

-- held_by/held_until are the lease: one row, one holder, so that no two people can hold a case.
-- act_by is the priority as an instant (due time less bonuses), recomputed by events only.
create sequence case_number start 1001;
create table case_file (
  id uuid primary key,
  number bigint not null unique default nextval('case_number'),
  title text not null,
  state text not null,
  route text not null,
  severity smallint not null,
  queue_id text not null references queue(id),
  region text,
  language text,
  organization_id text,
  act_by timestamptz(3) not null,
  because jsonb not null default '[]',
  due_at timestamptz(3) not null,
  sla_paused_at timestamptz(3),
  alert_count bigint not null default 0,
  subject_count integer not null default 0,
  active_subject_count integer not null default 0,
  first_alert_at timestamptz(3) not null,
  last_alert_at timestamptz(3) not null,
  opened_at timestamptz(3) not null,
  first_reviewed_at timestamptz(3),
  decided_at timestamptz(3),
  resolved_at timestamptz(3),
  final_at timestamptz(3),
  monitor_until timestamptz(3),
  held_by uuid references staff(id),
  held_since timestamptz(3),
  held_until timestamptz(3),
  assignee_id uuid references staff(id),
  waiting_for text,
  campaign_id uuid references campaign(id),
  merged_into uuid references case_file(id),
  follows_id uuid references case_file(id),
  rule_set_id integer,
  version integer not null default 1,
  updated_at timestamptz(3) not null default now()
);
create index case_claimable on case_file (queue_id, act_by, id) where held_by is null and state in ('new','triaged','investigating','reopened');
create index case_queue_page on case_file (queue_id, act_by, id) where state in ('new','triaged','investigating','waiting_customer','waiting_partner','reopened');
create index case_open_page on case_file (act_by, id) where state in ('new','triaged','investigating','waiting_customer','waiting_partner','reopened');
create index case_state on case_file (state, id);
create index case_held on case_file (held_until) where held_by is not null;
create index case_holder on case_file (held_by) where held_by is not null;
create index case_organization on case_file (organization_id);
create index case_campaign on case_file (campaign_id) where campaign_id is not null;
create index case_merged on case_file (merged_into) where merged_into is not null;

-- A subject of a case, and what it turned out to be (CW-9).
create table case_subject (
  case_id uuid not null references case_file(id),
  subject_kind text not null,
  subject_id text not null,
  organization_id text,
  alert_count bigint not null default 0,
  first_at timestamptz(3) not null,
  last_at timestamptz(3) not null,
  severity smallint not null,
  finding text not null default 'undetermined',
  finding_reason text,
  finding_by uuid references staff(id),
  finding_at timestamptz(3),
  primary key (case_id, subject_kind, subject_id)
);
create index case_subject_subject on case_subject (subject_kind, subject_id);
create index case_subject_organization on case_subject (organization_id) where organization_id is not null;

-- Membership of an alert in a case, with the explanation of its link (GR-2).
create table case_alert (
  alert_id uuid primary key,
  case_id uuid not null,
  subject_kind text not null,
  subject_id text not null,
  detector_id text not null,
  observed_at timestamptz(3) not null,
  score real not null default 0,
  link json,
  rule_set_id integer not null,
  since timestamptz(3) not null
);
create index case_alert_case on case_alert (case_id, observed_at desc, alert_id);

create table case_skip (
  case_id uuid not null,
  staff_id uuid not null,
  reason text not null,
  at timestamptz(3) not null,
  primary key (case_id, staff_id)
);
create table sla_interval (
  id uuid primary key,
  case_id uuid not null references case_file(id),
  kind text not null check (kind in ('running','paused')),
  started_at timestamptz(3) not null,
  ended_at timestamptz(3)
);
create index sla_interval_case on sla_interval (case_id, started_at);
create table case_comment (
  id uuid primary key,
  case_id uuid not null references case_file(id),
  author_id uuid not null references staff(id),
  body text not null,
  mentions uuid[] not null default '{}',
  at timestamptz(3) not null
);
create index case_comment_case on case_comment (case_id, id);

create table attachment (
  id uuid primary key,
  case_id uuid references case_file(id),
  appeal_id uuid,
  customer_id uuid,
  uploaded_by_kind text not null check (uploaded_by_kind in ('staff','customer')),
  uploaded_by text,
  name text not null,
  media_type text not null,
  size integer not null,
  sha256 bytea not null,
  purpose text,
  scan_state text not null default 'not_scanned',
  at timestamptz(3) not null
);
create index attachment_case on attachment (case_id) where case_id is not null;
create index attachment_appeal on attachment (appeal_id) where appeal_id is not null;
create table attachment_content (
  attachment_id uuid primary key references attachment(id),
  customer_id uuid,
  content bytea not null
);
`;

const DECISIONS = /* sql */ `
create table policy_version (
  id integer primary key,
  title text not null,
  effective_from timestamptz(3) not null
);
create table policy_clause (
  id text not null,
  policy_version integer not null references policy_version(id),
  title text not null,
  body text not null,
  routes text[] not null default '{}',
  primary key (id, policy_version)
);

create sequence decision_number start 1;
create table decision (
  id uuid primary key,
  number bigint not null unique default nextval('decision_number'),
  case_id uuid not null references case_file(id),
  kind text not null,
  state text not null check (state in ('proposed','approved','returned','refused','withdrawn','expired')),
  scope text,
  route text not null,
  ground text check (ground in ('contractual','legal')),
  clause_id text,
  policy_version integer,
  facts text not null default '',
  reasons text not null default '',
  considered jsonb not null default '[]',
  reach jsonb not null default '{}',
  independence jsonb not null default '{}',
  load_bearing jsonb not null default '[]',
  binding_hash bytea,
  until timestamptz(3),
  emergency boolean not null default false,
  automatic boolean not null default false,
  proposer_id uuid references staff(id),
  proposed_at timestamptz(3) not null,
  needed jsonb not null default '[]',
  outcome_verdict text,
  outcome_reason text,
  restriction jsonb,
  decided_at timestamptz(3),
  expires_at timestamptz(3),
  ended_reason text,
  version integer not null default 1,
  foreign key (clause_id, policy_version) references policy_clause(id, policy_version)
);
create index decision_case on decision (case_id, id);
create index decision_waiting on decision (proposed_at) where state = 'proposed';

-- Evidence that a decision names: an alert (and the evidence item in it), for an element of the clause.
create table decision_evidence (
  decision_id uuid not null references decision(id),
  alert_id uuid not null,
  element text not null default 'conduct',
  detector_id text not null,
  detector_version text,
  family text,
  sources text[] not null default '{}',
  load_bearing boolean not null default false,
  primary key (decision_id, alert_id, element)
);
create index decision_evidence_alert on decision_evidence (alert_id);
create index decision_evidence_detector on decision_evidence (detector_id, detector_version) where load_bearing;

create table decision_subject (
  decision_id uuid not null references decision(id),
  subject_kind text not null,
  subject_id text not null,
  organization_id text,
  primary key (decision_id, subject_kind, subject_id)
);

-- A person stands on one side of a matter, for ever: whoever claimed, proposed, approved, ratified, verified or reviewed it
-- is of the first instance and cannot hear its appeal, and the other way round. The key decides, so nothing can race it.
create table case_participant (
  case_id uuid not null references case_file(id),
  staff_id uuid not null references staff(id),
  side text not null check (side in ('first_instance','appeal')),
  part text not null,
  at timestamptz(3) not null,
  primary key (case_id, staff_id),
  unique (case_id, staff_id, side)
);
-- Two people, one key: whoever took one part in a decision cannot take another.
create table decision_participant (
  decision_id uuid not null references decision(id),
  case_id uuid not null,
  staff_id uuid not null references staff(id),
  role text not null check (role in ('proposer','approver','ratifier')),
  side text not null default 'first_instance' check (side = 'first_instance'),
  at timestamptz(3) not null,
  primary key (decision_id, staff_id),
  unique (decision_id, staff_id, role),
  foreign key (case_id, staff_id, side) references case_participant(case_id, staff_id, side)
);
alter table decision add column proposer_role text not null default 'proposer' check (proposer_role = 'proposer');
alter table decision add constraint decision_proposer_is_participant
  foreign key (id, proposer_id, proposer_role) references decision_participant(decision_id, staff_id, role) deferrable initially deferred;

create table approval (
  id uuid primary key,
  decision_id uuid not null,
  staff_id uuid not null,
  role text not null default 'approver' check (role in ('approver','ratifier')),
  answer text not null check (answer in ('approved','returned','refused')),
  slot smallint,
  binding_hash bytea not null,
  reason text not null default '',
  at timestamptz(3) not null,
  foreign key (decision_id, staff_id, role) references decision_participant(decision_id, staff_id, role)
);
create index approval_decision on approval (decision_id);
`;

const ENFORCEMENT = /* sql */ `
create table action (
  id uuid primary key,
  decision_id uuid not null references decision(id),
  case_id uuid not null references case_file(id),
  kind text not null,
  scope text not null,
  subject_kind text not null,
  subject_id text not null,
  organization_id text,
  customer_id uuid,
  state text not null,
  until timestamptz(3),
  seats integer not null default 0,
  exchanges30d bigint not null default 0,
  effects jsonb not null default '{}',
  reason_code text not null,
  automatic boolean not null default false,
  ordered_at timestamptz(3) not null,
  in_effect_at timestamptz(3),
  ended_at timestamptz(3),
  end_reason text,
  failure text,
  version integer not null default 1
);
create index action_decision on action (decision_id);
create index action_case on action (case_id);
create index action_subject on action (subject_kind, subject_id);
create index action_customer on action (customer_id) where customer_id is not null;
create index action_state on action (state, id);
create index action_until on action (until) where until is not null and state = 'active';

create table webhook_endpoint (
  id uuid primary key,
  kind text not null check (kind in ('control_plane','detector','provisioning')),
  detector_id text references detector(id),
  url text not null,
  secrets jsonb not null,
  active boolean not null default true,
  disabled_reason text,
  created_at timestamptz(3) not null default now()
);

-- One message to one receiver. Within a lane (a subject, a detector) messages go out in order of sequence.
create table delivery_lane (
  lane text primary key,
  last_sequence bigint not null default 0
);
create table delivery (
  id uuid primary key,
  -- Who gets it; which endpoint that is, is looked up when it is sent, so that a decision never waits for a setting.
  endpoint_kind text not null check (endpoint_kind in ('control_plane','detector','provisioning')),
  detector_id text,
  endpoint_id uuid references webhook_endpoint(id),
  lane text not null,
  sequence bigint not null,
  kind text not null,
  payload json not null,
  action_id uuid,
  case_id uuid,
  state text not null default 'pending' check (state in ('pending','delivered','dead','skipped')),
  attempts integer not null default 0,
  next_attempt_at timestamptz(3) not null,
  leased_until timestamptz(3),
  last_status integer,
  last_error text,
  created_at timestamptz(3) not null,
  delivered_at timestamptz(3),
  skipped_by uuid,
  skip_reason text,
  unique (lane, sequence)
);
create index delivery_due on delivery (next_attempt_at, id) where state = 'pending';
create index delivery_dead on delivery (created_at) where state = 'dead';
create index delivery_action on delivery (action_id) where action_id is not null;
`;

const NOTICES_APPEALS = /* sql */ `
-- Whom a matter concerns: an organization, or an account without one. The subject of row-level security.
create table customer (
  id uuid primary key,
  subject_kind text not null,
  subject_id text not null,
  name text not null,
  language text not null default 'en',
  country text,
  created_at timestamptz(3) not null default now(),
  unique (subject_kind, subject_id)
);

create sequence notice_number start 1;
create table notice (
  id uuid primary key,
  number bigint not null unique default nextval('notice_number'),
  customer_id uuid not null references customer(id),
  decision_id uuid not null references decision(id),
  appeal_id uuid,
  kind text not null,
  state text not null,
  language text not null,
  template text not null,
  template_version integer not null,
  to_email text,
  subject_line text not null,
  body_text text not null,
  body_html text not null,
  statement jsonb not null,
  withheld jsonb not null default '[]',
  dsa jsonb not null default '{}',
  created_at timestamptz(3) not null,
  sent_at timestamptz(3),
  delivered_at timestamptz(3),
  read_at timestamptz(3),
  failure text,
  attempts integer not null default 0,
  next_attempt_at timestamptz(3),
  appeal_until timestamptz(3),
  version integer not null default 1
);
create index notice_customer on notice (customer_id, id);
create index notice_decision on notice (decision_id);
create index notice_unsent on notice (next_attempt_at) where state in ('ready','bounced');
create table notice_action (
  notice_id uuid not null references notice(id),
  action_id uuid not null references action(id),
  customer_id uuid not null,
  primary key (notice_id, action_id)
);
create index notice_action_action on notice_action (action_id);

create table portal_link (
  id uuid primary key,
  token_hash bytea not null unique,
  customer_id uuid not null references customer(id),
  notice_id uuid not null references notice(id),
  purpose text not null default 'matter',
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  revoked_at timestamptz(3),
  opened_at timestamptz(3)
);
create table portal_session (
  id uuid primary key,
  token_hash bytea not null unique,
  customer_id uuid not null references customer(id),
  notice_id uuid not null references notice(id),
  link_id uuid not null references portal_link(id),
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  revoked_at timestamptz(3)
);

-- What the customer may see of an appeal; what reviewers think is in appeal_review.
create sequence appeal_number start 1;
create table appeal (
  id uuid primary key,
  number bigint not null unique default nextval('appeal_number'),
  customer_id uuid not null references customer(id),
  notice_id uuid not null references notice(id),
  decision_id uuid not null references decision(id),
  state text not null,
  standing text not null default 'verified_contact',
  contact_name text not null default '',
  statement text not null default '',
  grounds text[] not null default '{}',
  interim_relief text not null default 'none' check (interim_relief in ('none','asked','granted','refused')),
  relief_due_at timestamptz(3),
  relief_limits text,
  relief_reason text,
  cured boolean not null default false,
  on_the_file boolean not null default false,
  created_at timestamptz(3) not null,
  submitted_at timestamptz(3),
  acknowledged_at timestamptz(3),
  due_at timestamptz(3),
  paused_at timestamptz(3),
  question_rounds smallint not null default 0,
  answer_due_at timestamptz(3),
  decided_at timestamptz(3),
  result text,
  result_reason text,
  result_text text,
  version integer not null default 1
);
create index appeal_customer on appeal (customer_id);
create index appeal_decision on appeal (decision_id);
create index appeal_open on appeal (due_at, id) where state in ('submitted','acknowledged','in_review','info_requested','proposed');
create index appeal_decided on appeal (decided_at) where decided_at is not null;

-- One open appeal per action.
create table appeal_action (
  appeal_id uuid not null references appeal(id),
  action_id uuid not null references action(id),
  customer_id uuid not null,
  open boolean not null default true,
  primary key (appeal_id, action_id)
);
create unique index appeal_action_one_open on appeal_action (action_id) where open;

create table appeal_message (
  id uuid primary key,
  appeal_id uuid not null references appeal(id),
  customer_id uuid not null,
  from_kind text not null check (from_kind in ('customer','staff')),
  staff_id uuid,
  body text not null,
  question boolean not null default false,
  at timestamptz(3) not null
);
create index appeal_message_appeal on appeal_message (appeal_id, id);

create table appeal_review (
  appeal_id uuid primary key references appeal(id),
  case_id uuid not null,
  reviewer_id uuid,
  side text not null default 'appeal' check (side = 'appeal'),
  assigned_at timestamptz(3),
  first_reading text,
  first_reading_at timestamptz(3),
  proposed_result text,
  proposed_reason text,
  proposed_text text,
  mistaken_alerts uuid[] not null default '{}',
  mistaken_reason text,
  restores uuid[] not null default '{}',
  proposed_at timestamptz(3),
  co_signer_needed boolean not null default false,
  co_signer_id uuid,
  check (co_signer_id <> reviewer_id),
  foreign key (case_id, reviewer_id, side) references case_participant(case_id, staff_id, side),
  foreign key (case_id, co_signer_id, side) references case_participant(case_id, staff_id, side)
);
`;

const OUTCOMES = /* sql */ `
-- What turned out to be true of an alert. Never changed: a later row supersedes an earlier one.
create table outcome (
  id uuid primary key,
  alert_id uuid not null,
  case_id uuid,
  detector_id text not null,
  detector_version text,
  verdict text not null check (verdict in ('true_positive','false_positive','benign','unknown')),
  reason text not null default '',
  source text not null check (source in ('case','appeal','random_sample','recall')),
  provisional boolean not null default false,
  decision_id uuid,
  appeal_id uuid,
  by_staff uuid,
  at timestamptz(3) not null,
  supersedes uuid
);
create index outcome_alert on outcome (alert_id, id);
create index outcome_detector on outcome (detector_id, id);
create index outcome_case on outcome (case_id, at);
-- The latest word on each alert.
create table outcome_current (
  alert_id uuid primary key,
  outcome_id uuid not null,
  case_id uuid,
  detector_id text not null,
  detector_version text,
  verdict text not null,
  source text not null,
  provisional boolean not null,
  at timestamptz(3) not null
);
create index outcome_current_detector on outcome_current (detector_id, detector_version, at);
create index outcome_current_case on outcome_current (case_id);

create table allow_entry (
  id uuid primary key,
  detector_id text,
  subject_kind text,
  subject_id text,
  indicator_type text,
  indicator_value text,
  reason text not null,
  state text not null,
  proposed_by uuid references staff(id),
  approved_by uuid references staff(id),
  from_at timestamptz(3) not null,
  until timestamptz(3) not null,
  hits bigint not null default 0,
  check (approved_by is null or approved_by <> proposed_by)
);

-- Time that a customer was wrongly without service, counted when a reversal takes effect (AP-5).
create table harm (
  action_id uuid primary key references action(id),
  case_id uuid not null,
  customer_id uuid,
  from_at timestamptz(3) not null,
  to_at timestamptz(3),
  seats integer not null,
  hours real,
  seat_hours real
);
`;

const GRANTS = /* sql */ `
grant usage on schema public to portcullis_app, portcullis_portal, portcullis_sequencer, portcullis_eraser;

-- The application reads everything and writes state; history only grows. Tables of later migrations follow the same rule.
alter default privileges in schema public grant select, insert, update, delete on tables to portcullis_app;
alter default privileges in schema public grant usage, select on sequences to portcullis_app;
grant select on all tables in schema public to portcullis_app;
grant insert, update, delete on all tables in schema public to portcullis_app;
revoke update, delete on event, event_body, event_chain, event_unsealed, alert, alert_default, outcome, approval, decision_participant, case_participant, decision_evidence from portcullis_app;
revoke insert on event_chain from portcullis_app;
do $$ declare t text; begin
  for t in select inhrelid::regclass::text from pg_inherits where inhparent = 'alert'::regclass loop
    execute format('revoke update, delete on %s from portcullis_app', t);
  end loop;
end $$;
grant usage, select on all sequences in schema public to portcullis_app;
grant execute on function ensure_alert_partitions(date, integer) to portcullis_app;

grant select on event, event_body, event_chain, event_unsealed to portcullis_sequencer;
grant select (id, number) on case_file to portcullis_sequencer;
grant insert on event_chain to portcullis_sequencer;
grant delete on event_unsealed to portcullis_sequencer;

grant select on event, event_body to portcullis_eraser;
grant update (salt, body) on event_body to portcullis_eraser;

-- Customers: row-level security by app.subject (a customer id); columns that are not theirs are not granted.
grant select (id, subject_kind, subject_id, name, language, country) on customer to portcullis_portal;
grant select (id, number, customer_id, decision_id, appeal_id, kind, state, language, subject_line, body_text, statement, created_at, sent_at, delivered_at, read_at, appeal_until, version) on notice to portcullis_portal;
grant update (state, read_at, version) on notice to portcullis_portal;
grant select on notice_action to portcullis_portal;
grant select (id, kind, scope, subject_kind, subject_id, customer_id, state, until, effects, ordered_at, in_effect_at, ended_at, end_reason, decision_id, case_id) on action to portcullis_portal;
grant select, insert, update on appeal to portcullis_portal;
grant select, insert, update on appeal_action to portcullis_portal;
grant select, insert on appeal_message to portcullis_portal;
grant select, insert on attachment, attachment_content to portcullis_portal;
grant insert on event, event_body, event_unsealed, outbox to portcullis_portal;
grant usage on sequence appeal_number to portcullis_portal;

do $$ declare t text; begin
  foreach t in array array['notice','notice_action','action','appeal','appeal_action','appeal_message','attachment','attachment_content'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy staff_all on %I for all to portcullis_app using (true) with check (true)', t);
    execute format($p$create policy customer_own on %I for all to portcullis_portal
      using (customer_id = nullif(current_setting('app.subject', true), '')::uuid)
      with check (customer_id = nullif(current_setting('app.subject', true), '')::uuid)$p$, t);
  end loop;
end $$;
-- The customer door looks a link or a session up before it knows whose it is; these three say just that and no more.
create function portal_open_link(hash bytea, session uuid, session_hash bytea, at timestamptz, until timestamptz)
returns table (answer text, customer_id uuid, notice_id uuid) language plpgsql security definer set search_path = public as $$
declare l portal_link;
begin
  select * into l from portal_link where token_hash = hash for update;
  if l.id is null then return query select 'unknown', null::uuid, null::uuid; return; end if;
  if l.revoked_at is not null then return query select 'revoked', null::uuid, null::uuid; return; end if;
  if l.expires_at <= at then return query select 'expired', null::uuid, null::uuid; return; end if;
  update portal_link set opened_at = coalesce(opened_at, at) where id = l.id;
  insert into portal_session (id, token_hash, customer_id, notice_id, link_id, created_at, expires_at)
    values (session, session_hash, l.customer_id, l.notice_id, l.id, at, least(until, l.expires_at));
  return query select 'ok', l.customer_id, l.notice_id;
end $$;
create function portal_session_of(hash bytea, at timestamptz)
returns table (session_id uuid, customer_id uuid, notice_id uuid) language sql security definer set search_path = public stable as $$
  select s.id, s.customer_id, s.notice_id from portal_session s join portal_link l on l.id = s.link_id
  where s.token_hash = hash and s.revoked_at is null and s.expires_at > at and l.revoked_at is null
$$;
create function portal_close_session(hash bytea, at timestamptz) returns void language sql security definer set search_path = public as $$
  update portal_session set revoked_at = at where token_hash = hash and revoked_at is null
$$;
revoke execute on function portal_open_link, portal_session_of, portal_close_session, ensure_alert_partitions from public;
grant execute on function portal_open_link, portal_session_of, portal_close_session to portcullis_portal;

alter table customer enable row level security;
create policy staff_all on customer for all to portcullis_app using (true) with check (true);
create policy customer_own on customer for select to portcullis_portal using (id = nullif(current_setting('app.subject', true), '')::uuid);
`;
