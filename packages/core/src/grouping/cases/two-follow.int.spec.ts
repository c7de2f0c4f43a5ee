import { SYSTEM } from '@portcullis/domain';
import {
  type Database,
  emptyGrouping,
  GroupingWorld,
  type PrivateDatabase,
  privateDatabase,
  type SentAlert,
} from '@portcullis/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../db/ids.js';
import { type CommandContext, UnitOfWork } from '../../db/unit-of-work.js';
import { seedReference } from '../../seed/seed-reference.js';
import { AssignAlerts } from '../assign.command.js';
import { ConsequenceQuery } from '../corrections/consequence.query.js';
import { CorrectGrouping } from '../corrections/correct.command.js';
import { ReconcileCases } from '../reconcile.command.js';

let database: PrivateDatabase;
let db: Database;
let uow: UnitOfWork;
let world: GroupingWorld;
let correct: CorrectGrouping;
let senior: CommandContext;
const now = new Date('2026-11-20T10:00:00Z');
const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const [ines, bea] = [newId(), newId()];

beforeAll(async () => {
  database = await privateDatabase();
  db = await database.open('app', 6);
  await seedReference(db);
  uow = new UnitOfWork(db);
  world = new GroupingWorld(db, now);
  correct = new CorrectGrouping(uow, new ConsequenceQuery(uow));
  await db.query(
    `insert into staff (id, email, name, roles) values ($1, 'ines@portcullis.example', 'Ines', '{senior_reviewer}'),
       ($2, 'bea@portcullis.example', 'Bea', '{reviewer}')`,
    [ines, bea],
  );
  senior = { actor: { kind: 'staff', id: ines, roles: ['senior_reviewer'] }, now };
});
afterAll(() => database.close());
beforeEach(() => emptyGrouping(database));

async function accept(...sent: SentAlert[]): Promise<void> {
  await world.accept(sent);
  await new AssignAlerts(uow).drain(() => ({ actor: SYSTEM, now }));
}
const reconcile = (minutes = 0) => new ReconcileCases(uow).run({ actor: SYSTEM, now: at(minutes) });

const on = (...accounts: string[]): SentAlert[] =>
  accounts.map((account) => ({ account, shares: { payment_instrument: 'card' } }));

interface Row {
  id: string;
  version: number;
  subjects: string;
}
/** Living cases with their accounts, the oldest first. */
const cases = (): Promise<Row[]> =>
  db.query(
    `select f.id, f.version, string_agg(distinct a.subject_id, ' ' order by a.subject_id) as subjects
     from case_file f join case_alert a on a.case_id = f.id where f.merged_into is null group by f.id order by f.number`,
  );
const shapes = async () => (await cases()).map(({ subjects }) => subjects);
const setState = (id: string, state: string) => db.query('update case_file set state = $2 where id = $1', [id, state]);
const hold = (id: string, staff: string, until: Date) =>
  db.query(`update case_file set state = 'investigating', held_by = $2, held_until = $3 where id = $1`, [
    id,
    staff,
    until,
  ]);
const find = (id: string, account: string, finding: string, foundAt: Date | null) =>
  db.query(
    `update case_subject set finding = $3, finding_reason = $3 || ' it is', finding_by = case when $4::timestamptz is not null then $5::uuid end,
       finding_at = $4 where case_id = $1 and subject_id = $2`,
    [id, account, finding, foundAt, bea],
  );
const foundOf = (account: string) =>
  db.query(
    `select s.finding, s.finding_reason as reason, s.finding_at as at from case_subject s join case_file f on f.id = s.case_id and f.merged_into is null
     where s.subject_id = $1`,
    [account],
  );
const proposals = () => db.query('select kind, resolution from case_proposal');

/** A case that a proposal froze, and the one that took what came meanwhile; the proposal is withdrawn. */
async function twoThatFollow(...accounts: string[]): Promise<[Row, Row]> {
  await accept(...on(...accounts));
  const [first] = await cases();
  await setState(first?.id as string, 'proposed');
  await accept(...on(...accounts));
  await setState(first?.id as string, 'investigating');
  expect(await shapes()).toEqual([accounts.join(' '), accounts.join(' ')]);
  return (await cases()) as [Row, Row];
}

