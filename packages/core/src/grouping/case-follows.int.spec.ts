import { SYSTEM } from '@portcullis/domain';
import {
  aroundWork,
  type Database,
  emptyGrouping,
  GroupingWorld,
  type PrivateDatabase,
  patiently,
  privateDatabase,
  type SentAlert,
  untilSomebodyWaits,
} from '@portcullis/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../db/ids.js';
import { UnitOfWork } from '../db/unit-of-work.js';
import { seedReference } from '../seed/seed-reference.js';
import { AssignAlerts } from './assign.command.js';
import { RefreshCampaigns } from './campaign-facts.command.js';
import { HubImports } from './lists/hub-imports.command.js';
import { ReconcileCases } from './reconcile.command.js';

let database: PrivateDatabase;
let db: Database;
let world: GroupingWorld;
const now = new Date('2026-11-20T10:00:00Z');
const context = () => ({ actor: SYSTEM, now });

beforeAll(async () => {
  database = await privateDatabase();
  db = await database.open('app', 12);
  world = new GroupingWorld(db, now);
  await seedReference(db);
});
afterAll(() => database.close());
beforeEach(() => emptyGrouping(database));

const assigner = (batchSize = 4000) => new AssignAlerts(new UnitOfWork(db), batchSize);

describe('a case follows its cluster', () => {
  const pair = [
    { account: 'a', shares: { device_id: 'd-1' } },
    { account: 'b', shares: { device_id: 'd-2' } },
  ];
  const bridge = { account: 'c', shares: { device_id: 'd-1', payment_instrument: 'p' } };
  const other = { account: 'b', shares: { payment_instrument: 'p' } };

  it('and merges with another one, keeping the older history', async () => {
    const worker = assigner();
    await world.accept(pair);
    await worker.drain(context);
    await world.accept([bridge, other]);
    await worker.drain(context);
    const cases = await db.query(
      `select state, merged_into is not null as gone, alert_count from case_file order by state`,
    );
    expect(cases).toEqual([
      { state: 'merged', gone: true, alert_count: 1 },
      { state: 'new', gone: false, alert_count: 4 },
    ]);
    expect(await db.query(`select count(distinct home_case_id) from case_alert`)).toEqual([{ count: 2 }]);
    expect(await world.wrongFigures()).toEqual([]);
  });

  it('but not while two people hold the two: then it is proposed', async () => {
    const [ann, bob] = [newId(), newId()];
    await db.query(
      `insert into staff (id, email, name, roles) values ($1, $3, 'Ann', '{reviewer}'), ($2, $4, 'Bob', '{reviewer}')`,
      [ann, bob, `${ann}@staff.example`, `${bob}@staff.example`],
    );
    const worker = assigner();
    await world.accept(pair);
    await worker.drain(context);
    const hold = (staff: string, account: string, minutes: number) =>
      db.query(
        `update case_file set state = 'investigating', held_by = $1, held_until = $3
         where id = (select case_id from case_subject where subject_id = $2)`,
        [staff, account, new Date(now.getTime() + minutes * 60_000)],
      );
    await hold(ann, 'a', 10);
    await hold(bob, 'b', 10);
    await world.accept([bridge, other]);
    await worker.drain(context);
    expect(await db.query(`select state from case_file`)).toEqual([
      { state: 'investigating' },
      { state: 'investigating' },
    ]);
    expect(await db.query(`select kind, because->>'other' is not null as because from case_proposal`)).toEqual([
      { kind: 'merge', because: true },
    ]);
    // Once a lease has lapsed, they come together by themselves.
    const reconcile = new ReconcileCases(new UnitOfWork(db));
    expect(await reconcile.run(context())).toBe(0);
    expect(await reconcile.run({ actor: SYSTEM, now: new Date(now.getTime() + 11 * 60_000) })).toBe(1);
    expect(await db.query('select resolution from case_proposal')).toEqual([{ resolution: 'merged' }]);
    expect(await db.query(`select count(*) from case_file where merged_into is null`)).toEqual([{ count: 1 }]);
    expect(await world.wrongFigures()).toEqual([]);
  });

  it('and from the proposal on stays as it is: new alerts go to a linked follow-up case', async () => {
    const worker = assigner();
    await world.accept([{ account: 'a', shares: { device_id: 'd-1' } }]);
    await worker.drain(context);
    await db.query(`update case_file set state = 'proposed'`);
    await world.accept([
      { account: 'a', shares: {} },
      { account: 'b', shares: { device_id: 'd-1' } },
    ]);
    await worker.drain(context);
    const cases = await db.query(
      `select state, alert_count, follows_id is not null as follows from case_file order by number`,
    );
    expect(cases).toEqual([
      { state: 'proposed', alert_count: 1, follows: false },
      { state: 'new', alert_count: 2, follows: true },
    ]);
  });

  it('and parts again when what joined it turns out to be common', async () => {
    const worker = assigner(20);
    const shares = { ip: '192.0.2.9', prompt_template: 't' };
    await world.accept([
      { account: 'a', shares },
      { account: 'b', shares },
    ]);
    await worker.drain(context);
    expect(await db.query(`select alert_count from case_file`)).toEqual([{ alert_count: 2 }]);
    await world.accept(Array.from({ length: 100 }, (_, i) => ({ account: `x${i}`, shares: { ip: '192.0.2.9' } })));
    await worker.drain(context);
    expect(await db.query(`select count(*) from case_file where merged_into is null`)).toEqual([{ count: 102 }]);
    expect(await db.query(`select count(*) from event where kind = 'case.part'`)).toEqual([{ count: 1 }]);
    expect(await world.wrongFigures()).toEqual([]);
  });

  it('and parts when a list says that a card is an agency’s, and comes together when that is taken back', async () => {
    const [one, two] = [newId(), newId()];
    for (const id of [one, two])
      await db.query(`insert into staff (id, email, name, roles) values ($1, $2, 'Sen', '{senior_reviewer}')`, [
        id,
        `${id}@staff.example`,
      ]);
    const as = (id: string) => ({ actor: { kind: 'staff', id, roles: ['senior_reviewer'] } as const, now });
    const hubs = new HubImports(new UnitOfWork(db));
    const worker = assigner();
    const living = async () => (await db.query(`select count(*) from case_file where merged_into is null`))[0].count;
    await world.accept(['a', 'b', 'c'].map((account) => ({ account, shares: { payment_instrument: 'card-4242' } })));
    await worker.drain(context);
    expect(await living()).toBe(1);
    const file = { text: 'card-4242', type: 'payment_instrument', kind: 'agency', fileName: null, leaveOut: false };
    const made = await hubs.propose(as(one), { ...file, reason: 'Agencies pay for clients.', source: 'their calls' });
    if (!made.ok) throw new Error(made.message);
    await worker.drain(context);
    expect(await living()).toBe(1);
    const [{ second }] = await db.query('select assigned_to as second from hub_import');
    expect(await hubs.answer(as(second), made.id, 'confirm', 'Called one of them.')).toMatchObject({ ok: true });
    await worker.drain(context);
    expect(await living()).toBe(3);
    await world.accept([{ account: 'd', shares: { payment_instrument: 'card-4242' } }]);
    await worker.drain(context);
    expect(await living()).toBe(4);
    expect(await hubs.revoke(as(one), made.id, 'They are no agencies.')).toMatchObject({ ok: true });
    await worker.drain(context);
    expect(await living()).toBe(1);
    expect(await world.wrongFigures()).toEqual([]);
  });

  it('and past the limit becomes a campaign with a case for each organization, else account', async () => {
    const worker = assigner(150);
    const sent = Array.from({ length: 700 }, (_, i) => ({
      account: `a${i}`,
      shares: { device_id: 'relay' },
      related: i < 600 ? [{ kind: 'organization', id: `o${i % 30}` }] : [],
    }));
    await world.accept(sent.slice(0, 450));
    await worker.drain(context);
    expect(await db.query(`select alert_count, campaign_id from case_file where merged_into is null`)).toEqual([
      { alert_count: 450, campaign_id: null },
    ]);
    await world.accept([...sent.slice(450), { account: 'a3', shares: {}, related: [] }]);
    await worker.drain(context);
    const [campaign] = await db.query(`select subject_count, alert_count, case_count, title from campaign`);
    expect(campaign).toEqual({
      subject_count: 700,
      alert_count: 701,
      case_count: 130,
      title: 'Transfer station campaign: 700 subjects',
    });
    expect(await db.query(`select count(*) from case_file where merged_into is null and campaign_id is null`)).toEqual([
      { count: 0 },
    ]);
    expect(
      await db.query(`select max(subject_count), min(subject_count) from case_file where merged_into is null`),
    ).toEqual([{ max: 20, min: 1 }]);
    const refresh = new RefreshCampaigns(new UnitOfWork(db));
    expect(await refresh.run(context())).toBe(1);
    expect(await refresh.run(context())).toBe(0);
    const [told] = await db.query('select exchanges, facts from campaign');
    expect(told).toMatchObject({
      exchanges: 701,
      facts: { routes: [{ name: 'transfer_station', alerts: 701 }], detectors: [{ name: 'test', alerts: 701 }] },
    });
    expect(await world.wrongFigures()).toEqual([]);
  });

  it('and a closed case is remembered when its cluster has become a campaign since', async () => {
    const worker = assigner(300);
    const account = (i: number) => ({ account: `a${i}`, shares: { device_id: 'relay' } });
    await world.accept(Array.from({ length: 400 }, (_, i) => account(i)));
    await worker.drain(context);
    const [closed] = await db.query<{ id: string }[]>('select id from case_file');
    await db.query(`update case_file set state = 'final', final_at = $1, resolved_at = $1`, [now]);
    await db.query(
      `insert into decision (id, case_id, kind, state, route, proposed_at, decided_at) values ($1, $2, 'suspend', 'approved', 'transfer_station', $3, $3)`,
      [newId(), closed?.id, new Date(now.getTime() - 5 * 86_400_000)],
    );
    await world.accept(Array.from({ length: 200 }, (_, i) => account(400 + i)));
    await worker.drain(context);
    await world.accept([account(7), account(450), { account: 'stranger', shares: {} }]);
    await worker.drain(context);
    const following = async (one: string) =>
      db.query(
        `select f.follows_id = $2 as "follows", f.campaign_id is not null as campaign, r.decision, r.days from case_file f
         join case_subject s on s.case_id = f.id left join case_repeat r on r.case_id = f.id
         where s.subject_id = $1 and f.state = 'new'`,
        [one, closed?.id],
      );
    expect(await following('a7')).toEqual([{ follows: true, campaign: true, decision: 'suspend', days: 5 }]);
    expect(await following('stranger')).toEqual([{ follows: null, campaign: false, decision: null, days: null }]);
    expect(await world.wrongFigures()).toEqual([]);
  });

  it('and of two campaigns that turn out to be one, with one case for an organization that had one in each', async () => {
    const worker = assigner(500);
    // So many accounts are of the organization that it joins nothing by itself.
    const of = (relay: string, i: number): SentAlert => ({
      account: `${relay}-${i}`,
      shares: { device_id: relay },
      related: i < 60 ? [{ kind: 'organization', id: 'both' }] : [],
    });
    await world.accept(['r1', 'r2'].flatMap((relay) => Array.from({ length: 600 }, (_, i) => of(relay, i))));
    await worker.drain(context);
    const campaigns = () =>
      db.query(`select case_count as cases, subject_count as subjects from campaign where merged_into is null`);
    expect(await campaigns()).toEqual(Array.from({ length: 2 }, () => ({ cases: 541, subjects: 600 })));
    const bridge = (relay: string): SentAlert => ({ account: 'bridge', shares: { device_id: relay } });
    await world.accept([bridge('r1'), bridge('r2')]);
    await worker.drain(context);
    expect(await campaigns()).toEqual([{ cases: 1082, subjects: 1201 }]);
    expect(
      await db.query(
        `select count(distinct f.id)::int as cases, sum(s.alert_count)::int as alerts from case_subject s
         join case_file f on f.id = s.case_id where f.merged_into is null and f.subject_count > 1`,
      ),
    ).toEqual([{ cases: 1, alerts: 120 }]);
    expect(await world.wrongFigures()).toEqual([]);
    // What comes next is counted where they went.
    await world.accept([of('r2', 3), of('r1', 4), of('r2', 100), of('r2', 700)]);
    await worker.drain(context);
    expect(await campaigns()).toEqual([{ cases: 1083, subjects: 1202 }]);
    expect(await world.wrongFigures()).toEqual([]);
  });

  it('and a batch that would make one of two campaigns, when another worker was quicker, is done again quietly', async () => {
    const of = (relay: string, i: number): SentAlert => ({ account: `${relay}-${i}`, shares: { device_id: relay } });
    await world.accept(['r1', 'r2'].flatMap((relay) => Array.from({ length: 520 }, (_, i) => of(relay, i))));
    await assigner().drain(context);
    await world.accept([
      ...Array.from({ length: 10 }, (_, i) => of('elsewhere', i)),
      { account: 'bridge', shares: { device_id: 'r1' } },
      { account: 'bridge', shares: { device_id: 'r2' } },
    ]);
    const uow = new UnitOfWork(db);
    const faults: unknown[] = [];
    let other: Promise<unknown> | null = null;
    const slower = aroundWork(uow, async (work, tx, isBatch) => {
      const result = await work(tx).catch((fault: unknown) => {
        faults.push(fault);
        throw fault;
      });
      if (isBatch && !other) {
        other = new AssignAlerts(patiently(uow), 10).run(context, { most: 1 });
        await untilSomebodyWaits(db);
      }
      return result;
    });
    const worker = new AssignAlerts(slower, 10);
    await worker.run(context);
    expect(await other).toEqual({ status: 'assigned', alerts: 2, taken: 2 });
    expect(faults).toMatchObject([{ message: 'Something else was grouped in between.' }]);
    await worker.drain(context);
    expect(await db.query('select case_count as cases from campaign where merged_into is null')).toEqual([
      { cases: 1041 },
    ]);
    expect(await world.wrongFigures()).toEqual([]);
  });

  it('and a large campaign grows by what comes, without its cases being read; its route follows most of them', async () => {
    const worker = assigner(200);
    const relay = (i: number, more: Partial<SentAlert> = {}): SentAlert => ({
      account: `a${i}`,
      shares: { device_id: 'relay' },
      ...more,
    });
    await world.accept(Array.from({ length: 700 }, (_, i) => relay(i)));
    await worker.drain(context);
    const campaign = async () =>
      (
        await db.query(`select case_count as cases, alert_count as alerts, severity, route, title, facts from campaign`)
      )[0];
    expect(await campaign()).toMatchObject({ cases: 700, alerts: 700, severity: 3, route: 'transfer_station' });
    await world.accept([
      ...Array.from({ length: 800 }, (_, i) => relay(700 + i, { route: 'distillation' })),
      ...Array.from({ length: 50 }, (_, i) => relay(i, { shares: {}, day: i })),
      relay(7, { severity: 5 }),
    ]);
    await worker.drain(context);
    expect(await world.wrongFigures()).toEqual([]);
    expect(await campaign()).toMatchObject({
      cases: 1500,
      alerts: 1551,
      severity: 5,
      title: 'Transfer station campaign: 1,500 subjects',
    });
    expect(await new RefreshCampaigns(new UnitOfWork(db)).run(context())).toBe(1);
    expect(await campaign()).toMatchObject({
      route: 'distillation',
      title: 'Distillation campaign: 1,500 subjects',
      facts: {
        routes: [
          { name: 'distillation', alerts: 800 },
          { name: 'transfer_station', alerts: 751 },
        ],
      },
    });
    // Two accounts turn out to be of one organization, so their cases become one.
    await world.accept([
      relay(2, { related: [{ kind: 'organization', id: 'o' }] }),
      relay(3, { related: [{ kind: 'organization', id: 'o' }] }),
    ]);
    await worker.drain(context);
    expect(await world.wrongFigures()).toEqual([]);
    expect(await campaign()).toMatchObject({ cases: 1499, alerts: 1553 });
    // What held it together is nobody's own: what stays is less in everything, also in what it was worst at.
    await world.accept(Array.from({ length: 10 }, (_, i) => relay(20 + i, { shares: { device_id: 'inner' } })));
    await db.query(
      `insert into hub_entry (id, indicator_type, indicator_value, kind, reason, source)
       values ($1, 'device_id', 'relay', 'agency', 'A rental firm.', 'its site')`,
      [newId()],
    );
    await worker.drain(context);
    expect(await world.wrongFigures()).toEqual([]);
    expect(await campaign()).toMatchObject({ cases: 10, alerts: 30, severity: 3 });
  });
});
