import { SYSTEM } from '@portcullis/domain';
import {
  type Database,
  emptyGrouping,
  GroupingWorld,
  type PrivateDatabase,
  privateDatabase,
  type SentAlert,
} from '@portcullis/testkit';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { CasePageQuery } from '../../casework/case-page.query.js';
import { newId } from '../../db/ids.js';
import { UnitOfWork } from '../../db/unit-of-work.js';
import { seedReference } from '../../seed/seed-reference.js';
import { AssignAlerts } from '../assign.command.js';
import { ConsequenceQuery } from '../corrections/consequence.query.js';
import { LookUpQuery } from '../look-up.query.js';
import { SharedQuery } from '../shared.query.js';

let database: PrivateDatabase;
let db: Database;
let uow: UnitOfWork;
let world: GroupingWorld;
const now = new Date('2026-11-20T10:00:00Z');
const dayBefore = (days: number) => new Date(now.getTime() - days * 86_400_000);

beforeAll(async () => {
  database = await privateDatabase();
  db = await database.open('app', 12);
  uow = new UnitOfWork(db);
  world = new GroupingWorld(db, now);
  await seedReference(db);
});
afterAll(() => database.close());
beforeEach(() => emptyGrouping(database));

async function assign(worker: AssignAlerts, ...alerts: SentAlert[]): Promise<void> {
  await world.accept(alerts);
  await worker.drain(() => ({ actor: SYSTEM, now }));
}
const rows = () => db.query('select subject_id as id, alert_count as alerts from case_subject order by 1, 2');

async function onThePage(account: string) {
  const [home] = await db.query(
    `select f.id from case_file f join case_subject s on s.case_id = f.id where s.subject_id = $1 and f.merged_into is null`,
    [account],
  );
  const page = await new CasePageQuery(uow).subjects(home.id, { first: 10, after: null, finding: null });
  return page?.rows.map(({ id, alertCount, firstAt, lastAt }) => ({ id, alertCount, firstAt, lastAt }));
}

it('a subject that is alone in its case is counted with the case, and every page says so', async () => {
  const worker = new AssignAlerts(uow);
  const alert = { account: 'a', shares: { device_id: 'd-1' } };
  await assign(worker, { ...alert, day: 5 });
  await assign(worker, { ...alert, day: 2 });
  await assign(worker, { ...alert, day: 9 }, { ...alert, day: 3 });
  expect(await rows()).toEqual([{ id: 'a', alerts: 1 }]);
  const told = { alertCount: 4, firstAt: dayBefore(9), lastAt: dayBefore(2) };
  expect(await onThePage('a')).toEqual([{ id: 'a', ...told }]);

  const lookUp = new LookUpQuery(uow);
  const [found] = await lookUp.find('device_id', 'd-1');
  const indicator = found?.id as number;
  expect(await lookUp.subjects(indicator, 10)).toMatchObject([{ id: 'a', ...told }]);
  expect(await lookUp.cases(indicator, 10)).toMatchObject([{ firstAt: told.firstAt, lastAt: told.lastAt }]);
  const [{ id }] = await db.query('select id from case_file');
  const [side] = await new ConsequenceQuery(uow).now([id], now);
  expect(side).toMatchObject({ alertCount: 4, subjects: [{ id: 'a', alerts: 4 }] });
  await assign(
    worker,
    { account: 'z', shares: { ip: '203.0.113.9' } },
    { account: 'a', shares: { ip: '203.0.113.9' } },
  );
  expect(await new SharedQuery(uow).shared(id, 10)).toMatchObject([{ type: 'ip', alertsInCase: 5 }]);
  expect(await world.wrongFigures()).toEqual([]);
});

