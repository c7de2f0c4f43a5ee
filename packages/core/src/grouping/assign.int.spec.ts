import { DEFAULT_RULE_SET, type Sighting, SYSTEM, sightingOf } from '@portcullis/domain';
import { referencePartition } from '@portcullis/domain/grouping/reference';
import { type Database, type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../db/ids.js';
import { UnitOfWork } from '../db/unit-of-work.js';
import { seedReference } from '../seed/seed-reference.js';
import { AssignAlerts } from './assign.command.js';
import { RefreshCampaigns } from './campaign-facts.command.js';
import { HubList } from './hubs.command.js';
import { MembershipsQuery } from './memberships.query.js';
import { ReconcileCases } from './reconcile.command.js';

let database: PrivateDatabase;
let db: Database;
const now = new Date('2026-11-20T10:00:00Z');
const context = () => ({ actor: SYSTEM, now });

beforeAll(async () => {
  database = await privateDatabase();
  db = await database.open('app', 12);
  await seedReference(db);
});
afterAll(() => database.close());
beforeEach(async () => {
  const owner = await database.open('superuser', 1);
  await owner.query(`truncate grouping_cluster, grouping_subject, indicator, indicator_carrier, indicator_type_count, case_alert, case_proposal,
    case_subject, case_file, campaign, alert, alert_pending, alert_occurrence, alert_identity, event, event_body, event_unsealed, rule_set, hub_entry cascade`);
  await owner.query(
    'update grouping_state set generation = generation + 1, next_subject = 1, next_value = 1, next_cluster = 1',
  );
  await owner.destroy();
});

interface Sent {
  account: string;
  shares: Record<string, string>;
  day?: number;
  related?: { kind: string; id: string }[];
  route?: string;
  severity?: number;
}

/** Stores alerts as intake leaves them. @returns how grouping sees them */
async function accept(sent: readonly Sent[]): Promise<Sighting[]> {
  const rows = sent.map((one) => {
    const id = newId();
    const observedAt = new Date(now.getTime() - 86_400_000 * (one.day ?? 0));
    const body = {
      related: one.related ?? [],
      indicators: Object.entries(one.shares).map(([type, value]) => ({ type, value })),
    };
    return { ...one, id, observedAt, body };
  });
  await db.query(
    `insert into alert (id, detector_id, external_id, severity, route, subject_kind, subject_id, observed_at, received_at, body)
     select id, 'test', id::text, severity, route, 'account', account, observed_at, $7, body
     from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::json[], $5::text[], $6::smallint[]) as n(id, account, observed_at, body, route, severity)`,
    [
      rows.map((row) => row.id),
      rows.map((row) => row.account),
      rows.map((row) => row.observedAt),
      rows.map((row) => JSON.stringify(row.body)),
      rows.map((row) => row.route ?? 'transfer_station'),
      rows.map((row) => row.severity ?? 3),
      now,
    ],
  );
  await db.query('insert into alert_pending (alert_id) select unnest($1::uuid[])', [rows.map((row) => row.id)]);
  return rows.map((row) =>
    sightingOf({
      id: row.id,
      subject: { kind: 'account', id: row.account },
      related: row.related ?? null,
      indicators: row.body.indicators,
      observedAt: row.observedAt.getTime(),
    }),
  );
}

const assigner = (batchSize = 4000) => new AssignAlerts(new UnitOfWork(db), batchSize);

interface Membership {
  alert_id: string;
  node: string;
  case_id: string;
  cluster: string;
}

async function memberships(): Promise<Membership[]> {
  return db.query(
    `select a.alert_id, a.subject_kind || ':' || a.subject_id as node, coalesce(f.merged_into, f.id) as case_id,
       coalesce(g.merged_into, g.id, f.merged_into, f.id) as cluster
     from case_alert a join case_file f on f.id = a.case_id left join campaign g on g.id = f.campaign_id`,
  );
}

function shape(pairs: Iterable<readonly [string, unknown]>): string[] {
  const groups = new Map<unknown, Set<string>>();
  for (const [node, cluster] of pairs) groups.set(cluster, (groups.get(cluster) ?? new Set()).add(node));
  return [...groups.values()].map((nodes) => [...nodes].sort().join(' ')).sort();
}

/** Every figure that a case carries, against a count of what it holds. */
async function expectFiguresRight(): Promise<void> {
  const wrong = await db.query(
    `select f.id, f.alert_count, f.subject_count, f.severity, c.* from case_file f
     left join (select a.case_id, count(*) as alerts, count(distinct (a.subject_kind, a.subject_id)) as subjects, max(s.severity) as severity,
         min(a.observed_at) as first_at, max(a.observed_at) as last_at
       from case_alert a join alert s on s.id = a.alert_id group by 1) c on c.case_id = f.id
     where f.merged_into is null and (f.alert_count is distinct from c.alerts or f.subject_count is distinct from c.subjects
       or f.severity is distinct from c.severity or f.first_alert_at is distinct from c.first_at or f.last_alert_at is distinct from c.last_at)`,
  );
  expect(wrong).toEqual([]);
  const subjects = await db.query(
    `select s.case_id, s.subject_id, s.alert_count, c.alerts from case_subject s join case_file f on f.id = s.case_id and f.merged_into is null
     full join (select case_id, subject_kind, subject_id, count(*) as alerts from case_alert group by 1, 2, 3) c using (case_id, subject_kind, subject_id)
     where s.alert_count is distinct from c.alerts and (s.case_id is null or f.merged_into is null) and (f.id is not null or s.case_id is null)`,
  );
  expect(subjects).toEqual([]);
  const campaigns = await db.query(
    `select g.*, f.* from campaign g
     join (select campaign_id, count(*) as cases, sum(alert_count) as alerts, sum(subject_count) as subjects, max(severity) as severity,
         min(first_alert_at) as first_at, max(last_alert_at) as last_at
       from case_file where merged_into is null and campaign_id is not null group by 1) f on f.campaign_id = g.id
     where g.case_count is distinct from f.cases or g.alert_count is distinct from f.alerts or g.subject_count is distinct from f.subjects
       or g.severity is distinct from f.severity or g.first_alert_at is distinct from f.first_at or g.last_alert_at is distinct from f.last_at`,
  );
  expect(campaigns).toEqual([]);
}

/** A world of loose and tight groups, with hubs that become common over time. */
function world(seed: number, alerts: number): Sent[] {
  let state = seed;
  const draw = (below: number) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
  return Array.from({ length: alerts }, () => {
    const account = draw(Math.ceil(alerts / 2));
    const shares: Record<string, string> = {
      ip: `ip${draw(alerts / 8)}`,
      asn: `as${draw(5)}`,
      user_agent: `ua${draw(3)}`,
    };
    if (draw(3) === 0) shares.prompt_template = `t${draw(alerts / 10)}`;
    if (draw(6) === 0) shares.device_id = `d${draw(alerts / 6)}`;
    if (draw(4) === 0) shares.email_domain = `m${draw(alerts / 12)}.example`;
    if (draw(8) === 0) shares.colour = `c${draw(alerts / 8)}`;
    return {
      account: `a${account}`,
      shares,
      day: draw(30),
      related: draw(3) ? [] : [{ kind: 'organization', id: `o${account % Math.ceil(alerts / 6)}` }],
      route: ['transfer_station', 'vpn_proxy', 'unknown'][draw(3)] as string,
      severity: draw(7),
    };
  });
}

describe('grouping.assign', () => {
  it.each([
    ['all at once', 5000, 1],
    ['in small batches', 37, 1],
    ['with four workers', 41, 4],
  ])('finds the partition of the reference, %s', async (_, batchSize, workers) => {
    const sightings = await accept(world(7, 900));
    const drains = Array.from({ length: workers }, async () => {
      const worker = assigner(batchSize);
      let done = 0;
      for (let busy = 0; busy < 2000; ) {
        const result = await worker.run(context);
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
    const found = await memberships();
    expect(found.length).toBe(900);
    const expected = shape(referencePartition(DEFAULT_RULE_SET, sightings));
    expect(shape(found.map(({ node, cluster }) => [node, cluster]))).toEqual(expected);
    expect(expected.some((group) => group.split(' ').length > 2)).toBe(true);
    await expectFiguresRight();
  });

  it('does a batch again that was interrupted, without a trace of the first try', async () => {
    const sightings = await accept(world(11, 400));
    const uow = new UnitOfWork(db);
    let turn = 5;
    let faults = 0;
    const flaky = new Proxy(uow, {
      get: (target, name) =>
        name === 'run'
          ? (ctx: Parameters<UnitOfWork['run']>[0], work: Parameters<UnitOfWork['run']>[1], sent?: () => void) =>
              target.run(
                ctx,
                async (tx) => {
                  const result = await work(tx);
                  turn = (Math.imul(turn, 1103515245) + 12345) & 0x7fffffff;
                  if ((turn >>> 8) % 3 > 0) return result;
                  faults++;
                  throw new Error('the process died before the commit');
                },
                sent,
              )
          : Reflect.get(target, name),
    });
    // Batches, what they read ahead, and what they read of it: each dies at some time.
    const worker = new AssignAlerts(flaky, 30);
    for (;;) {
      const result = await worker.run(context).catch(() => null);
      if (result?.status === 'idle') break;
    }
    expect(faults).toBeGreaterThan(5);
    const found = await memberships();
    expect(shape(found.map(({ node, cluster }) => [node, cluster]))).toEqual(
      shape(referencePartition(DEFAULT_RULE_SET, sightings)),
    );
    await expectFiguresRight();
  });

  it('does a batch again that was prepared ahead when another worker got in between', async () => {
    const sightings = await accept(world(13, 400));
    const uow = new UnitOfWork(db);
    type Work = Parameters<UnitOfWork['run']>[1];
    // Waits for the lock instead of going away.
    const patient = new AssignAlerts(
      {
        run: (ctx, work) =>
          uow.run(ctx, (tx) =>
            work({
              ...tx,
              query: (sql: string, values?: readonly unknown[]) =>
                tx.query(sql.replace(/pg_try(_advisory_xact_lock\(\d+\)) as got/, 'true as got from pg$1'), values),
            } as Parameters<Work>[0]),
          ),
      } as UnitOfWork,
      40,
    );
    const others: Promise<unknown>[] = [];
    const overtaken: unknown[] = [];
    let batches = 0;
    const run: UnitOfWork['run'] = (ctx, work, sent) =>
      uow.run(
        ctx,
        async (tx) => {
          const result = await work(tx).catch((fault: unknown) => {
            overtaken.push(fault);
            throw fault;
          });
          if (sent && ++batches % 3 === 2) {
            others.push(patient.run(context, { most: 1 }));
            for (let waiting = 0; waiting === 0; ) {
              [{ waiting }] = await db.query(
                `select count(*)::int as waiting from pg_locks where locktype = 'advisory' and not granted`,
              );
            }
          }
          return result;
        },
        sent,
      );
    const worker = new AssignAlerts({ run } as UnitOfWork, 40);
    while ((await worker.run(context)).status !== 'idle') await Promise.all(others);
    expect(await Promise.all(others)).toContainEqual({ status: 'assigned', alerts: 40, taken: 40 });
    expect(overtaken.length).toBeGreaterThan(0);
    for (const fault of overtaken) expect(fault).toMatchObject({ message: 'Something else was grouped in between.' });
    const found = await memberships();
    expect(found.length).toBe(400);
    expect(shape(found.map(({ node, cluster }) => [node, cluster]))).toEqual(
      shape(referencePartition(DEFAULT_RULE_SET, sightings)),
    );
    await expectFiguresRight();
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
    await accept(world(19, 120));
    const uow = new UnitOfWork(db);
    let changed: unknown = null;
    const run: UnitOfWork['run'] = (ctx, work, sent) =>
      uow.run(
        ctx,
        async (tx) => {
          const result = await work(tx);
          if (sent) await (changed ??= db.query(change));
          return result;
        },
        sent,
      );
    const worker = new AssignAlerts({ run } as UnitOfWork, 40);
    await worker.drain(context);
    expect(
      await db.query('select rule_set_id as rules, count(*)::int as alerts from case_alert group by 1 order by 1'),
    ).toEqual(expected);
    await expectFiguresRight();
  });

  it('ends after the batch that is under way when it is told to stop', async () => {
    await accept(world(17, 200));
    const worker = assigner(40);
    const told = new AbortController();
    const running = worker.run(context, { signal: told.signal });
    told.abort();
    expect(await running).toEqual({ status: 'assigned', alerts: 40, taken: 40 });
    expect(await worker.run(context)).toEqual({ status: 'assigned', alerts: 160, taken: 160 });
  });

  it('explains each membership, and tells history once for each case and batch', async () => {
    await accept([
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
    const uow = new UnitOfWork(db);
    const run: UnitOfWork['run'] = (ctx, work, sent) =>
      uow.run(
        ctx,
        (tx) =>
          work({
            ...tx,
            prepared: (name: string, sql: string, values?: readonly unknown[]) => {
              read.push(name);
              return tx.prepared(name, sql, values);
            },
          } as Parameters<typeof work>[0]),
        sent,
      );
    const worker = new AssignAlerts({ run } as UnitOfWork);
    const one = { account: 'a', shares: { device_id: 'd-1' } };
    const more = async (sent: Sent[]) => {
      read.length = 0;
      await accept(sent);
      await worker.drain(context);
      return read.includes('grouping-cases');
    };
    const events = async (kind: string) =>
      (await db.query('select count(*)::int as n from event where kind = $1', [kind]))[0].n;
    expect(await more([one, { ...one, account: 'b' }])).toBe(true);
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
    await expectFiguresRight();
  });

  it('gives a case its route, queue, due time and title, and moves them as alerts come', async () => {
    await accept([{ account: 'a', shares: { device_id: 'd-1' }, route: 'unknown', severity: 2 }]);
    const worker = assigner();
    await worker.drain(context);
    const read = async () =>
      (
        await db.query(`select title, route, queue_id, severity, due_at, act_by, alert_count, number from case_file`)
      )[0];
    const first = await read();
    expect(first).toMatchObject({ title: 'Unsorted: account a', route: 'unknown', queue_id: 'triage', severity: 2 });
    await accept([{ account: 'b', shares: { device_id: 'd-1' }, route: 'distillation', severity: 5 }]);
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
    await accept([
      { account: 'a', shares: { device_id: 'd-1' } },
      { account: 'b', shares: { device_id: 'd-2' } },
    ]);
    await worker.drain(context);
    await accept([
      { account: 'c', shares: { device_id: 'd-1', payment_instrument: 'p' } },
      { account: 'b', shares: { payment_instrument: 'p' } },
    ]);
    await worker.drain(context);
    await accept([{ account: 'z', shares: {} }]);
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

describe('a case follows its cluster', () => {
  const pair = [
    { account: 'a', shares: { device_id: 'd-1' } },
    { account: 'b', shares: { device_id: 'd-2' } },
  ];
  const bridge = { account: 'c', shares: { device_id: 'd-1', payment_instrument: 'p' } };
  const other = { account: 'b', shares: { payment_instrument: 'p' } };

  it('and merges with another one, keeping the older history', async () => {
    const worker = assigner();
    await accept(pair);
    await worker.drain(context);
    await accept([bridge, other]);
    await worker.drain(context);
    const cases = await db.query(
      `select state, merged_into is not null as gone, alert_count from case_file order by state`,
    );
    expect(cases).toEqual([
      { state: 'merged', gone: true, alert_count: 1 },
      { state: 'new', gone: false, alert_count: 4 },
    ]);
    expect(await db.query(`select count(distinct home_case_id) from case_alert`)).toEqual([{ count: 2 }]);
    await expectFiguresRight();
  });

  it('but not while two people hold the two: then it is proposed', async () => {
    const [ann, bob] = [newId(), newId()];
    await db.query(
      `insert into staff (id, email, name, roles) values ($1, $3, 'Ann', '{reviewer}'), ($2, $4, 'Bob', '{reviewer}')`,
      [ann, bob, `${ann}@staff.example`, `${bob}@staff.example`],
    );
    const worker = assigner();
    await accept(pair);
    await worker.drain(context);
    const hold = (staff: string, account: string, minutes: number) =>
      db.query(
        `update case_file set state = 'investigating', held_by = $1, held_until = $3
         where id = (select case_id from case_subject where subject_id = $2)`,
        [staff, account, new Date(now.getTime() + minutes * 60_000)],
      );
    await hold(ann, 'a', 10);
    await hold(bob, 'b', 10);
    await accept([bridge, other]);
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
    await expectFiguresRight();
  });

  it('and from the proposal on stays as it is: new alerts go to a linked follow-up case', async () => {
    const worker = assigner();
    await accept([{ account: 'a', shares: { device_id: 'd-1' } }]);
    await worker.drain(context);
    await db.query(`update case_file set state = 'proposed'`);
    await accept([
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
    await accept([
      { account: 'a', shares },
      { account: 'b', shares },
    ]);
    await worker.drain(context);
    expect(await db.query(`select alert_count from case_file`)).toEqual([{ alert_count: 2 }]);
    await accept(Array.from({ length: 100 }, (_, i) => ({ account: `x${i}`, shares: { ip: '192.0.2.9' } })));
    await worker.drain(context);
    expect(await db.query(`select count(*) from case_file where merged_into is null`)).toEqual([{ count: 102 }]);
    expect(await db.query(`select count(*) from event where kind = 'case.part'`)).toEqual([{ count: 1 }]);
    await expectFiguresRight();
  });

  it('and parts when a senior reviewer says that a card is an agency’s, and comes together when that is taken back', async () => {
    const senior = newId();
    await db.query(`insert into staff (id, email, name, roles) values ($1, $2, 'Sen', '{senior_reviewer}')`, [
      senior,
      `${senior}@staff.example`,
    ]);
    const by = { actor: { kind: 'staff', id: senior, roles: ['senior_reviewer'] } as const, now };
    const hubs = new HubList(new UnitOfWork(db));
    const worker = assigner();
    const living = async () => (await db.query(`select count(*) from case_file where merged_into is null`))[0].count;
    await accept(['a', 'b', 'c'].map((account) => ({ account, shares: { payment_instrument: 'card-4242' } })));
    await worker.drain(context);
    expect(await living()).toBe(1);
    const card = {
      type: 'payment_instrument',
      value: 'card-4242',
      kind: 'agency',
      reason: 'An agency pays for clients.',
    } as const;
    const made = await hubs.add(by, { ...card, source: 'call with the agency' });
    expect(await hubs.add(by, { ...card, source: 'again' })).toMatchObject({ ok: false, field: 'value' });
    await worker.drain(context);
    expect(await living()).toBe(3);
    await accept([{ account: 'd', shares: { payment_instrument: 'card-4242' } }]);
    await worker.drain(context);
    expect(await living()).toBe(4);
    if (!made.ok) throw new Error('not made');
    await hubs.revoke(by, made.id, 'It was not an agency.');
    await worker.drain(context);
    expect(await living()).toBe(1);
    await expectFiguresRight();
  });

  it('and past the limit becomes a campaign with a case for each organization, else account', async () => {
    const worker = assigner(150);
    const sent = Array.from({ length: 700 }, (_, i) => ({
      account: `a${i}`,
      shares: { device_id: 'relay' },
      related: i < 600 ? [{ kind: 'organization', id: `o${i % 30}` }] : [],
    }));
    await accept(sent.slice(0, 450));
    await worker.drain(context);
    expect(await db.query(`select alert_count, campaign_id from case_file where merged_into is null`)).toEqual([
      { alert_count: 450, campaign_id: null },
    ]);
    await accept([...sent.slice(450), { account: 'a3', shares: {}, related: [] }]);
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
    await expectFiguresRight();
  });

  it('and a large campaign grows by what comes, without its cases being read; its route follows most of them', async () => {
    const worker = assigner(200);
    const relay = (i: number, more: Partial<Sent> = {}): Sent => ({
      account: `a${i}`,
      shares: { device_id: 'relay' },
      ...more,
    });
    await accept(Array.from({ length: 700 }, (_, i) => relay(i)));
    await worker.drain(context);
    const campaign = async () =>
      (await db.query(`select case_count as cases, alert_count as alerts, severity, route, title from campaign`))[0];
    expect(await campaign()).toMatchObject({ cases: 700, alerts: 700, severity: 3, route: 'transfer_station' });
    await accept([
      ...Array.from({ length: 800 }, (_, i) => relay(700 + i, { route: 'distillation' })),
      ...Array.from({ length: 50 }, (_, i) => relay(i, { shares: {}, day: i })),
      relay(7, { severity: 5 }),
    ]);
    await worker.drain(context);
    await expectFiguresRight();
    expect(await campaign()).toMatchObject({
      cases: 1500,
      alerts: 1551,
      severity: 5,
      title: 'Transfer station campaign: 1,500 subjects',
    });
    expect(await new RefreshCampaigns(new UnitOfWork(db)).run(context())).toBe(1);
    expect(await campaign()).toMatchObject({ route: 'distillation', title: 'Distillation campaign: 1,500 subjects' });
    // Two accounts turn out to be of one organization, so their cases become one.
    await accept([
      relay(2, { related: [{ kind: 'organization', id: 'o' }] }),
      relay(3, { related: [{ kind: 'organization', id: 'o' }] }),
    ]);
    await worker.drain(context);
    await expectFiguresRight();
    expect(await campaign()).toMatchObject({ cases: 1499, alerts: 1553 });
    // What held it together is nobody's own: what stays is less in everything, also in what it was worst at.
    await accept(Array.from({ length: 10 }, (_, i) => relay(20 + i, { shares: { device_id: 'inner' } })));
    await db.query(
      `insert into hub_entry (id, indicator_type, indicator_value, kind, reason, source)
       values ($1, 'device_id', 'relay', 'agency', 'A rental firm.', 'its site')`,
      [newId()],
    );
    await worker.drain(context);
    await expectFiguresRight();
    expect(await campaign()).toMatchObject({ cases: 10, alerts: 30, severity: 3 });
  });
});
