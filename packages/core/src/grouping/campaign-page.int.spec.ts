import { DEFAULT_RULE_SET, SYSTEM } from '@portcullis/domain';
import { type Database, type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { newId } from '../db/ids.js';
import { type CommandContext, UnitOfWork } from '../db/unit-of-work.js';
import { seedReference } from '../seed/seed-reference.js';
import { AssignAlerts } from './assign.command.js';
import { AttributeCampaign, type Attribution } from './attribute-campaign.command.js';
import { RefreshCampaigns } from './campaign-facts.command.js';
import { CampaignsQuery, type CampaignView } from './campaigns.query.js';
import { RelatedQuery } from './related.query.js';
import { RepeatsQuery } from './repeats.query.js';
import { SharedQuery } from './shared.query.js';

let database: PrivateDatabase;
let db: Database;
let uow: UnitOfWork;
let campaign: CampaignView;
const now = new Date('2026-11-20T10:00:00Z');
const staff = [newId(), newId(), newId()] as const;
const as = (index: 0 | 1 | 2, role: 'senior_reviewer' | 'manager' | 'reviewer', at = now): CommandContext => ({
  actor: { kind: 'staff', id: staff[index], roles: [role] },
  now: at,
});

beforeAll(async () => {
  database = await privateDatabase();
  db = await database.open('app', 6);
  await seedReference(db);
  uow = new UnitOfWork(db);
  await db.query(
    `insert into staff (id, email, name, roles) values ($1, 'ines@portcullis.example', 'Ines', '{senior_reviewer}'),
       ($2, 'mona@portcullis.example', 'Mona', '{manager}'), ($3, 'bea@portcullis.example', 'Bea', '{reviewer}')`,
    [...staff],
  );
  await db.query(
    `insert into rule_set (id, name, rules, reason, state, created_at, activated_at) values (1, 'Small', $1, 'few are many', 'active', $2, $2)`,
    [JSON.stringify({ ...DEFAULT_RULE_SET, campaignFrom: 3 }), now],
  );
  for (const [account, model] of [
    ['a', 'heron-3'],
    ['b', 'heron-3'],
    ['c', 'heron-2'],
    ['d', ''],
    ['e', null],
  ] as const) {
    const id = newId();
    const indicators = [
      { type: 'device_id', value: 'd-1' },
      ...(account === 'c' ? [{ type: 'model', value: 'heron-3' }] : []),
    ];
    const evidence =
      model === null
        ? 'no list at all'
        : [{ type: 'shape', data: account === 'a' ? { models: [model] } : { model } }, { type: 'x' }];
    await db.query(
      `insert into alert (id, detector_id, external_id, severity, route, subject_kind, subject_id, observed_at, received_at, body)
       values ($1, 'shape', $1::uuid::text, 3, 'distillation', 'account', $2, $3, $4, $5)`,
      [
        id,
        account,
        new Date(now.getTime() - 36 * 3_600_000),
        now,
        JSON.stringify({ related: [], indicators, evidence }),
      ],
    );
    await db.query('insert into alert_pending (alert_id) values ($1)', [id]);
  }
  await new AssignAlerts(uow).drain(() => ({ actor: SYSTEM, now }));
  await new RefreshCampaigns(uow).run({ actor: SYSTEM, now });
  [campaign] = (await new CampaignsQuery(uow).page(1, null)) as [CampaignView];
});
afterAll(() => database.close());

it('tells size, routes, models, detectors and how long nobody noticed', () => {
  expect(campaign).toMatchObject({ subjectCount: 5, caseCount: 5, alertCount: 5 });
  expect(campaign.facts).toMatchObject({
    routes: [{ name: 'distillation', alerts: 5 }],
    detectors: [{ name: 'shape', alerts: 5 }],
    models: [
      { name: 'heron-3', alerts: 3 },
      { name: 'heron-2', alerts: 1 },
    ],
    dwellHours: 36,
  });
});

it('the case of each of its accounts says that it is one of many', async () => {
  const [{ id }] = await db.query(`select case_id as id from case_subject where subject_id = 'a'`);
  expect((await new SharedQuery(uow).why(id))?.sentence).toBe(
    'All alerts are on the same account a. What it shares with others makes it one of the cases of a campaign.',
  );
});

it('nobody noticed until the first of its cases, also where that was long before it was a campaign', async () => {
  const [one] = (await db.query('select id from case_file order by number desc limit 1')) as { id: string }[];
  await db.query(`update case_file set opened_at = opened_at - interval '30 hours' where id = $1`, [one?.id]);
  await db.query('update campaign set version = version + 1');
  await new RefreshCampaigns(uow).run({ actor: SYSTEM, now });
  const [told] = await new CampaignsQuery(uow).page(1, null);
  expect(told?.facts?.dwellHours).toBe(6);
  await db.query(`update case_file set opened_at = opened_at + interval '30 hours' where id = $1`, [one?.id]);
  await db.query('update campaign set version = version + 1');
  await new RefreshCampaigns(uow).run({ actor: SYSTEM, now });
});

it('the case of each of its accounts names the others to which it is linked itself, and nobody outside a campaign', async () => {
  const rows = (await db.query('select case_id as id, subject_id as account from case_subject')) as {
    id: string;
    account: string;
  }[];
  const account = new Map(rows.map((row) => [row.id, row.account]));
  const caseOf = (name: string) => rows.find((row) => row.account === name)?.id as string;
  const related = new RelatedQuery(uow);
  const linked = await related.linked(caseOf('a'), 10, now);
  expect(linked.map(({ caseId }) => account.get(caseId)).sort()).toEqual(['b', 'c', 'd', 'e']);
  for (const one of linked) {
    expect(one.score).toBeGreaterThanOrEqual(one.threshold);
    expect(one.sentence).toContain('device d-1');
  }
  expect(await related.linked(caseOf('a'), 2, now)).toHaveLength(2);
  // A device that is too common to bring pairs up is enough alone all the same.
  const nominating = (below: number) =>
    db.query(`update rule_set set rules = jsonb_set(rules::jsonb, '{nominateBelow}', $1::jsonb)`, [`${below}`]);
  await nominating(4);
  expect((await related.linked(caseOf('a'), 10, now)).map(({ caseId }) => account.get(caseId)).sort()).toEqual([
    'b',
    'c',
    'd',
    'e',
  ]);
  await nominating(DEFAULT_RULE_SET.nominateBelow);
  expect(await related.suggested(caseOf('a'), 10, now)).toEqual([]);
  expect(await related.linked(newId(), 10, now)).toEqual([]);
});

it('rests twenty times as long as it took to work out while it changes, and no longer', async () => {
  let ms = 1000;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => ms);
  try {
    const slow = new UnitOfWork(db);
    const read = slow.read.bind(slow);
    slow.read = async <Row extends object>(sql: string, values?: readonly unknown[]) => {
      if (sql.includes('heard as')) ms += 50;
      return read<Row>(sql, values);
    };
    const refresh = new RefreshCampaigns(slow);
    const runAt = async (at: number) => {
      await db.query('update campaign set version = version + 1');
      ms = at;
      return refresh.run({ actor: SYSTEM, now });
    };
    expect(await runAt(1000)).toBe(1);
    expect(await runAt(2049)).toBe(0);
    expect(await runAt(2050)).toBe(1);
    expect(await runAt(2150)).toBe(0);
    expect(await refresh.run({ actor: SYSTEM, now })).toBe(1);
    expect(await refresh.run({ actor: SYSTEM, now })).toBe(0);
  } finally {
    clock.mockRestore();
  }
});

