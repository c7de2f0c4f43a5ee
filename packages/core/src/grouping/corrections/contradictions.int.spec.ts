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
import { CorrectionsQuery } from './corrections.query.js';

let database: PrivateDatabase;
let db: Database;
let uow: UnitOfWork;
let correct: CorrectGrouping;
let ines: CommandContext;
let noor: CommandContext;
let seen: Sighting[];
const now = new Date('2026-11-20T10:00:00Z');

beforeAll(async () => {
  database = await privateDatabase();
  db = await database.open('app', 10);
  await seedReference(db);
  uow = new UnitOfWork(db);
  correct = new CorrectGrouping(uow, new ConsequenceQuery(uow));
  const ids = [newId(), newId()];
  await db.query(
    `insert into staff (id, email, name, roles) values ($1, 'ines@portcullis.example', 'Ines', '{senior_reviewer}'),
       ($2, 'noor@portcullis.example', 'Noor', '{senior_reviewer}')`,
    ids,
  );
  [ines, noor] = ids.map(
    (id): CommandContext => ({ actor: { kind: 'staff', id, roles: ['senior_reviewer'] }, now }),
  ) as [CommandContext, CommandContext];
});
afterAll(() => database.close());
beforeEach(async () => {
  seen = [];
  const owner = await database.open('superuser', 1);
  await owner.query(`truncate case_repeat, grouping_correction_node, grouping_correction, grouping_cluster, grouping_subject, indicator, indicator_carrier,
    indicator_type_count, case_alert, case_proposal, case_subject, case_file, campaign, rule_set, alert, alert_pending, event, event_body,
    event_unsealed, hub_entry cascade`);
  await owner.query(
    'update grouping_state set generation = generation + 1, next_subject = 1, next_value = 1, next_cluster = 1',
  );
  await owner.destroy();
});

async function accept(...sent: [account: string, shares: Record<string, string>][]): Promise<void> {
  for (const [account, shares] of sent) {
    const id = newId();
    const indicators = Object.entries(shares).map(([type, value]) => ({ type, value }));
    await db.query(
      `insert into alert (id, detector_id, external_id, severity, route, subject_kind, subject_id, observed_at, received_at, body)
       values ($1, 'test', $1::uuid::text, 3, 'transfer_station', 'account', $2, $3, $3, $4)`,
      [id, account, now, JSON.stringify({ related: [], indicators })],
    );
    await db.query('insert into alert_pending (alert_id) values ($1)', [id]);
    seen.push(sightingOf({ id, subject: { kind: 'account', id: account }, indicators, observedAt: now.getTime() }));
  }
  await new AssignAlerts(uow).drain(() => ({ actor: SYSTEM, now }));
}

async function shapes(): Promise<string[]> {
  const rows = await db.query<{ accounts: string }[]>(
    `select string_agg(distinct a.subject_id, ' ' order by a.subject_id) as accounts
     from case_alert a join case_file f on f.id = a.case_id where f.merged_into is null group by f.id`,
  );
  return rows.map(({ accounts }) => accounts).sort();
}

/** What the slow, obvious implementation makes of the same alerts and of what people said. */
async function expectAsReference(): Promise<void> {
  const inForce = await uow.run(ines, (tx) => correctionsInForce(tx));
  const expected = new Map<string, string[]>();
  for (const [node, cluster] of referencePartition(DEFAULT_RULE_SET, seen, [], inForce))
    expected.set(cluster, [...(expected.get(cluster) ?? []), node.slice('account:'.length)]);
  expect(await shapes()).toEqual([...expected.values()].map((list) => list.sort().join(' ')).sort());
}

/** No alert is lost or in two cases, and every figure of a living case says what it holds. */
async function expectWhole(): Promise<void> {
  const [placed] = await db.query<{ n: number }[]>('select count(*)::int as n from case_alert');
  expect(placed?.n).toBe(seen.length);
  const wrong = await db.query(
    `select f.number, f.alert_count, f.subject_count, c.* from case_file f
     left join (select case_id, count(*) as alerts, count(distinct (subject_kind, subject_id)) as subjects from case_alert group by 1) c on c.case_id = f.id
     where f.merged_into is null and (f.alert_count is distinct from c.alerts or f.subject_count is distinct from c.subjects)`,
  );
  expect(wrong).toEqual([]);
  expect(
    await db.query('select 1 from case_alert a join case_file f on f.id = a.case_id where f.merged_into is not null'),
  ).toEqual([]);
}

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
const say = async (input: Correcting, as = ines) => done(await correct.correct(as, input));
async function split(as: CommandContext, ...ids: string[]): Promise<Corrected> {
  const { caseId, version } = await caseOf(ids[0] as string);
  return say({ act: 'split', caseId, version, subjects: accounts(...ids), alerts: [], reason: 'another operator' }, as);
}
async function merge(as: CommandContext, one: string, two: string): Promise<Corrected> {
  const [a, b] = [await caseOf(one), await caseOf(two)];
  return say({ act: 'merge', caseId: a.caseId, version: a.version, toNumber: b.number, reason: 'same wallet' }, as);
}
const undo = (as: CommandContext, correctionId: string) => say({ act: 'undo', correctionId, reason: 'a mistake' }, as);

