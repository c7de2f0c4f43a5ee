import { UnitOfWork } from '@portcullis/core';
import { AssignAlerts } from '@portcullis/core/grouping/assign.command';
import { UnusableRuleSet } from '@portcullis/core/grouping/rule-set.query';
import { SetAside } from '@portcullis/core/grouping/set-aside.command';
import { seedReference } from '@portcullis/core/seed/seed-reference';
import { SYSTEM } from '@portcullis/domain';
import { GroupingWorld, type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AssignLoop } from './assign.loop.js';

let database: PrivateDatabase;
beforeAll(async () => {
  database = await privateDatabase();
  await seedReference(await database.open('app', 1));
});
afterAll(() => database.close());

it('whoever grouped last goes first, and the others take over when it is gone', async () => {
  const app = await database.open('app', 6);
  const now = new Date();
  const world = new GroupingWorld(app, now);
  const workers = ['one', 'two'].map((name) => ({
    name,
    loop: new AssignLoop(new AssignAlerts(new UnitOfWork(app)), new SetAside(new UnitOfWork(app)), { now: () => now }),
  }));
  const turn = { signal: new AbortController().signal };
  let number = 0;
  const round = async (...those: typeof workers): Promise<string[]> => {
    await world.accept([{ account: `a${number++}`, shares: { device_id: 'd1' } }]);
    const taken = await Promise.all(those.map(async ({ name, loop }) => ((await loop.run(turn)) > 0 ? [name] : [])));
    return taken.flat();
  };
  const [one, two] = workers as [(typeof workers)[0], (typeof workers)[0]];
  expect(await round(one)).toEqual(['one']);
  for (let i = 0; i < 5; i++) expect(await round(two, one)).toEqual(['one']);
  expect(await round(two)).toEqual(['two']);
  for (let i = 0; i < 5; i++) expect(await round(one, two)).toEqual(['two']);
});

it('what fails at one alert is that alert’s: it is set aside with the reason and tried again, and the others are grouped', async () => {
  const app = await database.open('app', 6);
  let now = new Date('2026-11-20T10:00:00Z');
  const uow = new UnitOfWork(app);
  const setAside = new SetAside(uow);
  const assign = new AssignAlerts(uow, 16);
  const loop = new AssignLoop(assign, setAside, { now: () => now });
  const turn = { signal: new AbortController().signal };
  const turns = async (most: number): Promise<string[]> => {
    const faults: string[] = [];
    for (let i = 0; i < most; i++) await loop.run(turn).catch((fault: Error) => void faults.push(fault.message));
    return faults;
  };
  const world = new GroupingWorld(app, now);
  await world.accept(
    Array.from({ length: 40 }, (_, i) => ({
      account: i === 20 ? 'broken' : `z${i}`,
      shares: { device_id: `z${i % 5}` },
    })),
  );
  // With its membership written already, writing it again is refused.
  await app.query(
    `insert into case_alert (alert_id, case_id, home_case_id, subject_kind, subject_id, detector_id, observed_at, score, rule_set_id, since)
     select id, id, id, 'account', subject_id, detector_id, observed_at, 0, 1, now() from alert where subject_id = 'broken'`,
  );
  const faults = await turns(30);
  expect(faults.length).toBeGreaterThan(2);
  const kept = await app.query(
    'select a.subject_id, s.tries, s.error, s.retry_at from alert_set_aside s join alert a on a.id = s.alert_id',
  );
  expect(kept).toEqual([
    {
      subject_id: 'broken',
      tries: 1,
      error: expect.stringContaining('duplicate key'),
      retry_at: new Date('2026-11-20T11:00:00Z'),
    },
  ]);
  expect(await app.query('select 1 from alert_pending')).toEqual([]);
  const [placed] = await app.query(`select count(*)::int as n from case_alert where subject_id like 'z%'`);
  expect(placed.n).toBe(39);
  // It waits until its time has come, and is grouped once nothing is in its way.
  const context = () => ({ actor: SYSTEM, now });
  expect(await setAside.putBack(context())).toBe(0);
  now = new Date('2026-11-20T11:00:00Z');
  expect(await setAside.putBack(context())).toBe(1);
  await app.query(`delete from case_alert where subject_id = 'broken'`);
  expect(await turns(2)).toEqual([]);
  expect(await setAside.putBack(context())).toBe(0);
  expect(await app.query('select 1 from alert_set_aside')).toEqual([]);
  const [told] = await app.query(`select count(*)::int as n from event where kind = 'alert.set_aside'`);
  expect(told.n).toBe(1);
});

it('does not set alerts aside while the database is away, nor one after the other when it is not the alerts', async () => {
  const app = await database.open('app', 6);
  const uow = new UnitOfWork(app);
  const world = new GroupingWorld(app, new Date());
  await world.accept(Array.from({ length: 30 }, (_, i) => ({ account: `w${i}`, shares: { device_id: 'w' } })));
  const failing = (fault: unknown) =>
    ({ batchSize: 16, isBehind: async () => false, run: async () => Promise.reject(fault) }) as unknown as AssignAlerts;
  const turn = { signal: new AbortController().signal };
  const count = async () => (await app.query('select count(*)::int as n from alert_set_aside'))[0].n as number;
  const run = async (fault: unknown) => {
    const loop = new AssignLoop(failing(fault), new SetAside(uow), { now: () => new Date() });
    for (let i = 0; i < 100; i++) await loop.run(turn).catch(() => undefined);
  };
  await run(Object.assign(new Error('gone'), { code: '57P01' }));
  expect(await count()).toBe(0);
  await run(new UnusableRuleSet('rule set 7: /spanDays: must be a whole number from 1 to 365'));
  expect(await count()).toBe(0);
  await run(new TypeError('a mistake of ours'));
  expect(await count()).toBe(20);
  const [waiting] = await app.query('select count(*)::int as n from alert_pending');
  expect(waiting.n).toBe(10);
  // Two workers failed at the same one: the second does not set the next one aside for it.
  const setAside = new SetAside(uow);
  const context = { actor: SYSTEM, now: new Date() };
  const first = (await setAside.next()) as string;
  expect(await setAside.put(context, first, 'it failed')).toBe(true);
  expect(await setAside.put(context, first, 'it failed')).toBe(false);
  expect(await count()).toBe(21);
});
