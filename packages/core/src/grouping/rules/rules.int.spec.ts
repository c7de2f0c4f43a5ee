import { DEFAULT_RULE_SET, type Refusal, SYSTEM } from '@portcullis/domain';
import { type Database, type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../db/ids.js';
import { type CommandContext, UnitOfWork } from '../../db/unit-of-work.js';
import { seedReference } from '../../seed/seed-reference.js';
import { AssignAlerts } from '../assign.command.js';
import { RelatedQuery } from '../related.query.js';
import { RuleSets } from './rule-set.commands.js';
import { RuleSetsQuery } from './rule-sets.query.js';
import { RunTrials, type TrialResult } from './run-trials.command.js';

let database: PrivateDatabase;
let db: Database;
let uow: UnitOfWork;
let sets: RuleSets;
let mona: CommandContext;
let otto: CommandContext;
const now = new Date('2026-11-20T10:00:00Z');

beforeAll(async () => {
  database = await privateDatabase();
  db = await database.open('app', 8);
  await seedReference(db);
  uow = new UnitOfWork(db);
  sets = new RuleSets(uow);
  const people = ['Mona', 'Otto'].map((name) => ({ name, id: newId() }));
  for (const { name, id } of people) {
    await db.query(`insert into staff (id, email, name, roles) values ($1, $2, $3, '{manager}')`, [
      id,
      `${name.toLowerCase()}@portcullis.example`,
      name,
    ]);
  }
  const contexts = people.map(({ id }): CommandContext => ({ actor: { kind: 'staff', id, roles: ['manager'] }, now }));
  [mona, otto] = contexts as [CommandContext, CommandContext];
  await accept(
    ['a', 'phone', '+651'],
    ['b', 'phone', '+651'],
    ['c', 'device_id', 'd1'],
    ['d', 'device_id', 'd1'],
    ['e', 'ip', 'x'],
  );
});
afterAll(() => database.close());

async function accept(...sent: [account: string, type: string, value: string][]): Promise<void> {
  for (const [account, type, value] of sent) {
    const id = newId();
    await db.query(
      `insert into alert (id, detector_id, external_id, severity, route, subject_kind, subject_id, observed_at, received_at, body)
       values ($1::uuid, 'test', $1::uuid::text, 3, 'transfer_station', 'account', $2, $3, $3, $4)`,
      [id, account, now, JSON.stringify({ related: [], indicators: [{ type, value }] })],
    );
    await db.query('insert into alert_pending (alert_id) values ($1)', [id]);
  }
  await new AssignAlerts(uow).drain(() => ({ actor: SYSTEM, now }));
}

async function shapes(): Promise<string[]> {
  const rows = await db.query<{ accounts: string }[]>(
    `select string_agg(distinct subject_id, ' ' order by subject_id) as accounts from case_alert group by case_id`,
  );
  return rows.map(({ accounts }) => accounts).sort();
}
const done = <T extends { ok: true } | Refusal>(result: T): Extract<T, { ok: true }> => {
  if (!result.ok) throw new Error((result as Refusal).message);
  return result as Extract<T, { ok: true }>;
};

/** Phones no longer join, devices still do. */
const withoutPhones = { ...DEFAULT_RULE_SET, types: { ...DEFAULT_RULE_SET.types } } as Record<string, unknown>;
(withoutPhones.types as Record<string, unknown>).phone = { ...DEFAULT_RULE_SET.types.phone, points: 500 };
const drafted = () =>
  sets.draft(mona, { name: 'Phones are lent', reason: 'an agency’s desk phone', basedOn: 1, rules: withoutPhones });

it('refuses rules that make no sense, naming each fault', async () => {
  const bad = { ...DEFAULT_RULE_SET, attach: -5, nominateBelow: 63, types: { ip: { points: 'many' } } };
  const refused = await sets.draft(mona, { name: 'Bad', reason: 'why', basedOn: 1, rules: bad });
  expect(refused).toMatchObject({ ok: false, code: 'INVALID', field: 'rules' });
  expect((refused as Refusal).message).toContain('/nominateBelow: must be a power of two');
  for (const rules of [null, [], 'x', { types: null }, { surprise: 1 }]) {
    expect(await sets.draft(mona, { name: 'Bad', reason: 'why', basedOn: 1, rules })).toMatchObject({ ok: false });
  }
});

it('is tried on what is there, without touching it, and says which cases would differ', async () => {
  const { id } = done(await drafted());
  const { trialId } = done(await sets.try(mona, id));
  expect(await shapes()).toEqual(['a b', 'c d', 'e']);
  expect(await new RunTrials(uow).run({ actor: SYSTEM, now })).toBe(1);
  const query = new RuleSetsQuery(uow);
  // The built-in one got a row with the first draft; it was in force long before.
  expect(await query.all(mona.actor)).toMatchObject([{ id }, { id: 1, state: 'active', activatedAt: null }]);
  const trial = await query.trial(trialId);
  expect(trial).toMatchObject({
    state: 'done',
    done: 5,
    total: 5,
    result: {
      subjects: 5,
      clusters: { before: 3, after: 4 },
      differences: { merge: 0, split: 1, move: 0 },
      labelled: null,
    },
  });
  expect(trial?.result?.queues.reduce((sum, { before, after }) => sum + after - before, 0)).toBe(1);
  const [difference] = await query.differences(trialId, 10, -1);
  expect(difference).toMatchObject({ kind: 'split', subjects: 2, parts: [{ subjects: 1 }, { subjects: 1 }] });
  expect(difference?.cases).toHaveLength(1);
  expect(await shapes()).toEqual(['a b', 'c d', 'e']);
});

it('says how well it groups those whom people found to be one actor', async () => {
  const { id } = done(await drafted());
  const [one] = await db.query<{ id: string }[]>(`select case_id as id from case_subject where subject_id = 'a'`);
  await db.query(
    `insert into decision (id, case_id, kind, state, route, proposed_at, decided_at) values ($1, $2, 'suspend', 'approved', 'transfer_station', $3, $3)`,
    [newId(), one?.id, now],
  );
  const { trialId } = done(await sets.try(mona, id));
  await new RunTrials(uow).run({ actor: SYSTEM, now });
  const { result } = (await new RuleSetsQuery(uow).trial(trialId)) as { result: TrialResult };
  // Two that belong together stand alone: each is in good company, and lacks half of it.
  expect(result.labelled).toEqual({ subjects: 2, before: 1, after: expect.closeTo(2 / 3) });
});

it('waits again when the worker stops, and nothing of it is kept', async () => {
  const { id } = done(await drafted());
  const { trialId } = done(await sets.try(mona, id));
  const trials = new RunTrials(uow);
  // The worker is told to stop while the trial reads.
  const stopping = new AbortController();
  const signal = {
    get aborted() {
      return stopping.signal.aborted;
    },
    throwIfAborted() {
      stopping.abort();
      stopping.signal.throwIfAborted();
    },
  } as AbortSignal;
  expect(await trials.run({ actor: SYSTEM, now }, signal)).toBe(0);
  const query = new RuleSetsQuery(uow);
  expect(await query.trial(trialId)).toMatchObject({ state: 'waiting', done: 0, result: null });
  expect(await trials.run({ actor: SYSTEM, now })).toBe(1);
  expect(await query.trial(trialId)).toMatchObject({ state: 'done', done: 5 });
});

it('is put in force by somebody else, regroups undecided cases on request, and is taken back', async () => {
  const { id } = done(await drafted());
  expect(await sets.activate(mona, { id, reason: 'tried', regroup: true })).toMatchObject({ code: 'FOUR_EYES' });
  done(await sets.activate(otto, { id, reason: 'tried', regroup: true }));
  expect(await shapes()).toEqual(['a', 'b', 'c d', 'e']);
  await accept(['f', 'phone', '+651'], ['f', 'device_id', 'd1']);
  expect(await shapes()).toEqual(['a', 'b', 'c d f', 'e']);
  expect(await sets.activate(otto, { id, reason: 'again', regroup: false })).toMatchObject({ code: 'NOT_NOW' });
  done(await sets.activate(mona, { id: 1, reason: 'it took too much apart', regroup: true }));
  expect(await shapes()).toEqual(['a b c d f', 'e']);
  const [active] = await db.query<{ id: number; rule_set_id: number }[]>(
    `select id, (select rule_set_id from grouping_state) as rule_set_id from rule_set where state = 'active'`,
  );
  expect(active).toEqual({ id: 1, rule_set_id: 1 });
  await accept(['g', 'phone', '+651']);
  expect(await shapes()).toEqual(['a b c d f g', 'e']);
  const told = await db.query<{ kind: string }[]>(`select kind from event where kind = 'rules.activate'`);
  expect(told).toHaveLength(2);
});

it('proposes to make one of cases that two people hold', async () => {
  const { id } = done(await drafted());
  done(await sets.activate(otto, { id, reason: 'tried', regroup: true }));
  for (const [account, { actor }] of [['a', mona] as const, ['b', otto] as const])
    await db.query(
      `update case_file set held_by = $2, held_until = $3 where id = (select case_id from case_subject where subject_id = $1)`,
      [account, (actor as { id: string }).id, new Date(now.getTime() + 600_000)],
    );
  done(await sets.activate(mona, { id: 1, reason: 'it took too much apart', regroup: true }));
  // Those whom nobody holds go to one of the two.
  expect((await shapes()).filter((shape) => /[ab]/.test(shape))).toHaveLength(2);
  for (const account of ['a', 'b']) {
    const [{ id: caseId }] = await db.query('select case_id as id from case_subject where subject_id = $1', [account]);
    const proposals = await new RelatedQuery(uow).proposals(caseId);
    expect(proposals.map(({ kind, sentence }) => [kind, sentence])).toEqual([
      ['merge', 'By the rules in force, and what people said, the two are one.'],
    ]);
  }
  const told = await db.query(`select kind from event where kind = 'case.merge_waits'`);
  expect(told).toHaveLength(2);
});

it('tells each person which rule sets they may put in force', async () => {
  const { id } = done(await drafted());
  const reviewer: CommandContext = { actor: { kind: 'staff', id: newId(), roles: ['reviewer'] }, now };
  const may = async ({ actor }: CommandContext) =>
    (await new RuleSetsQuery(uow).all(actor)).find((row) => row.id === id)?.mayActivate;
  expect([await may(mona), await may(otto), await may(reviewer)]).toEqual([false, true, false]);
  done(await sets.activate(otto, { id, reason: 'tried', regroup: false }));
  expect([await may(mona), await may(otto)]).toEqual([false, false]);
  done(await sets.activate(otto, { id: 1, reason: 'taken back', regroup: false }));
  expect([await may(mona), await may(otto)]).toEqual([true, true]);
});

it('runs in shadow from time to time', async () => {
  const { id } = done(await drafted());
  done(await sets.setShadow(mona, id, true, 'a week beside the old ones'));
  const trials = new RunTrials(uow);
  expect(await trials.run({ actor: SYSTEM, now })).toBe(1);
  expect(await trials.run({ actor: SYSTEM, now })).toBe(0);
  expect(await trials.run({ actor: SYSTEM, now: new Date(now.getTime() + 7 * 3_600_000) })).toBe(1);
});
