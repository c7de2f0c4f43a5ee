import { type Refusal, SYSTEM } from '@portcullis/domain';
import {
  type Database,
  emptyGrouping,
  GroupingWorld,
  type PrivateDatabase,
  privateDatabase,
} from '@portcullis/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../db/ids.js';
import { type CommandContext, UnitOfWork } from '../../db/unit-of-work.js';
import { seedReference } from '../../seed/seed-reference.js';
import { AssignAlerts } from '../assign.command.js';
import { ConsequenceQuery } from '../corrections/consequence.query.js';
import { type Corrected, CorrectGrouping } from '../corrections/correct.command.js';
import type { Correcting } from '../corrections/correcting.js';
import { CorrectionsQuery } from '../corrections/corrections.query.js';
import { ReconcileCases } from '../reconcile.command.js';
import { RelatedQuery } from '../related.query.js';

let database: PrivateDatabase;
let db: Database;
let uow: UnitOfWork;
let world: GroupingWorld;
let correct: CorrectGrouping;
let related: RelatedQuery;
let senior: CommandContext;
const now = new Date('2026-11-20T10:00:00Z');

beforeAll(async () => {
  database = await privateDatabase();
  db = await database.open('app', 6);
  await seedReference(db);
  uow = new UnitOfWork(db);
  world = new GroupingWorld(db, now);
  correct = new CorrectGrouping(uow, new ConsequenceQuery(uow));
  related = new RelatedQuery(uow);
  const ines = newId();
  await db.query(
    `insert into staff (id, email, name, roles) values ($1, 'ines@portcullis.example', 'Ines', '{senior_reviewer}')`,
    [ines],
  );
  senior = { actor: { kind: 'staff', id: ines, roles: ['senior_reviewer'] }, now };
});
afterAll(() => database.close());
beforeEach(() => emptyGrouping(database));

type Sent = [account: string, shares: Record<string, string>];

async function accept(...sent: Sent[]): Promise<void> {
  await world.accept(sent.map(([account, shares]) => ({ account, shares })));
  await group();
}
const group = () => new AssignAlerts(uow).drain(() => ({ actor: SYSTEM, now }));

/** From now on the card links nobody, or does so again. */
async function listCard(listed: boolean): Promise<void> {
  if (listed)
    await db.query(
      `insert into hub_entry (id, indicator_type, indicator_value, indicator_match, kind, reason, source)
       values ($1, 'payment_instrument', 'card', 'card', 'agency', 'An agency pays for all.', 'its invoice')`,
      [newId()],
    );
  else await db.query('update hub_entry set revoked_at = $1, pending = true', [now]);
  await group();
}

const both = { payment_instrument: 'card', device_id: 'd1' };
const card = { payment_instrument: 'card' };

/** The oldest case has `a`, `b`, and with them by the card alone `c` and `d`; it is settled when they should leave. */
async function partedWhileSettled(): Promise<string> {
  await accept(['a', both], ['b', both], ['c', card], ['d', card]);
  const { id } = await caseAt(0);
  await setState(id, 'proposed');
  await listCard(true);
  return id;
}

interface Row {
  id: string;
  number: number;
  version: number;
  state: string;
  subjects: string;
}

async function rows(): Promise<Row[]> {
  return db.query(
    `select f.id, f.number, f.version, f.state, coalesce(string_agg(distinct a.subject_id, ' ' order by a.subject_id), '') as subjects
     from case_file f left join case_alert a on a.case_id = f.id group by f.id order by f.number`,
  );
}
const shapes = async () => (await rows()).filter(({ state }) => state !== 'merged').map(({ subjects }) => subjects);
const caseAt = async (place: number): Promise<Row> => (await rows())[place] as Row;
const setState = (id: string, state: string) => db.query('update case_file set state = $2 where id = $1', [id, state]);
const accounts = (...ids: string[]) => ids.map((id) => ({ kind: 'account', id }));
const resolutions = async () =>
  (await db.query('select resolution from case_proposal order by resolution')).map(
    ({ resolution }: { resolution: string | null }) => resolution,
  );