describe('two cases that follow at one place and hold the same subjects', () => {
  it.each([
    ['one of two', ['x', 'y'], ['y', 'x']],
    ['one of four', ['v', 'w', 'x', 'y'], ['v w y', 'x']],
  ])('both let go whom a person takes out of one of them, once: %s', async (_, accounts, after) => {
    const [{ id: caseId, version }] = await twoThatFollow(...accounts);
    const subjects = [{ kind: 'account', id: 'x' }];
    const split = { act: 'split' as const, caseId, version, subjects, alerts: [], reason: 'strangers' };
    expect(await correct.rehearse(senior, split)).toMatchObject({ ok: true });
    expect(await correct.correct(senior, split)).toMatchObject({ ok: true });
    expect(await shapes()).toEqual(after);
    expect(await world.wrongFigures()).toEqual([]);
  });

  it('both let go who parts by itself, and grouping goes on', async () => {
    await twoThatFollow('w', 'x', 'y');
    await db.query(
      `insert into hub_entry (id, indicator_type, indicator_value, indicator_match, kind, reason, source)
       values ($1, 'payment_instrument', 'card', 'card', 'agency', 'An agency pays for all.', 'its invoice')`,
      [newId()],
    );
    await accept({ account: 'z', shares: {} });
    expect((await shapes()).sort()).toEqual(['w', 'x', 'y', 'z']);
    expect(await world.wrongFigures()).toEqual([]);
  });

  it('become one by themselves, though nobody proposed it', async () => {
    const [{ id }] = await twoThatFollow('x', 'y');
    expect(await proposals()).toEqual([]);
    expect(await reconcile()).toBe(1);
    expect(await cases()).toMatchObject([{ id, subjects: 'x y' }]);
    expect(await reconcile()).toBe(0);
    expect(await world.wrongFigures()).toEqual([]);
  });

  it.each(['triaged', 'reopened'])('and so does one that is %s again', async (state) => {
    const [{ id }] = await twoThatFollow('x', 'y');
    await setState(id, state);
    expect(await reconcile()).toBe(1);
    expect(await cases()).toMatchObject([{ id, subjects: 'x y' }]);
  });

  it('but not while one is settled', async () => {
    const [{ id }] = await twoThatFollow('x', 'y');
    for (const state of ['proposed', 'monitoring', 'resolved', 'final']) {
      await setState(id, state);
      expect(await reconcile()).toBe(0);
    }
    expect(await proposals()).toEqual([]);
  });

  it('wait with one proposal while two people hold them, whoever would survive', async () => {
    const [one, two] = await twoThatFollow('x', 'y');
    await hold(one.id, ines, at(10));
    await hold(two.id, bea, at(10));
    expect([await reconcile(), await reconcile()]).toEqual([0, 0]);
    expect(await proposals()).toEqual([{ kind: 'merge', resolution: null }]);
    await accept({ account: 'x', shares: {} }, { account: 'x', shares: {} }, { account: 'x', shares: {} });
    await db.query(`update case_file set alert_count = alert_count + 100 where id = $1`, [two.id]);
    await accept({ account: 'y', shares: {} });
    await db.query(`update case_file set alert_count = alert_count - 100 where id = $1`, [two.id]);
    expect(await proposals()).toHaveLength(1);
    expect(
      await db.query(`select count(distinct case_id) as cases, count(*) from event where kind = 'case.merge_waits'`),
    ).toEqual([{ cases: 2, count: 2 }]);
    expect(await reconcile(11)).toBe(1);
    expect(await proposals()).toEqual([{ kind: 'merge', resolution: 'merged' }]);
    expect(await world.wrongFigures()).toEqual([]);
  });
});

