import { DEFAULT_RULE_SET, SYSTEM } from '@portcullis/domain';
import { referencePartition } from '@portcullis/domain/grouping/reference';
import {
  aroundWork,
  type Database,
  emptyGrouping,
  GroupingWorld,
  looseAndTight,
  type PrivateDatabase,
  patiently,
  privateDatabase,
  type SentAlert,
  shape,
  untilSomebodyWaits,
} from '@portcullis/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../db/ids.js';
import { UnitOfWork } from '../db/unit-of-work.js';
import { seedReference } from '../seed/seed-reference.js';
import { AssignAlerts } from './assign.command.js';
import { MembershipsQuery } from './memberships.query.js';

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

/** Something happens elsewhere between the first batch and its commit. */
function afterFirst(change: () => Promise<unknown>): UnitOfWork {
  let done: Promise<unknown> | null = null;
  return aroundWork(new UnitOfWork(db), async (work, tx, isBatch) => {
    const result = await work(tx);
    if (isBatch) done ??= change();
    await done;
    return result;
  });
}

describe('grouping.assign', () => {
  it.each([
    ['all at once', 5000, 1],
    ['in small batches', 37, 1],
    ['with four workers', 41, 4],
  ])('finds the partition of the reference, %s', async (_, batchSize, workers) => {
    const sightings = await world.accept(looseAndTight(7, 900));
    const drains = Array.from({ length: workers }, async () => {
      const worker = assigner(batchSize);
      let done = 0;
      for (let busy = 0; busy < 2000; ) {
        // Few at a stretch, so that each worker comes to it.
        const result = await worker.run(context, { most: 3 });
        if (result.status === 'idle') break;
        if (result.status === 'busy') {
          busy++;
          await new Promise((resolve) => setTimeout(resolve, 5));
        } else done += result.alerts;
      }
      return done;
    });
    const done = await Promise.all(drains);
    expect(done.reduce((a, b) => a + b)).toBe(900);
    if (workers > 1) expect(done.filter((n) => n > 0).length).toBeGreaterThan(1);
    const found = await world.memberships();
    expect(found.length).toBe(900);
    const expected = shape(referencePartition(DEFAULT_RULE_SET, sightings));
    expect(shape(found.map(({ node, cluster }) => [node, cluster]))).toEqual(expected);
    expect(expected.some((group) => group.split(' ').length > 2)).toBe(true);
    expect(await world.wrongFigures()).toEqual([]);
  });

  it('does a batch again that was interrupted, without a trace of the first try', async () => {
    const sightings = await world.accept(looseAndTight(11, 400));
    let turn = 5;
    let faults = 0;
    const flaky = aroundWork(new UnitOfWork(db), async (work, tx) => {
      const result = await work(tx);
      turn = (Math.imul(turn, 1103515245) + 12345) & 0x7fffffff;
      if ((turn >>> 8) % 3 > 0) return result;
      faults++;
      throw new Error('the process died before the commit');
    });
    // Batches, what they read ahead, and what they read of it: each dies at some time.
    const worker = new AssignAlerts(flaky, 30);
    for (;;) {
      const result = await worker.run(context).catch(() => null);
      if (result?.status === 'idle') break;
    }
    expect(faults).toBeGreaterThan(5);
    const found = await world.memberships();
    expect(shape(found.map(({ node, cluster }) => [node, cluster]))).toEqual(
      shape(referencePartition(DEFAULT_RULE_SET, sightings)),
    );
    expect(await world.wrongFigures()).toEqual([]);
  });

  it('does a batch again that was prepared ahead when another worker got in between', async () => {
    const sightings = await world.accept(looseAndTight(13, 400));
    const uow = new UnitOfWork(db);
    const others: Promise<unknown>[] = [];
    const overtaken: unknown[] = [];
    let batches = 0;
    const preparing = aroundWork(uow, async (work, tx, isBatch) => {
      const result = await work(tx).catch((fault: unknown) => {
        overtaken.push(fault);
        throw fault;
      });
      if (isBatch && ++batches % 3 === 2) {
        others.push(new AssignAlerts(patiently(uow), 40).run(context, { most: 1 }));
        await untilSomebodyWaits(db);
      }
      return result;
    });
    const worker = new AssignAlerts(preparing, 40);
    while ((await worker.run(context)).status !== 'idle') await Promise.all(others);
    expect(await Promise.all(others)).toContainEqual({ status: 'assigned', alerts: 40, taken: 40 });
    expect(overtaken.length).toBeGreaterThan(0);
    for (const fault of overtaken) expect(fault).toMatchObject({ message: 'Something else was grouped in between.' });
    const found = await world.memberships();
    expect(found.length).toBe(400);
    expect(shape(found.map(({ node, cluster }) => [node, cluster]))).toEqual(
      shape(referencePartition(DEFAULT_RULE_SET, sightings)),
    );
    expect(await world.wrongFigures()).toEqual([]);
  });

  it.each([
    [
      'under the rules that became active meanwhile',
      `insert into rule_set (id, name, rules, reason, state, created_at, activated_at) values (7, 'Same', '{}', 'a new name', 'active', now(), now())`,
      [
        { rules: 1, alerts: 40 },
        { rules: 7, alerts: 80 },
      ],
    ],
    [
      'without an alert that no longer waits',
      'delete from alert_pending where alert_id = (select alert_id from alert_pending order by alert_id offset 45 limit 1)',
      [{ rules: 1, alerts: 119 }],
    ],
  ])('does a batch again that was prepared ahead, %s', async (_, change, expected) => {
    await world.accept(looseAndTight(19, 120));
    const worker = new AssignAlerts(
      afterFirst(() => db.query(change)),
      40,
    );
    await worker.drain(context);
    expect(
      await db.query('select rule_set_id as rules, count(*)::int as alerts from case_alert group by 1 order by 1'),
    ).toEqual(expected);
    expect(await world.wrongFigures()).toEqual([]);
  });

  it('does a batch again for which it could not read ahead, and fails at nothing', async () => {
    const sightings = await world.accept(looseAndTight(29, 160));
    const uow = new UnitOfWork(db);
    let readings = 0;
    const worker = new AssignAlerts(
      aroundWork(uow, async (work, tx, isBatch) => {
        // First it peeks at what waits, then it reads what is known of that.
        if (!isBatch && ++readings === 2) throw new Error('no connection was free');
        return work(tx);
      }),
      40,
    );
    expect(await worker.run(context)).toEqual({ status: 'assigned', alerts: 40, taken: 40 });
    expect(readings).toBeGreaterThan(1);
    expect(await worker.drain(context)).toBe(120);
    expect(shape((await world.memberships()).map(({ node, cluster }) => [node, cluster]))).toEqual(
      shape(referencePartition(DEFAULT_RULE_SET, sightings)),
    );
    expect(await world.wrongFigures()).toEqual([]);
  });

  it('begins anew when the hub list has changed', async () => {
    await world.accept(looseAndTight(23, 400));
    const hub = `insert into hub_entry (id, indicator_type, indicator_value, kind, reason, source)
      values ($1, 'device_id', 'd1', 'agency', 'A rental firm.', 'its site')`;
    const worker = new AssignAlerts(
      afterFirst(() => db.query(hub, [newId()])),
      10,
    );
    const first = await worker.run(context);
    expect(first).toMatchObject({ status: 'assigned' });
    expect((first as { taken: number }).taken).toBeLessThan(100);
    await worker.run(context, { most: 1 });
    expect(await db.query('select pending from hub_entry')).toEqual([{ pending: false }]);
    await worker.drain(context);
    expect(await world.wrongFigures()).toEqual([]);
  });

  it('ends after the batch that is under way when it is told to stop', async () => {
    await world.accept(looseAndTight(17, 200));
    const worker = assigner(40);
    const told = new AbortController();
    const running = worker.run(context, { signal: told.signal });
    told.abort();
    expect(await running).toEqual({ status: 'assigned', alerts: 40, taken: 40 });
    expect(await worker.run(context)).toEqual({ status: 'assigned', alerts: 160, taken: 160 });
  });

  it('explains each membership, and tells history once for each case and batch', async () => {
    await world.accept([
      { account: 'a', shares: { device_id: 'd-1', ip: '192.0.2.7' } },
      { account: 'b', shares: { device_id: 'd-1' } },
      { account: 'b', shares: { ip: '192.0.2.7' } },
      { account: 'c', shares: { ip: '192.0.2.7' } },
    ]);
    await assigner().drain(context);
    const links = await db.query(
      `select subject_id, link->>'basis' as basis, link->>'sentence' as sentence, score from case_alert order by alert_id`,
    );
    expect(links).toMatchObject([
      { subject_id: 'a', basis: 'evidence' },
      { subject_id: 'b', basis: 'evidence', score: 2000 },
      { subject_id: 'b', basis: null, sentence: null },
      { subject_id: 'c', basis: 'first' },
    ]);
    expect(links[1]?.sentence).toBe(
      'Shares the device d-1 (2 accounts) and the IP address 192.0.2.7 (3 accounts) with account a.',
    );
    const events = await db.query(`select kind, count(*) from event where stage = 'grouping' group by kind`);
    expect(events).toEqual([{ kind: 'case.open', count: 2 }]);
    const [pending] = await db.query('select count(*) from alert_pending');
    expect(pending.count).toBe(0);
  });

  it('counts more of the same without reading the case, unless somebody wrote it meanwhile', async () => {
    const read: string[] = [];
    const listening = aroundWork(new UnitOfWork(db), (work, tx) =>
      work({
        ...tx,
        prepared: (name, sql, values) => {
          read.push(name);
          return tx.prepared(name, sql, values);
        },
      }),
    );
    const worker = new AssignAlerts(listening);
    const one = { account: 'a', shares: { device_id: 'd-1' } };
    const more = async (sent: SentAlert[]) => {
      read.length = 0;
      await world.accept(sent);
      await worker.drain(context);
      return read.includes('grouping-cases');
    };
    const events = async (kind: string) =>
      (await db.query('select count(*)::int as n from event where kind = $1', [kind]))[0].n;
    expect(await more([one, { ...one, account: 'b' }])).toBe(false);
    expect(await more([one, { ...one, account: 'b' }, one])).toBe(false);
    expect(await more([{ ...one, severity: 5 }])).toBe(true);
    expect(await more([one])).toBe(false);
    expect(await events('case.attach')).toBe(1);
    expect(await more([one, { ...one, account: 'c' }])).toBe(true);
    expect(await more([{ ...one, account: 'c' }])).toBe(false);

    const staff = (await db.query('select id from staff limit 1'))[0]?.id ?? null;
    await db.query(`update case_file set state = 'investigating', held_by = $1, held_until = $2, assignee_id = $1`, [
      staff,
      new Date(now.getTime() + 60_000),
    ]);
    const before = await events('case.attach');
    expect(await more([one, one])).toBe(true);
    expect(await events('case.attach')).toBe(before + 1);
    expect(await more([one])).toBe(true);
    const [row] = await db.query('select state, held_by, alert_count, severity from case_file');
    expect(row).toEqual({ state: 'investigating', held_by: staff, alert_count: 13, severity: 5 });

    // Frozen, it has a new case beside it, and may take that one in at any time.
    await db.query(`update case_file set state = 'proposed', held_by = null, held_until = null`);
    expect(await more([one])).toBe(true);
    expect(await more([one])).toBe(true);
    await db.query(`update case_file set state = 'investigating' where state = 'proposed'`);
    expect(await more([one])).toBe(true);
    expect(await db.query('select state, alert_count from case_file order by number')).toEqual([
      { state: 'investigating', alert_count: 16 },
      { state: 'merged', alert_count: 2 },
    ]);
    expect(await world.wrongFigures()).toEqual([]);
  });

  it('gives a case its route, queue, due time and title, and moves them as alerts come', async () => {
    await world.accept([{ account: 'a', shares: { device_id: 'd-1' }, route: 'unknown', severity: 2 }]);
    const worker = assigner();
    await worker.drain(context);
    const read = async () =>
      (
        await db.query(`select title, route, queue_id, severity, due_at, act_by, alert_count, number from case_file`)
      )[0];
    const first = await read();
    expect(first).toMatchObject({ title: 'Unsorted: account a', route: 'unknown', queue_id: 'triage', severity: 2 });
    await world.accept([{ account: 'b', shares: { device_id: 'd-1' }, route: 'distillation', severity: 5 }]);
    await worker.drain(context);
    const second = await read();
    expect(second).toMatchObject({
      title: 'Distillation: 2 accounts around device d-1',
      queue_id: 'distillation',
      severity: 5,
      alert_count: 2,
      number: first.number,
    });
    expect(second.due_at.getTime()).toBe(now.getTime() + 120 * 60_000);
    expect(second.act_by < first.act_by).toBe(true);
  });
});

