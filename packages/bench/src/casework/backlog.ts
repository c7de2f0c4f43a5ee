import { hashPassword } from '@portcullis/core/access/password';
import { seedReference } from '@portcullis/core/seed/seed-reference';
import type { Database } from '@portcullis/testkit/private-database';

export const PASSWORD = 'a long enough password';

export interface Backlog {
  cases: number;
  /** Share of them that is closed already, so that indexes of open cases have something to leave out. */
  closedShare?: number;
  people: number;
  /** With an alert, its identity and a subject for each case: what a decision needs. */
  alerts: boolean;
}

/** Cases over the six queues, with priorities spread over weeks; written by SQL, since the making is not measured. */
export async function fillBacklog(
  owner: Database,
  { cases, closedShare = 0, people, alerts }: Backlog,
): Promise<string[]> {
  await seedReference(owner);
  await owner.query(
    `insert into detector (id, name, family, sources, lawful_use) values ('tls_header_signature', 'TLS header signature', 'client', '{edge}', 'decisive') on conflict do nothing`,
  );
  await owner.query(
    `insert into campaign (id, title, route, severity, opened_at) select uuidv7(), 'Campaign ' || i, 'distillation', 4, now() from generate_series(1, 20) i`,
  );
  await owner.query(
    `insert into case_file (id, title, state, route, severity, queue_id, organization_id, act_by, due_at, because, alert_count, subject_count,
       first_alert_at, last_alert_at, opened_at, campaign_id, decided_at)
     select uuidv7(), 'Case ' || i, case when i % 100 < $2::int then 'final' else 'new' end, q.routes[1], 1 + i % 5, q.id, 'org_' || i % 5000,
       now() + (i::bigint * 7919 % 40000 - 5000) * interval '1 minute', now() + (i::bigint * 7919 % 40000) * interval '1 minute',
       '[{"kind":"severity","severity":4,"minutes":360},{"kind":"sla","dueAt":"2026-12-01T00:00:00.000Z","minutes":0}]', 1, 1, now(), now(), now(),
       case when i % 40 = 0 then (select id from campaign where number = 1 + i / 40 % 20) end, case when i % 100 < $2::int then now() end
     from generate_series(1, $1::int) i join queue q on q.position = (select min(position) from queue) + i % (select count(*)::int from queue)`,
    [cases, Math.round(closedShare * 100)],
  );
  if (alerts) await fillAlerts(owner);
  const hash = await hashPassword(PASSWORD);
  const emails = Array.from({ length: people }, (_, i) => `reviewer-${i}@provider.example`);
  await owner.query(
    `insert into staff (id, email, name, password_hash, roles) select uuidv7(), e, e, $2, '{reviewer}' from unnest($1::text[]) e`,
    [emails, hash],
  );
  await owner.query('vacuum analyze');
  return emails;
}

async function fillAlerts(owner: Database): Promise<void> {
  const statements = [
    `insert into alert (id, detector_id, external_id, detector_version, title, severity, route, subject_kind, subject_id, observed_at, received_at, body)
     select uuidv7(), 'tls_header_signature', 'x-' || number, '1', 'Known relay software', 3, route, 'account', 'acct_' || number, now(), now(),
       '{"evidence":[{"type":"tls_header_signature","data":{}}]}' from case_file where state = 'new'`,
    `insert into alert_identity (detector_id, external_id, content_hash, alert_id)
     select detector_id, external_id, sha256(external_id::bytea), id from alert`,
    `insert into case_alert (alert_id, case_id, subject_kind, subject_id, detector_id, observed_at, rule_set_id, since)
     select a.id, c.id, 'account', a.subject_id, a.detector_id, a.observed_at, 1, now() from alert a join case_file c on c.number = substr(a.external_id, 3)::bigint`,
    `insert into case_subject (case_id, subject_kind, subject_id, alert_count, first_at, last_at, severity)
     select case_id, subject_kind, subject_id, 1, now(), now(), 3 from case_alert`,
  ];
  for (const statement of statements) await owner.query(statement);
}
