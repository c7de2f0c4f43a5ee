import { hashPassword } from '@portcullis/core/access/password';
import { seedReference } from '@portcullis/core/seed/seed-reference';
import type { Database } from '@portcullis/testkit/private-database';
import { PASSWORD } from '../casework/backlog.js';

export interface HistorySize {
  alerts: number;
  days: number;
  alertsPerCase: number;
  detectors: number;
}

export const MANAGER = 'manager@provider.example';

/**
 * Days of history written by SQL into the tables where commands would have written it: what is measured is how it is
 * counted and read. Cases wait for a decision as long as the dice say, so that some are still open at the end.
 * @param step told of each step as it begins
 */
export async function fillHistory(owner: Database, size: HistorySize, step: (name: string) => void): Promise<void> {
  await seedReference(owner);
  const cases = Math.floor(size.alerts / size.alertsPerCase);
  const later = await withoutIndexes(owner);
  for (const [name, sql, values] of STEPS(size, cases)) {
    step(name);
    await owner.query(sql, [...values]);
  }
  step('indexes');
  for (const { definition } of later) await owner.query(definition);
  await owner.query(
    `insert into staff (id, email, name, password_hash, roles) values (uuidv7(), $1, 'Manager', $2, '{manager}')`,
    [MANAGER, await hashPassword(PASSWORD)],
  );
  step('vacuum');
  await owner.query('vacuum analyze');
}

/** Takes off what only slows the writing down. @returns what puts it on again */
async function withoutIndexes(owner: Database): Promise<{ name: string; definition: string }[]> {
  const indexes = (await owner.query(
    `select indexname as name, replace(indexdef, ' ON ONLY ', ' ON ') as definition from pg_indexes
     where indexname in ('alert_subject', 'alert_detector', 'outcome_alert', 'outcome_detector', 'outcome_case', 'outcome_batch')`,
  )) as { name: string; definition: string }[];
  for (const { name } of indexes) await owner.query(`drop index ${name}`);
  return indexes;
}

type Step = readonly [name: string, sql: string, values: readonly unknown[]];

const VERDICT = `case when c.kind <> 'no_violation' then 'true_positive' when x.n % 3 = 0 then 'benign' else 'false_positive' end`;