it('people say who runs it, version by version; nothing is overwritten', async () => {
  const command = new AttributeCampaign(uow);
  const said: Attribution = { operator: 'Harbour Relay', confidence: 'low', source: 'a partner’s report' };
  const base = { campaignId: campaign.id, reason: 'the same landing page' };
  expect(await command.state(as(2, 'reviewer'), { ...base, version: 0, said })).toMatchObject({
    code: 'ROLE_NOT_ALLOWED',
  });
  expect(await command.state(as(0, 'senior_reviewer'), { ...base, version: 0, said: null })).toMatchObject({
    code: 'NOT_NOW',
  });
  for (const [field, over] of [
    ['operator', { operator: ' ' }],
    ['source', { source: '' }],
    ['confidence', { confidence: 'certain' }],
  ] as const) {
    const wrong = { ...said, ...over } as Attribution;
    expect(await command.state(as(0, 'senior_reviewer'), { ...base, version: 0, said: wrong })).toMatchObject({
      field,
    });
  }
  expect(await command.state(as(0, 'senior_reviewer'), { ...base, version: 0, said })).toEqual({
    ok: true,
    version: 1,
  });
  // Two who read the same version: the second is told to look again.
  const surer = { ...said, confidence: 'moderate' as const };
  const both = await Promise.all([
    command.state(as(0, 'senior_reviewer'), { ...base, version: 1, said: surer }),
    command.state(as(1, 'manager'), { ...base, version: 1, said: { ...said, operator: 'Another' } }),
  ]);
  expect(both.map((one) => (one.ok ? 'done' : one.code)).sort()).toEqual(['STALE', 'done']);
  expect(await command.state(as(1, 'manager'), { ...base, version: 2, said: null })).toEqual({ ok: true, version: 3 });
  const all = await new CampaignsQuery(uow).attributions(campaign.id);
  expect(all.map(({ version, operator, by }) => [version, operator === null, by !== '']).sort()).toEqual([
    [1, false, true],
    [2, false, true],
    [3, true, true],
  ]);
  expect((await new CampaignsQuery(uow).byNumber(campaign.number))?.attribution).toBeNull();
  await expect(db.query('delete from campaign_attribution')).rejects.toThrow(/permission denied/);
  await expect(db.query(`update campaign_attribution set operator = 'x'`)).rejects.toThrow(/permission denied/);
  const told = await db.query<{ kind: string }[]>(
    `select kind from event where entity_kind = 'campaign' and kind like '%attribute' order by id`,
  );
  expect(told.map(({ kind }) => kind)).toEqual(['campaign.attribute', 'campaign.attribute', 'campaign.unattribute']);
});

it('tells which cases repeat earlier ones, case by case and for many at once', async () => {
  const cases = await db.query<{ id: string; number: number }[]>('select id, number from case_file order by number');
  const [one, two, three] = cases as [
    { id: string; number: number },
    { id: string; number: number },
    { id: string; number: number },
  ];
  await db.query(`insert into case_repeat values ($1, $2, 'suspend', 12, $3)`, [two.id, one.id, now]);
  const query = new RepeatsQuery(uow);
  expect(await query.ofCase(one.id)).toMatchObject([{ caseNumber: two.number, earlierNumber: one.number, days: 12 }]);
  expect(await query.ofCase(two.id)).toHaveLength(1);
  expect(await query.ofCase(three.id)).toEqual([]);
  expect(await query.ofCampaign(campaign.id, 10)).toHaveLength(1);
  const numbers = await Promise.all([two, one, three, two].map(({ id }) => query.earlierNumber(id)));
  expect(numbers).toEqual([one.number, null, null, one.number]);
});