describe('corrections that contradict each other', () => {
  it('the later word holds; taken back, the earlier one holds again', async () => {
    await accept(['a', { device_id: 'd1' }], ['b', { device_id: 'd1' }], ['c', { device_id: 'd1' }]);
    const apart = await split(ines, 'a');
    expect(await shapes()).toEqual(['a', 'b c']);
    const together = await merge(noor, 'a', 'b');
    expect(await shapes()).toEqual(['a b c']);
    const again = await split(ines, 'b');
    expect(await shapes()).toEqual(['a c', 'b']);
    await accept(['a', { device_id: 'd1' }], ['b', { device_id: 'd1', phone: '+6591234567' }]);
    expect(await shapes()).toEqual(['a c', 'b']);
    await undo(noor, again.id);
    expect(await shapes()).toEqual(['a b c']);
    await undo(ines, together.id);
    expect(await shapes()).toEqual(['a', 'b c']);
    await undo(ines, apart.id);
    expect(await shapes()).toEqual(['a b c']);
    await expectAsReference();
    await expectWhole();
  });

  it('in a circle: a is b, b is c, c is not a', async () => {
    await accept(['a', { device_id: 'd1' }], ['b', { device_id: 'd2' }], ['c', { device_id: 'd3' }]);
    await merge(ines, 'a', 'b');
    await merge(noor, 'b', 'c');
    expect(await shapes()).toEqual(['a b c']);
    await split(ines, 'c');
    expect(await shapes()).toEqual(['a b', 'c']);
    await accept(['c', { device_id: 'd1' }]);
    expect(await shapes()).toEqual(['a b', 'c']);
    await expectAsReference();
    await expectWhole();
  });

  it('said at the same moment by two people: one is told to look again, and nothing is torn', async () => {
    await accept(['a', { device_id: 'd1' }], ['b', { device_id: 'd1' }], ['c', { device_id: 'd3' }]);
    const [ab, c] = [await caseOf('a'), await caseOf('c')];
    const base = { caseId: ab.caseId, version: ab.version, reason: 'at once' };
    const answers = await Promise.all([
      correct.correct(ines, { act: 'split', ...base, subjects: accounts('a'), alerts: [] }),
      correct.correct(noor, { act: 'merge', ...base, toNumber: c.number }),
      correct.correct(noor, { act: 'move', ...base, subjects: accounts('b'), alerts: [], toNumber: c.number }),
    ]);
    // Where the two cases became one, the third is told that it names the case in which they are.
    expect(answers.filter(({ ok }) => ok).length).toBe(1);
    for (const answer of answers) if (!answer.ok) expect(['STALE', 'INVALID']).toContain(answer.code);
    await expectAsReference();
    await expectWhole();
  });

  it('the same thing taken back twice is taken back once', async () => {
    await accept(['a', { device_id: 'd1' }], ['b', { device_id: 'd1' }]);
    const { id } = await split(ines, 'a');
    const input: Correcting = { act: 'undo', correctionId: id, reason: 'both at once' };
    const answers = await Promise.all([correct.correct(ines, input), correct.correct(noor, input)]);
    expect(answers.map((answer) => (answer.ok ? 'done' : answer.code)).sort()).toEqual(['NOT_NOW', 'done']);
    expect(await shapes()).toEqual(['a b']);
    await expectWhole();
  });
});