const STEPS = ({ alerts, days, alertsPerCase, detectors }: HistorySize, cases: number): Step[] => [
  [
    'detectors',
    `insert into detector (id, name, family, sources, precision_floor)
     select 'detector_' || i, 'Detector ' || i, (array['client','payment','network','account'])[1 + i % 4], array['source_' || i % 9], 0.8 from generate_series(0, $1::int - 1) i`,
    [detectors],
  ],
  [
    'versions',
    `insert into detector_version (detector_id, version, first_seen_at)
     select 'detector_' || i, v || '.0', now() - make_interval(days => $2::int * (2 - v) / 2) from generate_series(0, $1::int - 1) i, generate_series(1, 2) v`,
    [detectors, days],
  ],
  ['seed', `select setseed(0.5)`, []],
  [
    'cases in mind',
    `create table bench_case as
     select i, uuidv7(o.opened_at - now()) as id, o.opened_at, q.id as queue, q.routes[1 + (i / 6) % cardinality(q.routes)] as route, 1 + (i % 5)::int as severity,
       o.opened_at + make_interval(secs => -ln(1 - random()) * 20 * 3600) as decided_at,
       case when r.x < 0.45 then 'no_violation' when r.x < 0.75 then 'suspend' when r.x < 0.9 then 'warn' else 'restrict' end as kind,
       random() as luck, uuidv7(o.opened_at - now()) as decision, uuidv7(o.opened_at - now()) as action, gen_random_uuid() as batch
     from generate_series(1, $1::bigint) i join queue q on q.position = (select min(position) from queue) + (i % (select count(*) from queue))::int,
       lateral (select now() - make_interval(secs => ($1::bigint - i) * $2::float8 * 86400 / $1::bigint) as opened_at) o,
       lateral (select random() + i * 0 as x) r`,
    [cases, days],
  ],
  ['index of cases', `create unique index on bench_case (i) include (id, route, decided_at, kind, batch, luck)`, []],
  [
    'cases',
    `insert into case_file (id, title, state, route, severity, queue_id, act_by, due_at, alert_count, subject_count, first_alert_at, last_alert_at, opened_at, decided_at, resolved_at)
     select id, 'Case ' || i, case when decided_at < now() then 'final' else 'new' end, route, severity, queue, opened_at, opened_at + interval '24 hours', $1, 1, opened_at, opened_at,
       opened_at, case when decided_at < now() then decided_at end, case when decided_at < now() then decided_at end from bench_case`,
    [alertsPerCase],
  ],
  [
    'alerts',
    `insert into alert (id, detector_id, external_id, detector_version, severity, route, subject_kind, subject_id, observed_at, received_at, body)
     select uuidv7(o.at - now()), 'detector_' || (j * 7919 % $3::int), 'x-' || j, case when o.at < now() - make_interval(days => $4::int / 2) then '1.0' else '2.0' end, 3, c.route,
       'account', 'acct_' || c.i, o.at, date_trunc('second', o.at), '{}'
     from generate_series(1, $1::bigint) j join bench_case c on c.i = 1 + (j - 1) / $2::int,
       lateral (select c.opened_at + make_interval(secs => (j % $2::int) * 60) as at) o`,
    [alerts, alertsPerCase, detectors, days],
  ],
  [
    'identities of alerts',
    `create table bench_alert as select row_number() over (order by observed_at, id) as n, a.id, a.detector_id, a.detector_version, a.observed_at, substr(a.subject_id, 6)::bigint as i from alert a`,
    [],
  ],
  [
    'outcomes',
    `insert into outcome (id, alert_id, case_id, detector_id, detector_version, verdict, source, provisional, at, batch)
     select uuidv7(c.decided_at - now()), x.id, c.id, x.detector_id, x.detector_version, ${VERDICT}, 'case', c.decided_at > now() - interval '60 days' and c.kind <> 'no_violation',
       c.decided_at, c.batch
     from bench_alert x join bench_case c on c.i = x.i where c.decided_at < now()`,
    [],
  ],
  [
    'the latest outcomes',
    `insert into outcome_current (alert_id, outcome_id, case_id, detector_id, detector_version, verdict, source, provisional, at)
     select alert_id, id, case_id, detector_id, detector_version, verdict, source, provisional, at from outcome where provisional`,
    [],
  ],
  [
    'decisions',
    `insert into decision (id, case_id, kind, state, scope, route, proposed_at, decided_at)
     select decision, id, kind, 'approved', 'account', route, decided_at, decided_at from bench_case where decided_at < now()`,
    [],
  ],
  [
    'actions',
    `insert into action (id, decision_id, case_id, kind, scope, subject_kind, subject_id, state, seats, reason_code, ordered_at, in_effect_at)
     select action, decision, id, kind, 'account', 'account', 'acct_' || i, case when luck < 0.03 then 'reversed' when decided_at < now() - interval '90 days' then 'expired' else 'active' end,
       (i % 60)::int, 'terms', decided_at, decided_at + interval '1 minute' from bench_case where decided_at < now() and kind <> 'no_violation'`,
    [],
  ],
  [
    'evidence',
    `insert into decision_evidence (decision_id, alert_id, detector_id, detector_version, load_bearing)
     select c.decision, x.id, x.detector_id, x.detector_version, true from bench_alert x join bench_case c on c.i = x.i
     where c.decided_at < now() and c.kind <> 'no_violation' and x.n % 8 = 0`,
    [],
  ],
  [
    'harm',
    `insert into harm (action_id, case_id, from_at, to_at, seats, hours, seat_hours)
     select action, id, decided_at, decided_at + interval '30 hours', (i % 60)::int, 30, 30 * (i % 60) from bench_case where decided_at < now() and kind <> 'no_violation' and luck < 0.03`,
    [],
  ],
  ['events of cases', EVENTS, []],
  [
    'events of alerts',
    `insert into bench_event (stage, kind, entity_kind, entity_id, case_id, at, body)
     select 'intake', 'alert.accept', 'alert_batch', gen_random_uuid()::text, null, max(at), json_build_object('facts', json_build_object('by', json_agg(json_build_object(
         'hour', to_char(hour, 'YYYY-MM-DD"T"HH24:MI:SS.000"Z"'), 'route', route, 'detector', detector_id, 'version', detector_version, 'count', n))))
     from (select n / 500 as chunk, date_trunc('hour', x.observed_at) as hour, c.route, x.detector_id, x.detector_version, count(*) as n, max(x.observed_at) as at
       from bench_alert x join bench_case c on c.i = x.i group by 1, 2, 3, 4, 5) g group by chunk`,
    [],
  ],
  [
    'history',
    `insert into bench_placed select row_number() over (order by at, n), uuidv7(at - now()), stage, kind, entity_kind, entity_id, case_id, at, body from bench_event`,
    [],
  ],
  [
    'envelopes',
    `insert into event (id, stage, kind, entity_kind, entity_id, case_id, actor_kind, automatic, occurred_at, recorded_at, body_digest)
     select id, stage, kind, entity_kind, entity_id, case_id, 'system', true, at, at, '\\x00' from bench_placed order by position`,
    [],
  ],
  [
    'bodies',
    `insert into event_body (event_id, salt, body) select id, '\\x00', body from bench_placed order by position`,
    [],
  ],
  [
    'chain',
    `insert into event_chain (position, event_id, hash) select position, id, '\\x00' from bench_placed order by position`,
    [],
  ],
  ['clearing up', 'drop table bench_case, bench_alert, bench_event, bench_placed', []],
];

const step = (before: string, after: string, more: string): string =>
  `json_build_object('before', json_build_object('state', '${before}'), 'after', json_build_object('state', '${after}'), 'facts',
     json_build_object('route', route, 'queue', queue, 'severity', severity, 'dueAt', to_char(opened_at + interval '24 hours', 'YYYY-MM-DD"T"HH24:MI:SS.000"Z"'),
       'msSinceOpened', (extract(epoch from decided_at - opened_at) * 1000)::bigint ${more}))`;