describe('what was found about a subject', () => {
  it.each([
    ['nothing', 'operator', null, 'undetermined', 'operator'],
    ['an earlier finding', 'operator', 20, 'victim', 'operator'],
    ['a later finding', 'operator', 5, 'victim', 'victim'],
    ['a later word that it is open', 'operator', 5, 'undetermined', 'operator'],
  ] as const)('is kept by the case that takes it over, beside %s of its own', async (_, lost, minute, own, kept) => {
    const [one, two] = await twoThatFollow('x', 'y');
    await setState(one.id, 'triaged');
    await setState(two.id, 'investigating');
    await find(one.id, 'x', lost, at(minute ?? 5));
    await find(two.id, 'x', own, minute === null ? null : at(10));
    expect(await reconcile()).toBe(1);
    expect(await cases()).toMatchObject([{ id: two.id }]);
    expect(await foundOf('x')).toMatchObject([{ finding: kept, reason: `${kept} it is` }]);
  });

  it('goes with the subject, where two cases let it go', async () => {
    const [one, two] = await twoThatFollow('v', 'w', 'x', 'y');
    await find(one.id, 'x', 'operator', at(10));
    await find(two.id, 'x', 'undetermined', at(20));
    const subjects = [{ kind: 'account', id: 'x' }];
    const { id: caseId, version } = one;
    const split = { act: 'split' as const, caseId, version, subjects, alerts: [], reason: 'strangers' };
    expect(await correct.correct(senior, split)).toMatchObject({ ok: true });
    expect(await foundOf('x')).toEqual([{ finding: 'operator', reason: 'operator it is', at: at(10) }]);
  });
});

it('a case that a running one joins while it waits for somebody keeps the time that this one had left', async () => {
  const [one, two] = await twoThatFollow('x', 'y');
  await db.query(
    `update case_file set state = 'waiting_customer', waiting_for = 'customer', sla_paused_at = $2, due_at = $3 where id = $1`,
    [one.id, at(-90), at(600)],
  );
  await db.query('update case_file set due_at = $2 where id = $1', [two.id, at(10)]);
  expect(await reconcile()).toBe(1);
  expect(
    await db.query('select due_at as due, sla_paused_at as paused from case_file where id = $1', [one.id]),
  ).toEqual([
    // It will run on ten minutes from its end.
    { due: at(-80), paused: at(-90) },
  ]);
});

it('a case that was settled when its cluster became a campaign becomes the cases of its accounts once it follows', async () => {
  const relay = (i: number): SentAlert => ({ account: `a${i}`, shares: { device_id: 'relay' } });
  await accept(...Array.from({ length: 400 }, (_, i) => relay(i)));
  const [first] = await cases();
  await setState(first?.id as string, 'proposed');
  await accept(...Array.from({ length: 200 }, (_, i) => relay(400 + i)));
  await accept(relay(3), relay(4));
  expect(await cases()).toHaveLength(203);
  await setState(first?.id as string, 'investigating');
  await find(first?.id as string, 'a3', 'victim', at(-5));
  await reconcile();
  expect(await foundOf('a3')).toMatchObject([{ finding: 'victim', reason: 'victim it is' }]);
  expect(await cases()).toHaveLength(600);
  expect(await world.wrongFigures()).toEqual([]);
  expect(await reconcile()).toBe(0);
});

it('merges that wait at two places of one campaign hide none that can be made', async () => {
  await db.query(
    `insert into case_file (id, title, state, route, severity, queue_id, act_by, due_at, first_alert_at, last_alert_at, opened_at, cluster_id, slot,
       campaign_id, tally)
     select gen_random_uuid(), 'Case', 'investigating', 'unknown', 3, 'relay', $1, $1, $1, $1, $1, -n, slot, null,
       '{"routes": {}, "lead": null, "first": {"kind": "account", "id": "a"}}'
     from generate_series(1, 500) n, unnest('{one,two}'::text[]) slot`,
    [now],
  );
  await db.query(
    `insert into case_proposal (id, kind, case_id, other_case_id, created_at)
     select gen_random_uuid(), 'merge', a.id, b.id, $1 from case_file a join case_file b on b.cluster_id = a.cluster_id and a.slot = 'one' and b.slot = 'two'`,
    [now],
  );
  const [one, two] = await twoThatFollow('x', 'y');
  await db.query(
    `insert into case_proposal (id, kind, case_id, other_case_id, created_at) values ($1, 'merge', $2, $3, $4)`,
    [newId(), one.id, two.id, now],
  );
  expect(await reconcile()).toBe(1);
});