describe('the export of memberships', () => {
  it('has one line for each accepted id, folded ones included, with the live case', async () => {
    const worker = assigner();
    await world.accept([
      { account: 'a', shares: { device_id: 'd-1' } },
      { account: 'b', shares: { device_id: 'd-2' } },
    ]);
    await worker.drain(context);
    await world.accept([
      { account: 'c', shares: { device_id: 'd-1', payment_instrument: 'p' } },
      { account: 'b', shares: { payment_instrument: 'p' } },
    ]);
    await worker.drain(context);
    await world.accept([{ account: 'z', shares: {} }]);
    await db.query(
      `insert into alert_identity (detector_id, external_id, content_hash, alert_id) select detector_id, external_id, '', id from alert`,
    );
    await db.query(
      `insert into alert_identity (detector_id, external_id, content_hash, alert_id, folded)
       select 'test', 'repeat', '', alert_id, true from case_alert order by alert_id limit 1`,
    );
    const lines = [];
    for await (const page of new MembershipsQuery(db).pages()) lines.push(...page);
    expect(lines.length).toBe(6);
    const [live] = await db.query('select id from case_file where merged_into is null');
    expect(lines.filter(({ caseId }) => caseId === live.id).length).toBe(5);
    expect(lines.filter(({ caseId }) => caseId === null).length).toBe(1);
    const none = [];
    for await (const page of new MembershipsQuery(db).pages('other')) none.push(...page);
    expect(none).toEqual([]);
  });
});