const ofAction = (before: string, after: string, ms: string): string =>
  `json_build_object('before', json_build_object('state', '${before}'), 'after', json_build_object('state', '${after}'), 'facts',
     json_build_object('kind', kind, 'route', route, 'seats', i % 60, 'msSinceOrdered', ${ms}))`;
const line = (
  stage: string,
  kind: string,
  entity: string,
  id: string,
  at: string,
  body: string,
  where: string,
): string =>
  `select '${stage}', '${kind}', '${entity}', ${id}::text, id, ${at}, ${body} from bench_case where ${where}`;
const decided = 'decided_at < now()';
const hits = `${decided} and kind <> 'no_violation'`;

const EVENTS = `
  create table bench_placed (position bigint, id uuid, stage text, kind text, entity_kind text, entity_id text, case_id uuid, at timestamptz(3), body json);
  create table bench_event (n bigint generated always as identity, stage text, kind text, entity_kind text, entity_id text, case_id uuid, at timestamptz(3), body json);
  insert into bench_event (stage, kind, entity_kind, entity_id, case_id, at, body)
  ${[
    line(
      'grouping',
      'case.open',
      'case',
      'id',
      'opened_at',
      step('none', 'new', '').replace(
        `'before', json_build_object('state', 'none'), 'after', json_build_object('state', 'new'), `,
        '',
      ),
      'true',
    ),
    line(
      'casework',
      'case.claim',
      'case',
      'id',
      `opened_at + (decided_at - opened_at) * 0.8`,
      step('new', 'investigating', `, 'first', true`),
      `opened_at + (decided_at - opened_at) * 0.8 < now()`,
    ),
    line('casework', 'case.propose', 'case', 'id', 'decided_at', step('investigating', 'proposed', ''), decided),
    line(
      'casework',
      'case.proposal_approved',
      'case',
      'id',
      'decided_at',
      step('proposed', 'decided', `, 'kind', kind`),
      decided,
    ),
    line(
      'outcomes',
      'outcome.record',
      'case',
      'id',
      'decided_at',
      `json_build_object('facts', json_build_object('batch', batch, 'verdict', case when kind = 'no_violation' then 'false_positive' else 'true_positive' end, 'source', 'case', 'count', 1))`,
      decided,
    ),
    line(
      'enforcement',
      'action.order',
      'decision',
      'decision',
      'decided_at',
      `json_build_object('facts', json_build_object('kind', kind, 'route', route, 'count', 1, 'seats', i % 60))`,
      hits,
    ),
    line(
      'enforcement',
      'action.confirm',
      'action',
      'action',
      `decided_at + interval '1 minute'`,
      ofAction('executing', 'active', '60000'),
      `${hits} and decided_at < now() - interval '1 minute'`,
    ),
    line(
      'casework',
      'case.resolve',
      'case',
      'id',
      `decided_at + interval '1 minute'`,
      step('enforcing', 'resolved', ''),
      `${decided} and decided_at < now() - interval '1 minute'`,
    ),
    line(
      'enforcement',
      'action.reverse',
      'action',
      'action',
      `decided_at + interval '29 hours'`,
      ofAction('active', 'reversing', '104400000'),
      `${hits} and luck < 0.03 and decided_at < now() - interval '30 hours'`,
    ),
    line(
      'enforcement',
      'action.confirm_reversal',
      'action',
      'action',
      `decided_at + interval '30 hours'`,
      ofAction('reversing', 'reversed', '108000000'),
      `${hits} and luck < 0.03 and decided_at < now() - interval '30 hours'`,
    ),
    line(
      'enforcement',
      'action.expire',
      'action',
      'action',
      `decided_at + interval '90 days'`,
      ofAction('active', 'expired', '7776000000'),
      `${hits} and luck >= 0.03 and decided_at < now() - interval '90 days'`,
    ),
    line(
      'appeals',
      'appeal.submit',
      'appeal',
      'action',
      `decided_at + interval '20 hours'`,
      ofAction('draft', 'submitted', '0'),
      `${hits} and luck < 0.1 and decided_at < now() - interval '30 hours'`,
    ),
    line(
      'appeals',
      'appeal.decide',
      'appeal',
      'action',
      `decided_at + interval '29 hours'`,
      ofAction('in_review', 'reversed', '0'),
      `${hits} and luck < 0.03 and decided_at < now() - interval '30 hours'`,
    ),
    line(
      'appeals',
      'appeal.decide',
      'appeal',
      'action',
      `decided_at + interval '29 hours'`,
      ofAction('in_review', 'upheld', '0'),
      `${hits} and luck >= 0.03 and luck < 0.1 and decided_at < now() - interval '30 hours'`,
    ),
    line(
      'casework',
      'case.finalise',
      'case',
      'id',
      `decided_at + interval '90 days'`,
      step('resolved', 'final', ''),
      `${decided} and decided_at < now() - interval '90 days'`,
    ),
  ].join('\n  union all\n  ')}`;
