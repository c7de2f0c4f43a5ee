import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The customer door, by a role that is trusted with as little as possible: what it may write stands here, so that SQL
 * in its name can neither decide an appeal nor reach another customer's rows through a foreign key.
 */
export class CustomerDoor1763700000009 implements MigrationInterface {
  name = 'CustomerDoor1763700000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SESSIONS);
    await runner.query(GRANTS);
    await runner.query(POLICIES);
    await runner.query(GUARDS);
    await runner.query(INDEPENDENCE);
  }

  async down(): Promise<void> {
    throw new Error('Not reversible: the door would stand wider open.');
  }
}

const SESSIONS = /* sql */ `
drop function portal_open_link(bytea, uuid, bytea, timestamptz, timestamptz);
create function portal_open_link(hash bytea, session uuid, session_hash bytea, moment timestamptz, until timestamptz)
returns table (answer text, link_id uuid, customer_id uuid, notice_id uuid, session_until timestamptz)
language plpgsql security definer set search_path = public as $$
declare l portal_link; ends timestamptz;
begin
  select * into l from portal_link where token_hash = hash for update;
  if l.id is null then return query select 'unknown', null::uuid, null::uuid, null::uuid, null::timestamptz; return; end if;
  if l.revoked_at is not null or l.expires_at <= moment then
    return query select 'expired', null::uuid, null::uuid, null::uuid, null::timestamptz; return;
  end if;
  ends := least(until, l.expires_at);
  update portal_link set opened_at = coalesce(opened_at, moment) where id = l.id;
  insert into portal_session (id, token_hash, customer_id, notice_id, link_id, created_at, expires_at)
    values (session, session_hash, l.customer_id, l.notice_id, l.id, moment, ends);
  return query select 'ok', l.id, l.customer_id, l.notice_id, ends;
end $$;

drop function portal_session_of(bytea, timestamptz);
create function portal_session_of(hash bytea, moment timestamptz)
returns table (session_id uuid, link_id uuid, customer_id uuid, notice_id uuid, session_until timestamptz)
language sql security definer set search_path = public stable as $$
  select s.id, s.link_id, s.customer_id, s.notice_id, s.expires_at from portal_session s join portal_link l on l.id = s.link_id
  where s.token_hash = hash and s.revoked_at is null and s.expires_at > moment and l.revoked_at is null
$$;

-- Leaves a letter with a fresh link for the worker, which goes to the contact on record. Says nothing, whatever the token.
create function portal_ask_link(hash bytea, moment timestamptz) returns void
language sql security definer set search_path = public as $$
  insert into outbox (id, topic, payload)
  select uuidv7(), 'notices.compose', jsonb_build_object('linkId', l.id, 'kind', 'fresh_link',
    'at', to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
  from portal_link l where l.token_hash = hash and l.revoked_at is null
$$;

-- Counts one attempt; the prefix keeps the customer door from the counters of the staff door.
create function portal_attempt(of text, since timestamptz) returns integer
language sql security definer set search_path = public as $$
  insert into attempt (key, window_start) values ('portal:' || left(of, 100), since)
  on conflict (key, window_start) do update set count = attempt.count + 1 returning count
$$;
revoke execute on function portal_open_link, portal_session_of, portal_ask_link, portal_attempt from public;
grant execute on function portal_open_link, portal_session_of, portal_ask_link, portal_attempt to portcullis_portal;

alter table appeal add column relief_ended_at timestamptz(3);
create index appeal_relief_running on appeal (id) where interim_relief = 'granted' and relief_ended_at is null;
`;

const GRANTS = /* sql */ `
revoke update on appeal, appeal_action from portcullis_portal;
grant update (state, statement, submitted_at, acknowledged_at, due_at, paused_at, question_rounds, answer_due_at, decided_at, cured,
  on_the_file, interim_relief, relief_due_at, relief_limits, result, result_reason, result_text, version) on appeal to portcullis_portal;
grant update (open) on appeal_action to portcullis_portal;
-- Who of the staff wrote a message, customers don't learn.
revoke select on appeal_message from portcullis_portal;
grant select (id, appeal_id, customer_id, from_kind, body, question, at) on appeal_message to portcullis_portal;
-- Whoever opens the link has it: where the mail never arrived, the time to appeal begins then.
grant update (delivered_at, appeal_until) on notice to portcullis_portal;
`;

