import type { Database } from '@portcullis/testkit';

const LETTERS = /* sql */ `
create function pg_temp.uid(n bigint) returns uuid language sql immutable as
  $$ select ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;`;

const ACCOUNTS = /* sql */ `
with c as (insert into grouping_cluster (id, size) values (1, $1::int) returning id)
insert into campaign (id, title, route, severity, opened_at, cluster_id, alert_count, subject_count, case_count, exchanges,
  first_alert_at, last_alert_at, facts_version)
select pg_temp.uid(1), 'One operator, many accounts', 'transfer_station', 5, '2026-11-01', c.id, $1::int * 8, $1::int, $1::int, $1::bigint * 1150,
  '2026-10-01', '2026-11-14', 0 from c`;

const SUBJECTS = /* sql */ `
insert into grouping_subject (id, node, cluster_id, owner)
select n, 'account:acct-' || n, case when n <= $1::int then 1 else n end, 'account:acct-' || n from generate_series(1, $1::int + $2::int) n`;

const CASES = /* sql */ `
insert into case_file (id, title, state, route, severity, queue_id, campaign_id, cluster_id, slot, alert_count, subject_count, opened_at, act_by,
  due_at, first_alert_at, last_alert_at)
select pg_temp.uid(1000000 + n), 'Account acct-' || n, 'new', 'transfer_station', n % 7, (select id from queue order by id limit 1),
  case when n <= $1::int then pg_temp.uid(1) end, case when n <= $1::int then 1 else n end, case when n <= $1::int then 'account:acct-' || n else '' end,
  8, 1, '2026-11-01', '2026-11-21', '2026-11-21', '2026-10-01', '2026-11-14'
from generate_series(1, $1::int + $2::int) n`;

const CASE_SUBJECTS = /* sql */ `
insert into case_subject (case_id, subject_kind, subject_id, alert_count, first_at, last_at, severity)
select pg_temp.uid(1000000 + n), 'account', 'acct-' || n, 8, '2026-10-01', '2026-11-14', n % 7 from generate_series(1, $1::int + $2::int) n`;

/**
 * What each account of the campaign carries: type, how many share one value, and how many of a thousand accounts have
 * one at all. Cards, devices and addresses rotate; the operator's skeletons are on thousands.
 */
const SHARED: readonly (readonly [type: string, each: number, perMille: number])[] = [
  ['account', 1, 1000],
  ['payment_instrument', 10, 700],
  ['device_id', 4, 900],
  ['device_id', 250, 300],
  ['prompt_template', 900, 800],
  ['ip', 40, 1000],
  ['network', 200, 1000],
  ['email_domain', 30, 600],
  ['owner_entity', 12_000, 350],
];

const VALUES = /* sql */ `
with drawn as (
  select n as subject, $2::text || '-' || $3::int || '-' || case when $3::int = 1 then n else (hashint8(n::bigint * 7919 + $3::int)::bigint + 2147483648) % greatest($1::int / $3::int, 1) end as value,
    20728 + ((n % 45) / 4) * 4 as day
  from generate_series(1, $1::int) n where (hashint8(n::bigint * 104729 + $3::int)::bigint + 2147483648) % 1000 < $4::int),
v as (
  insert into indicator (id, type, value, degree)
  select $5::int + row_number() over (order by value), $2::text, value, count(*) from drawn group by value returning id, value)
insert into indicator_carrier (indicator_id, subject_id, first_day, last_day)
select v.id, d.subject, d.day, d.day + 4 from drawn d join v using (value)`;

/** Two values that everybody has, with or without the campaign. */
const HUBS = /* sql */ `
with v as (insert into indicator (id, type, value, degree) values ($3::int, 'asn', 'AS64496', $1::int + $2::int), ($3::int + 1, 'user_agent', 'client/1.0', $1::int + $2::int)
  returning id)
insert into indicator_carrier (indicator_id, subject_id, first_day, last_day)
select v.id, n, 20728, 20768 from v, generate_series(1, $1::int + $2::int) n`;

/** One campaign of so many accounts, a case for each, with strangers around it: the index as grouping leaves it. */
export async function fillCampaign(owner: Database, accounts: number, strangers: number): Promise<void> {
  const runner = owner.createQueryRunner();
  try {
    await runner.query('begin');
    await runner.query(LETTERS);
    await runner.query(ACCOUNTS, [accounts]);
    await runner.query(SUBJECTS, [accounts, strangers]);
    await runner.query(CASES, [accounts, strangers]);
    await runner.query(CASE_SUBJECTS, [accounts, strangers]);
    let next = 0;
    for (const [type, each, perMille] of SHARED) {
      await runner.query(VALUES, [accounts, type, each, perMille, next]);
      next += accounts + 1;
    }
    await runner.query(HUBS, [accounts, strangers, next + 1]);
    await runner.query('commit');
    for (const table of ['indicator', 'indicator_carrier', 'grouping_subject', 'case_file', 'case_subject', 'campaign'])
      await runner.query(`vacuum analyze ${table}`);
  } finally {
    await runner.release();
  }
}
