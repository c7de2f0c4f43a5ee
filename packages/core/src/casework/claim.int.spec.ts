import { aStaff, aWorld, type Database, type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLAIM_PLAN, claimNextSql } from './claim-sql.js';

let database: PrivateDatabase;
let owner: Database;
let staffId: string;
beforeAll(async () => {
  database = await privateDatabase();
  owner = await database.open('superuser', 1);
  staffId = (await aStaff(await aWorld(owner), ['reviewer'])).id;
  // Planned while nobody has taken part yet, as on a new installation.
  await owner.query('vacuum analyze');
});
afterAll(() => database?.close());

const QUEUES = ['victims', 'distillation', 'relay', 'ownership', 'partners', 'triage'];
const fill = (from: number, to: number) =>
  owner.query(
    `insert into case_file (id, title, state, route, severity, queue_id, act_by, due_at, first_alert_at, last_alert_at, opened_at)
     select uuidv7(), 'Case', 'new', 'unknown', 3, ($3::text[])[1 + i % 6], now() + (i::bigint * 7919 % 100000) * interval '1 minute', now(), now(), now(), now()
     from generate_series($1::int, $2::int) i`,
    [from, to, QUEUES],
  );

async function plan(queues: readonly string[]): Promise<{ text: string; buffers: number }> {
  await owner.query('begin');
  try {
    await owner.query(CLAIM_PLAN);
    const rows: { 'QUERY PLAN': string }[] = await owner.query(
      `explain (analyze, buffers, costs off, timing off, summary off) ${claimNextSql(queues.length)}`,
      [[staffId], new Date(), ...queues],
    );
    const text = rows.map((row) => row['QUERY PLAN']).join('\n');
    return { text, buffers: Number(/Buffers: shared hit=(\d+)/.exec(text)?.[1]) };
  } finally {
    await owner.query('rollback');
  }
}

describe('the plan of claim-next', () => {
  it('walks each queue in order, sorts nothing, and costs the same for ten times the backlog', async () => {
    await fill(1, 3000);
    await owner.query('analyze case_file');
    const small = await plan(QUEUES);
    expect(small.text).toContain('Merge Append');
    expect(small.text.match(/Index Scan using case_claimable/g)?.length).toBe(QUEUES.length);
    expect(small.text).not.toMatch(/Seq Scan on case_file|Sort Method|Hash/);
    await fill(3001, 30_000);
    await owner.query('analyze case_file');
    const large = await plan(QUEUES);
    expect(large.text).not.toMatch(/Seq Scan on case_file|Sort Method|Hash/);
    expect(large.buffers).toBeLessThan(small.buffers + 30);
  });

  it('does not read everybody’s part in everything', async () => {
    await owner.query(
      `insert into case_participant (case_id, staff_id, side, part, at) select id, $1, 'first_instance', 'claimed', now() from case_file where act_by > now() + interval '40 days'`,
      [staffId],
    );
    const { text, buffers } = await plan(['relay']);
    expect(text).toContain('SubPlan');
    expect(buffers).toBeLessThan(60);
  });
});
