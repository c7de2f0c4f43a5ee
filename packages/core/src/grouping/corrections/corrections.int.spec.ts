import { DEFAULT_RULE_SET, type Refusal, type Sighting, SYSTEM, sightingOf } from '@portcullis/domain';
import { referencePartition } from '@portcullis/domain/grouping/reference';
import { type Database, type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../db/ids.js';
import { type CommandContext, UnitOfWork } from '../../db/unit-of-work.js';
import { seedReference } from '../../seed/seed-reference.js';
import { AssignAlerts } from '../assign.command.js';
import { ConsequenceQuery } from './consequence.query.js';
import { type Corrected, CorrectGrouping } from './correct.command.js';
import type { Correcting } from './correcting.js';
import { correctionsInForce } from './correction-rows.js';

let database: PrivateDatabase;
let db: Database;
let uow: UnitOfWork;
let correct: CorrectGrouping;
let senior: CommandContext;
let reviewer: CommandContext;
const now = new Date('2026-11-20T10:00:00Z');

beforeAll(async () => {
  database = await privateDatabase();
  db = await database.open('app', 12);
  await seedReference(db);
  uow = new UnitOfWork(db);
  correct = new CorrectGrouping(uow, new ConsequenceQuery(uow));
  const [ines, bea] = [newId(), newId()];
  await db.query(
    `insert into staff (id, email, name, roles) values ($1, 'ines@portcullis.example', 'Ines', '{senior_reviewer}'),
       ($2, 'bea@portcullis.example', 'Bea', '{reviewer}')`,
    [ines, bea],
  );
  senior = { actor: { kind: 'staff', id: ines, roles: ['senior_reviewer'] }, now };
  reviewer = { actor: { kind: 'staff', id: bea, roles: ['reviewer'] }, now };
});
afterAll(() => database.close());
beforeEach(async () => {
  const owner = await database.open('superuser', 1);
  await owner.query(`truncate case_repeat, decision, sla_interval, grouping_correction_node, grouping_correction, grouping_cluster, grouping_subject, indicator, indicator_carrier,
    indicator_type_count, case_alert, case_proposal, case_subject, case_file, campaign, alert, alert_pending, event, event_body,
    event_unsealed, hub_entry cascade`);
  await owner.query(
    'update grouping_state set generation = generation + 1, next_subject = 1, next_value = 1, next_cluster = 1',
  );
  await owner.destroy();
});

type Sent = [account: string, shares: Record<string, string>];

async function accept(...sent: Sent[]): Promise<Sighting[]> {
  const rows = sent.map(([account, shares]) => ({
    id: newId(),
    account,
    indicators: Object.entries(shares).map(([type, value]) => ({ type, value })),
  }));
  await db.query(
    `insert into alert (id, detector_id, external_id, severity, route, subject_kind, subject_id, observed_at, received_at, body)
     select id, 'test', id::text, 3, 'transfer_station', 'account', account, $4, $4, body
     from unnest($1::uuid[], $2::text[], $3::json[]) as n(id, account, body)`,
    [
      rows.map(({ id }) => id),
      rows.map(({ account }) => account),
      rows.map(({ indicators }) => JSON.stringify({ related: [], indicators })),
      now,
    ],
  );
  await db.query('insert into alert_pending (alert_id) select unnest($1::uuid[])', [rows.map(({ id }) => id)]);
  return rows.map(({ id, account, indicators }) =>
    sightingOf({ id, subject: { kind: 'account', id: account }, indicators, observedAt: now.getTime() }),
  );
}

const group = () => new AssignAlerts(uow).drain(() => ({ actor: SYSTEM, now }));

/** The accounts of each living case, by its number. */
async function cases(): Promise<Record<number, string>> {
  const rows = await db.query<{ number: number; accounts: string }[]>(
    `select f.number, string_agg(distinct a.subject_id, ' ' order by a.subject_id) as accounts
     from case_alert a join case_file f on f.id = a.case_id group by 1 order by 1`,
  );
  return Object.fromEntries(rows.map(({ number, accounts }) => [number, accounts]));
}
const shapes = async () => Object.values(await cases()).sort();

async function caseOf(account: string): Promise<{ caseId: string; version: number; number: number }> {
  const [row] = await db.query<{ caseId: string; version: number; number: number }[]>(
    `select f.id as "caseId", f.version, f.number from case_alert a join case_file f on f.id = a.case_id where a.subject_id = $1 limit 1`,
    [account],
  );
  if (!row) throw new Error(`no case has ${account}`);
  return row;
}

const accounts = (...ids: string[]) => ids.map((id) => ({ kind: 'account', id }));
const done = (result: Corrected | Refusal): Corrected => {
  if (!result.ok) throw new Error(`${result.code}: ${result.message}`);
  return result;
};
const say = async (input: Correcting, as = senior) => done(await correct.correct(as, input));
async function split(...ids: string[]): Promise<Corrected> {
  const { caseId, version } = await caseOf(ids[0] as string);
  return say({ act: 'split', caseId, version, subjects: accounts(...ids), alerts: [], reason: 'another operator' });
}
async function merge(one: string, two: string): Promise<Corrected> {
  const [a, b] = [await caseOf(one), await caseOf(two)];
  return say({ act: 'merge', caseId: a.caseId, version: a.version, toNumber: b.number, reason: 'same wallet' });
}

/** Every figure of a living case against what it holds. */
async function expectFiguresRight(): Promise<void> {
  const wrong = await db.query(
    `select f.number, f.alert_count, f.subject_count, c.* from case_file f
     left join (select case_id, count(*) as alerts, count(distinct (subject_kind, subject_id)) as subjects from case_alert group by 1) c on c.case_id = f.id
     where f.merged_into is null and (f.alert_count is distinct from c.alerts or f.subject_count is distinct from c.subjects
       or (select count(*) from case_subject s where s.case_id = f.id) is distinct from c.subjects)`,
  );
  expect(wrong).toEqual([]);
}

const card = (value: string): Record<string, string> => ({ payment_instrument: value });

describe('corrections', () => {
  it('whoever had a part in a case, or would not look at it, has and does in what becomes of it', async () => {
    await accept(['a', card('c1')], ['b', card('c1')], ['c', card('c2')]);
    await group();
    const [ab, c] = [await caseOf('a'), await caseOf('c')];
    const [bea, ines] = [reviewer.actor.id, senior.actor.id];
    await db.query(
      `insert into case_participant (case_id, staff_id, side, part, at) values ($1, $2, 'first_instance', 'claimed', $3)`,
      [c.caseId, bea, now],
    );
    await db.query(`insert into case_skip (case_id, staff_id, reason, at) values ($1, $2, 'a friend', $3)`, [
      c.caseId,
      ines,
      now,
    ]);
    // An alert joins the two, then people part what was never hers.
    await accept(['d', { ...card('c1'), device_id: 'd' }], ['c', { ...card('c2'), device_id: 'd' }]);
    await group();
    const joined = await caseOf('c');
    expect(joined.caseId).toBe(ab.caseId);
    await split('b');
    const people = `select staff_id as id, part from case_participant where case_id = $1`;
    const skips = `select staff_id as id, reason from case_skip where case_id = $1`;
    for (const { caseId } of [joined, await caseOf('b')]) {
      expect(await db.query(people, [caseId])).toEqual([{ id: bea, part: 'claimed' }]);
      expect(await db.query(skips, [caseId])).toEqual([{ id: ines, reason: 'a friend' }]);
    }
    expect((await caseOf('b')).caseId).not.toBe(joined.caseId);
    await expect(
      db.query(
        `insert into case_participant (case_id, staff_id, side, part, at) values ($1, $2, 'appeal', 'reviewer', $3)`,
        [joined.caseId, bea, now],
      ),
    ).rejects.toThrow('duplicate key');
  });

  it('a split leaves the case to those who stay, and no later alert undoes it', async () => {
    await accept(['a', card('c1')], ['b', card('c1')], ['c', card('c1')]);
    await group();
    const before = await caseOf('a');
    const result = await split('b', 'c');
    expect(await cases()).toEqual({ [before.number]: 'a', [before.number + 1]: 'b c' });
    expect(result.after.map(({ number }) => number)).toEqual([before.number, before.number + 1]);
    await accept(
      ['a', card('c2')],
      ['b', card('c2')],
      ['d', { ...card('c2'), device_id: 'd1' }],
      ['b', { device_id: 'd1' }],
    );
    await group();
    expect(await shapes()).toEqual(['a d', 'b c']);
    await expectFiguresRight();
    const events = await db.query<{ kind: string; why: string; automatic: boolean }[]>(
      `select e.kind, b.body->>'why' as why, e.automatic from event e join event_body b on b.event_id = e.id where e.kind = 'case.split'`,
    );
    expect(events).toEqual([{ kind: 'case.split', why: 'another operator', automatic: false }]);
  });

  it('a split is taken back weeks later, with all that came meanwhile', async () => {
    await accept(['a', card('c1')], ['b', card('c1')], ['c', card('c1')]);
    await group();
    const { id } = await split('c');
    await accept(['e', card('c9')], ['c', card('c9')]);
    await group();
    expect(await shapes()).toEqual(['a b', 'c e']);
    const later = { ...senior, now: new Date('2026-12-20T10:00:00Z') };
    await say({ act: 'undo', correctionId: id, reason: 'it was the same after all' }, later);
    expect(await shapes()).toEqual(['a b c e']);
    await expectFiguresRight();
    const again = await correct.correct(later, { act: 'undo', correctionId: id, reason: 'twice' });
    expect(again).toMatchObject({ ok: false, code: 'NOT_NOW' });
  });

  it('a merge by hand holds, and its undo brings the merged case back under its number', async () => {
    await accept(['a', card('c1')], ['b', card('c1')], ['x', card('c7')]);
    await group();
    const before = await cases();
    const other = await caseOf('x');
    const { id } = await merge('a', 'x');
    expect(await shapes()).toEqual(['a b x']);
    await expectFiguresRight();
    await say({ act: 'undo', correctionId: id, reason: 'two wallets' });
    expect(await cases()).toEqual(before);
    await expectFiguresRight();
    const [revived] = await db.query<{ state: string; merged_into: string | null }[]>(
      'select state, merged_into from case_file where id = $1',
      [other.caseId],
    );
    expect(revived).toEqual({ state: 'triaged', merged_into: null });
    await merge('a', 'x');
    expect(await shapes()).toEqual(['a b x']);
    await expectFiguresRight();
  });

  it('a merge gives no more time, and its undo lets a clock run on that stood', async () => {
    const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
    await accept(['a', card('c1')], ['b', card('c1')], ['x', card('c7')]);
    await group();
    const [ab, x] = [await caseOf('a'), await caseOf('x')];
    const set = (caseId: string, due: Date, pausedAt: Date | null) =>
      db.query(
        `update case_file set due_at = $2, sla_paused_at = $3, waiting_for = case when $3::timestamptz is not null then 'customer' end,
           state = case when $3::timestamptz is null then 'triaged' else 'waiting_customer' end where id = $1`,
        [caseId, due, pausedAt],
      );
    const facts = async (caseId: string) =>
      (
        await db.query(
          'select due_at as due, sla_paused_at as paused, waiting_for as party, merged_into is not null as gone from case_file where id = $1',
          [caseId],
        )
      )[0];
    await set(ab.caseId, at(600), null);
    await set(x.caseId, at(10), null);
    const first = await merge('a', 'x');
    expect(await facts(x.caseId)).toMatchObject({ gone: true });
    expect(await facts(ab.caseId)).toMatchObject({ gone: false, due: at(10) });
    await say({ act: 'undo', correctionId: first.id, reason: 'two wallets' });
    expect(await facts(x.caseId)).toMatchObject({ gone: false, due: at(10), paused: null });

    // Both wait for a customer; an hour and a half later they are one, and two again.
    for (const { caseId } of [ab, x]) {
      await set(caseId, at(30), at(-90));
      await db.query(`insert into sla_interval (id, case_id, kind, started_at) values ($1, $2, 'paused', $3)`, [
        newId(),
        caseId,
        at(-90),
      ]);
    }
    const second = await merge('a', 'x');
    await say({ act: 'undo', correctionId: second.id, reason: 'two wallets' });
    expect(await facts(x.caseId)).toEqual({ gone: false, due: at(120), paused: null, party: null });
    expect(await facts(ab.caseId)).toEqual({ gone: false, due: at(30), paused: at(-90), party: 'customer' });
    expect(await db.query('select kind from sla_interval where case_id = $1 and ended_at is null', [x.caseId])).toEqual(
      [{ kind: 'running' }],
    );
    const told = await db.query<{ kind: string; due: string | null }[]>(
      `select e.kind, b.body->'facts'->>'dueAt' as due from event e join event_body b on b.event_id = e.id
       where e.kind in ('case.absorb', 'case.undo_merge') order by e.id`,
    );
    expect(told.map(({ due }) => due)).toEqual([10, 10, 30, 120].map((minutes) => at(minutes).toISOString()));
  });

  it('a merge that came by itself is undone, and sticks', async () => {
    await accept(['a', card('c1')], ['b', card('c2')]);
    await group();
    const before = await cases();
    const [a, b] = [await caseOf('a'), await caseOf('b')];
    await accept(['a', { device_id: 'd1' }], ['b', { device_id: 'd1' }]);
    await group();
    expect(await shapes()).toEqual(['a b']);
    const living = await caseOf('a');
    const merged = living.caseId === a.caseId ? b : a;
    await say({
      act: 'undo_merge',
      caseId: living.caseId,
      version: living.version,
      mergedCaseId: merged.caseId,
      reason: 'a shared test device',
    });
    expect(await cases()).toEqual(before);
    await accept(['a', card('c5')], ['b', card('c5')]);
    await group();
    expect(await shapes()).toEqual(['a', 'b']);
    await expectFiguresRight();
  });

  it('subjects move to another case', async () => {
    await accept(['a', card('c1')], ['b', card('c1')], ['x', card('c7')], ['y', card('c7')]);
    await group();
    const [from, to] = [await caseOf('a'), await caseOf('x')];
    const alert = await db.query<{ id: string }[]>(`select alert_id as id from case_alert where subject_id = 'b'`);
    const { id } = await say({
      act: 'move',
      caseId: from.caseId,
      version: from.version,
      subjects: [],
      alerts: alert.map((one) => one.id),
      toNumber: to.number,
      reason: 'the invoice names the other one',
    });
    expect(await cases()).toEqual({ [from.number]: 'a', [to.number]: 'b x y' });
    await say({ act: 'undo', correctionId: id, reason: 'misread' });
    expect(await shapes()).toEqual(['a b', 'x y']);
    await expectFiguresRight();
  });

  it('stops linking by a value that is an agency’s, and links by it again', async () => {
    await accept(
      ['a', card('agency')],
      ['b', card('agency')],
      ['c', { ...card('agency'), device_id: 'd1' }],
      ['b', { device_id: 'd1' }],
    );
    await group();
    const { caseId } = await caseOf('a');
    const value = { type: 'payment_instrument', value: 'agency', kind: 'agency', source: 'its invoice' };
    const { id } = await say({ act: 'unlink', caseId, ...value, reason: 'an agency pays for all' });
    expect(await shapes()).toEqual(['a', 'b c']);
    await say({ act: 'undo', correctionId: id, reason: 'it was one customer' });
    expect(await shapes()).toEqual(['a b c']);
    await expectFiguresRight();
  });

  it('shows the consequence first, and changes nothing', async () => {
    await accept(['a', card('c1')], ['b', card('c1')], ['c', card('c1')]);
    await group();
    const { caseId, version, number } = await caseOf('a');
    const input = { act: 'split', caseId, version, subjects: accounts('c'), alerts: [], reason: '' } as const;
    const shown = await correct.rehearse(senior, input as unknown as Correcting);
    expect(shown).toMatchObject({
      ok: true,
      before: [{ number, subjectCount: 3 }],
      after: [
        { number, subjectCount: 2 },
        { number: null, subjectCount: 1, subjects: [{ kind: 'account', id: 'c', alerts: 1 }] },
      ],
    });
    expect(await shapes()).toEqual(['a b c']);
    expect((await caseOf('a')).version).toBe(version);
    expect(await db.query('select 1 from grouping_correction')).toEqual([]);
    await split('c');
    expect(await shapes()).toEqual(['a b', 'c']);
  });

  it('refuses what cannot be meant, and says so', async () => {
    await accept(['a', card('c1')], ['b', card('c1')]);
    await group();
    const { caseId, version, number } = await caseOf('a');
    const base = { act: 'split' as const, caseId, version, subjects: accounts('a'), alerts: [], reason: 'why' };
    const refused = async (input: Correcting, as = senior) => correct.correct(as, input);
    expect(await refused(base, reviewer)).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
    expect(await refused({ ...base, reason: ' ' })).toMatchObject({ code: 'INVALID', field: 'reason' });
    expect(await refused({ ...base, subjects: [] })).toMatchObject({ code: 'INVALID', field: 'subjects' });
    expect(await refused({ ...base, version: version + 1 })).toMatchObject({ code: 'STALE' });
    expect(await refused({ ...base, subjects: accounts('zz') })).toMatchObject({ code: 'STALE' });
    expect(await refused({ ...base, subjects: accounts('a', 'b') })).toMatchObject({ code: 'NOT_NOW' });
    expect(await refused({ ...base, caseId: newId() })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refused({ act: 'merge', caseId, version, toNumber: number, reason: 'why' })).toMatchObject({
      field: 'toNumber',
    });
    await db.query(`update case_file set state = 'proposed' where id = $1`, [caseId]);
    expect(await refused(base)).toMatchObject({ code: 'NOT_NOW' });
    expect(await db.query('select 1 from grouping_correction')).toEqual([]);
    expect(await db.query(`select 1 from event where kind like '%split%'`)).toEqual([]);
  });

  it('of two who split one case at once, the second is told to look again', async () => {
    await accept(['a', card('c1')], ['b', card('c1')], ['c', card('c1')]);
    await group();
    const { caseId, version } = await caseOf('a');
    const one = (id: string): Correcting => ({
      act: 'split',
      caseId,
      version,
      subjects: accounts(id),
      alerts: [],
      reason: 'at once',
    });
    const results = await Promise.all([correct.correct(senior, one('a')), correct.correct(senior, one('b'))]);
    expect(results.map((result) => (result.ok ? 'done' : result.code)).sort()).toEqual(['STALE', 'done']);
    await expectFiguresRight();
  });

  it('two cases that a proposal would unite are kept apart', async () => {
    await accept(['a', card('c1')], ['b', card('c2')]);
    await group();
    const [ines, bea] = [senior.actor.id, reviewer.actor.id];
    const until = new Date(now.getTime() + 3_600_000);
    for (const [account, who] of [
      ['a', ines],
      ['b', bea],
    ] as const) {
      await db.query(`update case_file set state = 'investigating', held_by = $2, held_until = $3 where id = $1`, [
        (await caseOf(account)).caseId,
        who,
        until,
      ]);
    }
    await accept(['a', { device_id: 'd1' }], ['b', { device_id: 'd1' }]);
    await group();
    expect(await shapes()).toEqual(['a', 'b']);
    const open = () => db.query('select 1 from case_proposal where resolved_at is null');
    expect(await open()).toHaveLength(1);
    const [a, b] = [await caseOf('a'), await caseOf('b')];
    await say({ act: 'keep_apart', caseId: a.caseId, version: a.version, toNumber: b.number, reason: 'a lent phone' });
    expect(await open()).toHaveLength(0);
    await db.query('update case_file set held_by = null, held_until = null');
    await accept(['a', { device_id: 'd1' }], ['b', { device_id: 'd1' }]);
    await group();
    expect(await shapes()).toEqual(['a', 'b']);
    await expectFiguresRight();
  });

  it('a case that was cleared lately opens again; after a suspension there is a new one, marked as a repeat', async () => {
    await accept(['a', card('c1')], ['x', card('c7')]);
    await group();
    const [a, x] = [await caseOf('a'), await caseOf('x')];
    const close = async (caseId: string, kind: string, daysAgo: number) => {
      const at = new Date(now.getTime() - daysAgo * 86_400_000);
      await db.query(
        `insert into decision (id, case_id, kind, state, route, proposed_at, decided_at) values ($1, $2, $3, 'approved', 'transfer_station', $4, $4)`,
        [newId(), caseId, kind, at],
      );
      await db.query(`update case_file set state = 'final', final_at = $2, resolved_at = $2 where id = $1`, [
        caseId,
        at,
      ]);
    };
    await close(a.caseId, 'no_violation', 20);
    await close(x.caseId, 'suspend', 12);
    await accept(['a', card('c1')], ['y', card('c7')]);
    await group();
    const [opened] = await db.query<{ state: string; final_at: Date | null; due: boolean }[]>(
      'select state, final_at, due_at > $2 as due from case_file where id = $1',
      [a.caseId, now],
    );
    expect(opened).toEqual({ state: 'reopened', final_at: null, due: true });
    const y = await caseOf('y');
    expect(y.caseId).not.toBe(x.caseId);
    expect(await db.query('select case_id, earlier_case_id, decision, days from case_repeat')).toEqual([
      { case_id: y.caseId, earlier_case_id: x.caseId, decision: 'suspend', days: 12 },
    ]);
    const told = await db.query<{ kind: string }[]>(
      `select kind from event where kind in ('case.reopen', 'case.recur') order by kind`,
    );
    expect(told.map(({ kind }) => kind)).toEqual(['case.recur', 'case.reopen']);
    await expectFiguresRight();
  });

  it('many corrections among alerts that keep coming come to what the reference says', async () => {
    let state = 7;
    const draw = (below: number) => {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
      return (state >>> 8) % below;
    };
    const seen: Sighting[] = [];
    const workers = [new AssignAlerts(uow, 40), new AssignAlerts(uow, 25)];
    const corrections: string[] = [];
    for (let round = 0; round < 14; round++) {
      const sent = Array.from({ length: 30 }, (): Sent => {
        const shares: Record<string, string> = { ip: `ip${draw(12)}`, user_agent: `ua${draw(3)}` };
        if (draw(3) === 0) shares.device_id = `d${draw(14)}`;
        if (draw(3) === 0) shares.prompt_template = `t${draw(20)}`;
        if (draw(4) === 0) shares.phone = `+65${1000 + draw(20)}`;
        return [`acc${draw(60)}`, shares];
      });
      seen.push(...(await accept(...sent)));
      await (workers[round % 2] as AssignAlerts).drain(() => ({ actor: SYSTEM, now }));
      const rows = await db.query<{ id: string; version: number; number: number; accounts: string[] }[]>(
        `select f.id, f.version, f.number, array_agg(s.subject_id order by s.subject_id) as accounts from case_file f
         join case_subject s on s.case_id = f.id where f.merged_into is null group by 1 order by count(*) desc, f.id limit 6`,
      );
      const [one, two] = [rows[draw(rows.length)], rows[draw(rows.length)]];
      if (!one || !two) continue;
      const base = { caseId: one.id, version: one.version, reason: `round ${round}` };
      const chosen = one.accounts.filter(() => draw(3) === 0);
      const inputs: Correcting[] = [
        { act: 'split', ...base, subjects: accounts(...chosen), alerts: [] },
        { act: 'move', ...base, subjects: accounts(...chosen), alerts: [], toNumber: two.number },
        { act: 'merge', ...base, toNumber: two.number },
        { act: 'undo', correctionId: corrections[draw(corrections.length || 1)] ?? newId(), reason: base.reason },
      ];
      const result = await correct.correct(senior, inputs[draw(4)] as Correcting);
      if (result.ok) corrections.push(result.id);
      await expectFiguresRight();
    }
    expect(corrections.length).toBeGreaterThan(4);
    const inForce = await uow.run(senior, (tx) => correctionsInForce(tx));
    const expected = new Map<string, string[]>();
    for (const [node, cluster] of referencePartition(DEFAULT_RULE_SET, seen, [], inForce))
      expected.set(cluster, [...(expected.get(cluster) ?? []), node.slice('account:'.length)]);
    expect(await shapes()).toEqual([...expected.values()].map((list) => list.sort().join(' ')).sort());
  });
});