describe('a cycle of merges and undos', () => {
  it('ends where it began, with all of it in history, and under the old numbers when the last goes first', async () => {
    await accept(['a', { device_id: 'd1' }], ['b', { device_id: 'd2' }], ['c', { device_id: 'd3' }]);
    const numbers = async () => (await Promise.all(['a', 'b', 'c'].map(caseOf))).map(({ number }) => number);
    for (let round = 0; round < 4; round++) {
      const before = await numbers();
      const [one, two] = round % 2 === 0 ? ['a', 'b'] : ['b', 'a'];
      const first = await merge(ines, one as string, two as string);
      const second = await merge(noor, 'c', 'a');
      expect(await shapes()).toEqual(['a b c']);
      const lastFirst = round < 2;
      for (const { id } of lastFirst ? [second, first] : [first, second]) await undo(ines, id);
      expect(await shapes()).toEqual(['a', 'b', 'c']);
      // Taken back in another order than they were said, a case may come back under a new number; it says what it was.
      if (lastFirst) expect(await numbers()).toEqual(before);
      await expectWhole();
    }
    expect(await db.query('select 1 from grouping_correction where undone_at is null')).toEqual([]);
    const [told] = await db.query<{ n: number }[]>(
      `select count(*)::int as n from event where kind = 'correction.undo'`,
    );
    expect(told?.n).toBe(8);
    // What was taken back is in the list, and does not count.
    const query = new CorrectionsQuery(uow);
    const [from, to] = [new Date(now.getTime() - 1000), new Date(now.getTime() + 1000)];
    expect(await query.rate(from, to)).toMatchObject({ corrections: 0 });
    const lines = await query.lines(from, to, 100, null);
    expect(lines.length).toBe(8);
    expect(lines.every(({ act, undoneBy }) => act === 'merge' && undoneBy === 'Ines')).toBe(true);
    const last = lines[2];
    if (!last) throw new Error('no lines');
    expect((await query.lines(from, to, 100, last)).map(({ id }) => id)).toEqual(lines.slice(3).map(({ id }) => id));
  });

  it('of splits and undos ends where it began, whoever takes back which', async () => {
    await accept(
      ['a', { device_id: 'd1' }],
      ['b', { device_id: 'd1' }],
      ['c', { device_id: 'd1' }],
      ['d', { device_id: 'd1' }],
    );
    const first = await split(ines, 'a');
    const second = await split(noor, 'b');
    const third = await split(ines, 'c');
    expect(await shapes()).toEqual(['a', 'b', 'c', 'd']);
    await undo(noor, second.id);
    expect(await shapes()).toEqual(['a', 'b d', 'c']);
    await undo(noor, first.id);
    await undo(ines, third.id);
    expect(await shapes()).toEqual(['a b c d']);
    await expectAsReference();
    await expectWhole();
  });
});

describe('within one campaign', () => {
  it('moves and merges are refused with what may be done instead; taking out works, and is taken back', async () => {
    const rules = JSON.stringify({ ...DEFAULT_RULE_SET, campaignFrom: 3 });
    await db.query(
      `insert into rule_set (id, name, rules, reason, state, created_at, activated_at) values (1, 'Small', $1, 'few are many', 'active', $2, $2)`,
      [rules, now],
    );
    await accept(...['a', 'b', 'c', 'd', 'e'].map((id): [string, Record<string, string>] => [id, { device_id: 'd1' }]));
    const [campaign] = await db.query<{ number: number; cases: number }[]>(
      'select number, case_count as cases from campaign where merged_into is null',
    );
    expect(campaign?.cases).toBe(5);
    const [a, b] = [await caseOf('a'), await caseOf('b')];
    const base = { caseId: a.caseId, version: a.version, reason: 'the same people', toNumber: b.number };
    const inputs: Correcting[] = [
      { act: 'merge', ...base },
      { act: 'move', ...base, subjects: accounts('a'), alerts: [] },
      { act: 'keep_apart', ...base },
    ];
    for (const input of inputs) {
      const refused = await correct.correct(ines, input);
      expect(refused).toMatchObject({ ok: false, code: 'NOT_NOW' });
      if (!refused.ok) expect(refused.message).toContain(`C-${a.number} and C-${b.number} are cases of one campaign`);
    }
    const out = await split(ines, 'a');
    const [row] = await db.query<{ campaign_id: string | null }[]>('select campaign_id from case_file where id = $1', [
      (await caseOf('a')).caseId,
    ]);
    expect(row?.campaign_id).toBeNull();
    await accept(['a', { device_id: 'd1' }]);
    const inCampaign = () =>
      db.query(
        `select a.subject_id as id from case_alert a join case_file f on f.id = a.case_id where f.campaign_id is not null group by 1 order by 1`,
      );
    expect((await inCampaign()) as { id: string }[]).toEqual(['b', 'c', 'd', 'e'].map((id) => ({ id })));
    await undo(noor, out.id);
    expect((await inCampaign()) as { id: string }[]).toEqual(['a', 'b', 'c', 'd', 'e'].map((id) => ({ id })));
    await expectWhole();
  });
});