/** Who would part, as a person reads it; and the count agrees. */
async function waiting(caseId: string): Promise<string[]> {
  const found = await related.proposals(caseId);
  expect(await related.proposalCount(caseId)).toBe(found.length);
  return found.map(({ kind, subjects }) => `${kind} ${subjects.map(({ id }) => id).join(' ')}`.trim());
}

const done = (result: Corrected | Refusal): Corrected => {
  if (!result.ok) throw new Error(`${result.code}: ${result.message}`);
  return result;
};
const say = async (input: Correcting) => done(await correct.correct(senior, input));
async function keep(caseId: string, ...ids: string[]): Promise<Corrected | Refusal> {
  const version = (await rows()).find(({ id }) => id === caseId)?.version as number;
  return correct.correct(senior, { act: 'keep', caseId, version, subjects: accounts(...ids), reason: 'one invoice' });
}
async function takeOut(caseId: string, ...ids: string[]): Promise<Corrected | Refusal> {
  const version = (await rows()).find(({ id }) => id === caseId)?.version as number;
  const subjects = accounts(...ids);
  return correct.correct(senior, { act: 'split', caseId, version, subjects, alerts: [], reason: 'strangers' });
}

/** What history says of things that wait, by case. */
const waits = (): Promise<{ kind: string; number: number }[]> =>
  db.query(
    `select e.kind, f.number from event e join case_file f on f.id = e.case_id where e.kind in ('case.merge_waits', 'case.part_waits')
     order by e.kind, f.number`,
  );

