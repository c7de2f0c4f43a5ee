import { SYSTEM } from '@portcullis/domain';
import { type Database, type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../db/ids.js';
import { type Tx, UnitOfWork } from '../../db/unit-of-work.js';
import { seedReference } from '../../seed/seed-reference.js';
import { GROUPING_SETTINGS } from '../regroup.js';
import { moveSubjects } from './move.js';

let database: PrivateDatabase;
let db: Database;

beforeAll(async () => {
  database = await privateDatabase();
  db = await database.open('superuser', 2);
  await seedReference(db);
});
afterAll(() => database?.close());

interface Posted {
  name: string;
  sql: string;
  values: readonly unknown[];
}

it('moves half of a large case with its alerts and findings, and looks at each alert of it once', async () => {
  const [from, to] = [newId(), newId()];
  await db.query(
    `insert into case_file (id, title, state, route, severity, queue_id, act_by, due_at, first_alert_at, last_alert_at, opened_at)
     select id, 'Case', 'new', 'unknown', 3, 'relay', now(), now(), now(), now(), now() from unnest($1::uuid[]) as c(id)`,
    [[from, to]],
  );
  await db.query(
    `insert into case_subject (case_id, subject_kind, subject_id, alert_count, first_at, last_at, severity, finding)
     select $1, 'account', 'a' || n, 10, now(), now(), 3, 'undetermined' from generate_series(1, 300) n`,
    [from],
  );
  await db.query(
    `insert into case_alert (alert_id, case_id, home_case_id, subject_kind, subject_id, detector_id, observed_at, rule_set_id, since)
     select gen_random_uuid(), $1, $1, 'account', 'a' || n, 'd', now(), 1, now() from generate_series(1, 300) n, generate_series(1, 10)`,
    [from],
  );
  const moves = Array.from({ length: 150 }, (_, i) => ({ from, to, node: `account:a${i + 1}` }));
  const posted: Posted[] = [];
  const post = (name: string, sql: string, values: readonly unknown[] = []) => void posted.push({ name, sql, values });
  moveSubjects({ post } as unknown as Tx, moves);

  const plan = await new UnitOfWork(db).run({ actor: SYSTEM, now: new Date() }, async (tx) => {
    await tx.query(GROUPING_SETTINGS);
    const lines: string[] = [];
    for (const { name, sql, values } of posted) {
      const isMove = name === 'grouping-move-alerts';
      const rows = await tx.query(isMove ? `explain (analyze, costs off, timing off) ${sql}` : sql, values);
      if (isMove) lines.push(...rows.map((row) => String(row['QUERY PLAN'])));
    }
    return lines.join('\n');
  });
  expect(plan).toMatch(/Hash Join/);
  expect(plan).not.toMatch(/Nested Loop|Seq Scan on case_alert/);

  const held = `select f.id, count(distinct a.alert_id)::int as alerts, count(distinct s.subject_id)::int as subjects from case_file f
    join case_alert a on a.case_id = f.id join case_subject s on s.case_id = f.id and s.subject_id = a.subject_id group by 1 order by 1`;
  expect(await db.query(held)).toEqual([
    { id: from, alerts: 1500, subjects: 150 },
    { id: to, alerts: 1500, subjects: 150 },
  ]);
});
