import { aStaff, aWorld, type Database, type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../db/ids.js';
import { type CommandContext, UnitOfWork } from '../db/unit-of-work.js';
import { ClaimDesk, type ClaimResult } from './claim-desk.js';

let database: PrivateDatabase;
let owner: Database;
let uow: UnitOfWork;
const people: string[] = [];

beforeAll(async () => {
  database = await privateDatabase();
  owner = await database.open('superuser', 1);
  const world = await aWorld(owner);
  for (let i = 0; i < 12; i += 1) people.push((await aStaff(world, ['reviewer'])).id);
  uow = new UnitOfWork(await database.open('app', 4));
});
afterAll(() => database?.close());

let cases: string[] = [];
/** As many as people, the first the most urgent. */
beforeEach(async () => {
  await owner.query(`update case_file set state = 'final', held_by = null, held_until = null`);
  await owner.query('delete from case_skip');
  await owner.query('update staff set active = true, wip_limit = 5');
  cases = people.map(() => newId());
  await owner.query(
    `insert into case_file (id, title, state, route, severity, queue_id, act_by, due_at, first_alert_at, last_alert_at, opened_at)
     select id, 'Case', 'new', 'unknown', 3, 'relay', now() + n * interval '1 minute', now(), now(), now(), now()
     from unnest($1::uuid[]) with ordinality as c(id, n)`,
    [cases],
  );
});

const contextOf = (staffId: string): CommandContext => ({
  actor: { kind: 'staff', id: staffId, roles: ['reviewer'] },
  now: new Date(),
  requestId: `request of ${staffId}`,
});
const together = (desk: ClaimDesk, ids: readonly string[], queues = ['relay']): Promise<ClaimResult[]> =>
  Promise.all(ids.map((id) => desk.next(contextOf(id), queues)));
const idsOf = (results: readonly ClaimResult[]) =>
  results.map((one) => (one.ok ? (one.claimed?.id ?? null) : one.code));

describe('people who ask at one moment', () => {
  it('get the most urgent cases, each another one, in one transaction, each under the own name', async () => {
    const results = await together(new ClaimDesk(uow), people);
    expect(idsOf(results)).toEqual(cases);
    const held: { id: string; held_by: string; state: string; xmin: string }[] = await owner.query(
      'select id, held_by, state, xmin::text from case_file where held_by is not null order by act_by',
    );
    expect(held.map((row) => row.held_by)).toEqual(people);
    expect(new Set(held.map((row) => row.xmin)).size).toBe(1);
    const events: { entity_id: string; actor_id: string; request_id: string }[] = await owner.query(
      `select entity_id, actor_id, request_id from event where kind = 'case.claim' and entity_id = any($1) order by array_position($1, entity_id)`,
      [cases],
    );
    expect(events.map((event) => event.entity_id)).toEqual(cases);
    expect(events.map((event) => event.actor_id)).toEqual(people);
    expect(events.map((event) => event.request_id)).toEqual(people.map((id) => `request of ${id}`));
  });

  it('get none that they skipped, nor one that is assigned to somebody else; it goes to whom it may', async () => {
    const [first, second, third] = people as [string, string, string];
    await owner.query(`insert into case_skip (case_id, staff_id, reason, at) values ($1, $2, 'conflict', now())`, [
      cases[0],
      first,
    ]);
    await owner.query('update case_file set assignee_id = $2 where id = $1', [cases[1], third]);
    expect(idsOf(await together(new ClaimDesk(uow), [first, second, third]))).toEqual([cases[2], cases[0], cases[1]]);
  });

  it('are served alone when the others of the group left none that they may have', async () => {
    const [first, second] = people as [string, string];
    // The two most urgent are barred for the first; the second takes one, and the first must look further.
    for (const id of cases.slice(0, 2)) {
      await owner.query(`insert into case_skip (case_id, staff_id, reason, at) values ($1, $2, 'conflict', now())`, [
        id,
        first,
      ]);
    }
    expect(idsOf(await together(new ClaimDesk(uow), [first, second]))).toEqual([cases[2], cases[0]]);
  });

  it('are refused one by one: who is full, who has left', async () => {
    const [full, gone, third] = people as [string, string, string];
    await owner.query('update staff set wip_limit = 0 where id = $1', [full]);
    await owner.query('update staff set active = false where id = $1', [gone]);
    const results = await together(new ClaimDesk(uow), [full, gone, third]);
    expect(idsOf(results)).toEqual(['TOO_MANY_HELD', 'ROLE_NOT_ALLOWED', cases[0]]);
  });

  it('are no more than their limit allows, however often one asks', async () => {
    const [first] = people as [string];
    await owner.query('update staff set wip_limit = 3 where id = $1', [first]);
    const results = idsOf(
      await together(
        new ClaimDesk(uow),
        Array.from({ length: 8 }, () => first),
      ),
    );
    expect(results.filter((one) => one === 'TOO_MANY_HELD')).toHaveLength(5);
    // Two of them are asked at once, and either may be the first to find the person free.
    expect(results.filter((one) => cases.includes(one ?? '')).sort()).toEqual(cases.slice(0, 3).sort());
  });

  it('are no more than their limit allows when others are served beside', async () => {
    const [first, second] = people as [string, string];
    await owner.query('update staff set wip_limit = 1 where id = $1', [first]);
    const results = idsOf(await together(new ClaimDesk(uow), [first, first, second]));
    expect(results.slice(0, 2).sort()).toEqual([cases[0], 'TOO_MANY_HELD'].sort());
    expect(results[2]).toBe(cases[1]);
  });

  it('are not tried again when nobody knows whether they were served', async () => {
    await owner.query(`
      create sequence commits;
      create function end_at_commit() returns trigger language plpgsql security definer as $$
        begin perform nextval('commits'); perform pg_terminate_backend(pg_backend_pid()); return null; end $$;
      create constraint trigger at_commit after update on case_file deferrable initially deferred for each row execute function end_at_commit()`);
    try {
      const desk = new ClaimDesk(uow);
      const results = await Promise.allSettled(people.map((id) => desk.next(contextOf(id), ['relay'])));
      expect(results.every(({ status }) => status === 'rejected')).toBe(true);
      expect(await owner.query('select last_value::int as n from commits')).toEqual([{ n: 1 }]);
    } finally {
      await owner.query('drop trigger at_commit on case_file; drop function end_at_commit; drop sequence commits');
    }
    expect(idsOf(await together(new ClaimDesk(uow), people))).toEqual(cases);
  });

  it('hear that nothing waits when there are fewer cases than people', async () => {
    await owner.query(`update case_file set state = 'final' where id <> all($1)`, [cases.slice(0, 4)]);
    const results = idsOf(await together(new ClaimDesk(uow), people));
    expect(results.filter((one) => one !== null).sort()).toEqual(cases.slice(0, 4).sort());
    expect(results.filter((one) => one === null)).toHaveLength(people.length - 4);
  });

  it('do not suffer from one whose request fails', async () => {
    const [first, second] = people as [string, string];
    const desk = new ClaimDesk(uow);
    const broken: CommandContext = {
      ...contextOf(first),
      actor: { kind: 'staff', id: 'no uuid', roles: ['reviewer'] },
    };
    const [failed, served] = await Promise.allSettled([
      desk.next(broken, ['relay']),
      desk.next(contextOf(second), ['relay']),
    ]);
    expect(failed.status).toBe('rejected');
    expect(served).toMatchObject({ status: 'fulfilled', value: { ok: true, claimed: { id: cases[0] } } });
  });
});