describe('a part that waits for a person', () => {
  it('is counted and shown, and nothing moves while the case is settled', async () => {
    const id = await partedWhileSettled();
    expect(await waiting(id)).toEqual(['part c d']);
    expect(await shapes()).toEqual(['a b c d']);
    expect(await takeOut(id, 'c', 'd')).toMatchObject({ ok: false, code: 'NOT_NOW' });
    await accept(['c', card]);
    expect(await waits()).toEqual([{ kind: 'case.part_waits', number: (await caseAt(0)).number }]);
  });

  it('is taken out: each goes where he belongs, together with what came for him meanwhile, and stays out', async () => {
    const id = await partedWhileSettled();
    await accept(['c', {}], ['e', { device_id: 'd2' }], ['c', { device_id: 'd2' }]);
    expect(await shapes()).toEqual(['a b c d', 'c e']);
    await setState(id, 'investigating');
    const { id: correction } = done(await takeOut(id, 'c', 'd'));
    expect(await shapes()).toEqual(['a b', 'c e', 'd']);
    expect(await world.wrongFigures()).toEqual([]);
    expect([await waiting(id), await resolutions()]).toEqual([[], ['taken_out']]);
    await listCard(false);
    await accept(['d', both], ['c', { phone: '+6591234567' }], ['d', { phone: '+6591234567' }]);
    // Kept from those whom they left, and not from each other.
    expect(await shapes()).toEqual(['a b', 'c d e']);
    await say({ act: 'undo', correctionId: correction, reason: 'the same after all' });
    expect(await shapes()).toEqual(['a b c d e']);
    expect(await world.wrongFigures()).toEqual([]);
  });

  it('may be answered for some of them, for those who stayed, and by a move', async () => {
    const id = await partedWhileSettled();
    await accept(['x', { device_id: 'd9' }]);
    const other = await caseAt(1);
    await setState(id, 'investigating');
    done(await takeOut(id, 'c'));
    expect([await shapes(), await waiting(id)]).toEqual([['a b d', 'x', 'c'], ['part d']]);
    done(await takeOut(id, 'a'));
    expect(await shapes()).toEqual(['b d', 'x', 'c', 'a']);
    const { version } = await caseAt(0);
    const base = { caseId: id, version, alerts: [], toNumber: other.number, reason: 'his invoice' };
    await say({ act: 'move', ...base, subjects: accounts('d') });
    expect([await shapes(), await resolutions()]).toEqual([['b', 'd x', 'c', 'a'], ['taken_out']]);
    expect(await world.wrongFigures()).toEqual([]);
  });

  it('is kept: of a settled case too, with the reason in history, and is not proposed again', async () => {
    const id = await partedWhileSettled();
    const { id: correction } = done(await keep(id, 'c', 'd'));
    expect([await waiting(id), await resolutions()]).toEqual([[], ['kept']]);
    expect(await shapes()).toEqual(['a b c d']);
    await listCard(false);
    await listCard(true);
    expect(await resolutions()).toEqual(['kept']);
    await setState(id, 'investigating');
    await accept(['c', {}], ['a', {}]);
    expect(await shapes()).toEqual(['a b c d']);
    expect(await world.wrongFigures()).toEqual([]);
    const told = await db.query(
      `select b.body->>'why' as why, e.automatic from event e join event_body b on b.event_id = e.id where e.kind = 'case.keep'`,
    );
    expect(told).toEqual([{ why: 'one invoice', automatic: false }]);
    expect(await new CorrectionsQuery(uow).ofCase(id)).toMatchObject([{ act: 'keep', otherNumber: null }]);
    await say({ act: 'undo', correctionId: correction, reason: 'a forged invoice' });
    expect(await shapes()).toEqual(['a b', 'c', 'd']);
  });

  it('is kept of those who belong no more, and of nobody else', async () => {
    const id = await partedWhileSettled();
    expect(await keep(id, 'a')).toMatchObject({ ok: false, code: 'STALE' });
    expect(await keep(id)).toMatchObject({ ok: false, code: 'INVALID', field: 'subjects' });
    done(await keep(id, 'c'));
    expect(await waiting(id)).toEqual(['part d']);
    await setState(id, 'final');
    expect(await keep(id, 'd')).toMatchObject({ ok: false, code: 'NOT_NOW' });
    expect(await waiting(id)).toEqual([]);
  });

  it('is moot once they belong again, and once its case was merged into another', async () => {
    const id = await partedWhileSettled();
    await listCard(false);
    expect([await waiting(id), await resolutions()]).toEqual([[], ['moot']]);
    await listCard(true);
    expect(await waiting(id)).toEqual(['part c d']);
    await setState(id, 'investigating');
    await accept(['x', { device_id: 'd9' }], ['y', { device_id: 'd9' }]);
    const { number, id: other } = await caseAt(1);
    await db.query('update case_file set held_by = $2, held_until = $3 where id = $1', [
      other,
      senior.actor.id,
      new Date(now.getTime() + 60_000),
    ]);
    const { version } = await caseAt(0);
    await say({ act: 'merge', caseId: id, version, toNumber: number, reason: 'one operator' });
    expect((await caseAt(0)).state).toBe('merged');
    expect(await resolutions()).toEqual(['merged', 'moot']);
  });
});

it('a merge that waits is counted on both cases, until both are free or one is closed', async () => {
  await accept(['a', { device_id: 'd1' }], ['b', { device_id: 'd2' }]);
  const [one, two] = await rows();
  if (!one || !two) throw new Error('no cases');
  await setState(one.id, 'proposed');
  await accept(['b', { device_id: 'd1' }]);
  expect([await waiting(one.id), await waiting(two.id)]).toEqual([['merge'], ['merge']]);
  await accept(['b', { device_id: 'd1' }]);
  expect(await waits()).toEqual([one, two].map(({ number }) => ({ kind: 'case.merge_waits', number })));
  await setState(one.id, 'final');
  expect([await waiting(one.id), await waiting(two.id)]).toEqual([[], []]);
  await setState(one.id, 'reopened');
  expect(await waiting(two.id)).toEqual(['merge']);
  expect(await new ReconcileCases(uow).run({ actor: SYSTEM, now })).toBe(1);
  expect([await waiting(one.id), await waiting(two.id)]).toEqual([[], []]);
});