/** A foreign key ignores row-level security, so that what a row refers to has to be visible as well. */
const POLICIES = /* sql */ `
create policy customer_refers_to_own on appeal as restrictive for insert to portcullis_portal with check (
  exists (select 1 from notice n where n.id = notice_id and n.decision_id = appeal.decision_id));
create policy customer_refers_to_own on appeal_action as restrictive for insert to portcullis_portal with check (
  exists (select 1 from appeal p where p.id = appeal_id)
  and exists (select 1 from notice_action n join appeal p on p.notice_id = n.notice_id where p.id = appeal_id and n.action_id = appeal_action.action_id));
create policy customer_refers_to_own on appeal_message as restrictive for insert to portcullis_portal with check (
  from_kind = 'customer' and staff_id is null and not question and exists (select 1 from appeal p where p.id = appeal_id));
create policy customer_refers_to_own on attachment as restrictive for insert to portcullis_portal with check (
  case_id is null and uploaded_by_kind = 'customer' and exists (select 1 from appeal p where p.id = appeal_id));
create policy customer_refers_to_own on attachment_content as restrictive for insert to portcullis_portal with check (
  exists (select 1 from attachment a where a.id = attachment_id and octet_length(content) = a.size));
`;

const GUARDS = /* sql */ `
create function appeal_by_customer() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state not in ('draft', 'submitted', 'acknowledged') or new.result is not null or new.interim_relief not in ('none', 'asked') then
      raise exception 'a customer files an appeal and does not decide it' using errcode = 'insufficient_privilege';
    end if;
  elsif (new.state <> old.state and new.state not in ('submitted', 'acknowledged', 'in_review', 'withdrawn'))
    or (new.state <> old.state and new.state = 'in_review' and old.state <> 'info_requested')
    or (new.result is distinct from old.result and new.result is distinct from 'withdrawn' and not (old.result = 'inadmissible' and new.result is null))
    or (new.interim_relief <> old.interim_relief and new.interim_relief <> 'asked')
    or new.relief_limits is distinct from old.relief_limits
    or new.question_rounds <> old.question_rounds
    or (new.result_reason is distinct from old.result_reason) then
    raise exception 'a customer adds to an appeal and does not decide it' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger appeal_by_customer before insert or update on appeal for each row
  when (current_user = 'portcullis_portal') execute function appeal_by_customer();

-- What the customer door writes into history is in the customer's own name and about the customer's own matter.
create function event_by_customer() returns trigger language plpgsql as $$
begin
  if new.actor_kind <> 'customer' or new.actor_id is distinct from current_setting('app.subject', true)
    or (new.case_id is not null and not exists (select 1 from action a where a.case_id = new.case_id)) then
    raise exception 'the customer door speaks for its customer only' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger event_by_customer before insert on event for each row
  when (current_user = 'portcullis_portal') execute function event_by_customer();

create function outbox_by_customer() returns trigger language plpgsql as $$
begin
  if new.topic <> 'notices.compose' or not exists (select 1 from appeal p where p.id = (new.payload->>'appealId')::uuid) then
    raise exception 'the customer door orders letters about its own appeals only' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger outbox_by_customer before insert on outbox for each row
  when (current_user = 'portcullis_portal') execute function outbox_by_customer();
`;

const INDEPENDENCE = /* sql */ `
-- A person and everybody above, at whatever remove; a circle ends by itself.
create function staff_above(who uuid) returns setof uuid language sql stable set search_path = public as $$
  with recursive above(id) as (select who union select s.manager_id from above a join staff s on s.id = a.id where s.manager_id is not null)
  select id from above
$$;
revoke execute on function staff_above from public;
grant execute on function staff_above to portcullis_app;

-- AP-3: nobody hears an appeal who manages, or is managed by, somebody that had a part. The case is locked by whoever adds one.
create function appeal_side_is_independent() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from case_participant p where p.case_id = new.case_id and p.side = 'first_instance'
      and (new.staff_id in (select staff_above(p.staff_id)) or p.staff_id in (select staff_above(new.staff_id)))
  ) then
    raise exception 'not independent: manages, or is managed by, a person who had a part in the matter' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger appeal_side_is_independent before insert on case_participant for each row
  when (new.side = 'appeal') execute function appeal_side_is_independent();
`;