it.each(['the same process', 'another one'])(
  'what it has is written down before %s brings a second one',
  async (who) => {
    const worker = new AssignAlerts(uow);
    const next = () => (who === 'another one' ? new AssignAlerts(uow) : worker);
    await assign(worker, { account: 'a', shares: { device_id: 'd-1' }, day: 5 });
    for (const day of [4, 3]) await assign(worker, { account: 'a', shares: { device_id: 'd-1' }, day });
    expect(await rows()).toEqual([{ id: 'a', alerts: 1 }]);
    await assign(next(), { account: 'b', shares: { device_id: 'd-1' }, day: 1 });
    expect(await rows()).toEqual([
      { id: 'a', alerts: 3 },
      { id: 'b', alerts: 1 },
    ]);
    // From then on both are counted for themselves.
    await assign(next(), { account: 'a', shares: {} });
    expect(await onThePage('a')).toEqual([
      { id: 'a', alertCount: 4, firstAt: dayBefore(5), lastAt: now },
      { id: 'b', alertCount: 1, firstAt: dayBefore(1), lastAt: dayBefore(1) },
    ]);
    expect(await world.wrongFigures()).toEqual([]);
  },
);

it('and before two such cases become one', async () => {
  const worker = new AssignAlerts(uow);
  const [a, b] = [
    { account: 'a', shares: { device_id: 'd-1' } },
    { account: 'b', shares: { device_id: 'd-2' } },
  ];
  await assign(worker, { ...a, day: 6 }, { ...b, day: 6 });
  for (const day of [5, 4]) await assign(worker, { ...a, day }, { ...b, day });
  await assign(worker, { ...a, day: 3 });
  await assign(
    worker,
    { account: 'c', shares: { device_id: 'd-1', payment_instrument: 'p' } },
    { account: 'b', shares: { payment_instrument: 'p' } },
  );
  expect(await onThePage('a')).toEqual([
    { id: 'a', alertCount: 4, firstAt: dayBefore(6), lastAt: dayBefore(3) },
    { id: 'b', alertCount: 4, firstAt: dayBefore(6), lastAt: now },
    { id: 'c', alertCount: 1, firstAt: now, lastAt: now },
  ]);
  expect(await world.wrongFigures()).toEqual([]);
});

it('the case says what its subject has to do with others', async () => {
  const worker = new AssignAlerts(uow);
  const sentences = async () => {
    const cases = await db.query('select id, number from case_file where merged_into is null order by number');
    const said = cases.map(async ({ id }: { id: string }) => (await new SharedQuery(uow).why(id))?.sentence);
    return { numbers: cases.map(({ number }: { number: number }) => number), said: await Promise.all(said) };
  };
  await assign(
    worker,
    { account: 'a', shares: { ip: '198.51.100.7' } },
    { account: 'b', shares: { ip: '198.51.100.7' } },
    { account: 'c', shares: {} },
  );
  const own = (account: string) => `All alerts are on the same account ${account}.`;
  expect((await sentences()).said).toEqual([
    `${own('a')} What it shares with others is not enough to join them.`,
    `${own('b')} What it shares with others is not enough to join them.`,
    `${own('c')} Nothing that counts is shared with others.`,
  ]);
  for (const account of ['a', 'b']) {
    const id = newId();
    await db.query(`insert into staff (id, email, name, roles) values ($1, $2, 'Ines', '{reviewer}')`, [
      id,
      `${id}@portcullis.example`,
    ]);
    await db.query(
      `update case_file set held_by = $2, held_until = $3 where id = (select case_id from case_subject where subject_id = $1)`,
      [account, id, new Date(now.getTime() + 600_000)],
    );
  }
  await assign(worker, { account: 'a', shares: { device_id: 'd' } }, { account: 'b', shares: { device_id: 'd' } });
  const { numbers, said } = await sentences();
  expect(said).toEqual([
    `${own('a')} By what they share it is one scheme with C-${numbers[1]}.`,
    `${own('b')} By what they share it is one scheme with C-${numbers[0]}.`,
    `${own('c')} Nothing that counts is shared with others.`,
  ]);
});
