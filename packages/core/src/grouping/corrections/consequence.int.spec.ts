import { type Refusal, SYSTEM } from '@portcullis/domain';
import { type Database, type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../db/ids.js';
import { type CommandContext, UnitOfWork } from '../../db/unit-of-work.js';
import { seedReference } from '../../seed/seed-reference.js';
import { AssignAlerts } from '../assign.command.js';
import { ConsequenceQuery, MOST_SIDES } from './consequence.query.js';
import { CorrectGrouping } from './correct.command.js';

let database: PrivateDatabase;
let db: Database;
let uow: UnitOfWork;
let correct: CorrectGrouping;
let senior: CommandContext;
const now = new Date('2026-11-20T10:00:00Z');

beforeAll(async () => {
  database = await privateDatabase();
  db = await database.open('app', 8);
  await seedReference(db);
  uow = new UnitOfWork(db);
  correct = new CorrectGrouping(uow, new ConsequenceQuery(uow));
  const ines = newId();
  await db.query(
    `insert into staff (id, email, name, roles) values ($1, 'ines@portcullis.example', 'Ines', '{senior_reviewer}')`,
    [ines],
  );
  senior = { actor: { kind: 'staff', id: ines, roles: ['senior_reviewer'] }, now };
});
afterAll(() => database.close());

async function accept(...sent: [account: string, device: string][]): Promise<void> {
  for (const [account, device] of sent) {
    const id = newId();
    await db.query(
      `insert into alert (id, detector_id, external_id, severity, route, subject_kind, subject_id, observed_at, received_at, body)
       values ($1::uuid, 'test', $1::uuid::text, 3, 'transfer_station', 'account', $2, $3, $3, $4)`,
      [id, account, now, JSON.stringify({ related: [], indicators: [{ type: 'device_id', value: device }] })],
    );
    await db.query('insert into alert_pending (alert_id) values ($1)', [id]);
  }
  await new AssignAlerts(uow).drain(() => ({ actor: SYSTEM, now }));
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
const done = <T extends { ok: true } | Refusal>(result: T): Extract<T, { ok: true }> => {
  if (!result.ok) throw new Error((result as Refusal).message);
  return result as Extract<T, { ok: true }>;
};

it('of very many cases it shows the first, and says how many there are on both sides', async () => {
  const many = MOST_SIDES + 10;
  await accept(...Array.from({ length: many }, (_, i): [string, string] => [`a${i}`, 'training-room']));
  const { caseId } = await caseOf('a0');
  const unlink = {
    act: 'unlink' as const,
    caseId,
    type: 'device_id',
    value: 'training-room',
    kind: 'other',
    source: 'a visit',
  };
  const parted = done(await correct.rehearse(senior, { ...unlink, reason: '' }));
  expect([parted.before.length, parted.beforeTotal]).toEqual([1, 1]);
  expect([parted.after.length, parted.afterTotal]).toEqual([MOST_SIDES, many]);
  const { id } = done(await correct.correct(senior, { ...unlink, reason: 'everybody uses it' }));
  const joined = done(await correct.rehearse(senior, { act: 'undo', correctionId: id, reason: '' }));
  expect([joined.before.length, joined.beforeTotal]).toEqual([MOST_SIDES, many]);
  expect([joined.after.length, joined.afterTotal]).toEqual([MOST_SIDES, many]);
});

it('a case that comes back under its number stood not before', async () => {
  await accept(['x', 'd-1'], ['y', 'd-2']);
  const [x, y] = [await caseOf('x'), await caseOf('y')];
  const merge = {
    act: 'merge' as const,
    caseId: x.caseId,
    version: x.version,
    toNumber: y.number,
    reason: 'one owner',
  };
  const { id } = done(await correct.correct(senior, merge));
  const shown = done(await correct.rehearse(senior, { act: 'undo', correctionId: id, reason: '' }));
  expect(shown).toMatchObject({ beforeTotal: 1, afterTotal: 2 });
  expect([shown.before.length, shown.after.length]).toEqual([1, 2]);
});

it('says in which cases those are now who were taken out', async () => {
  await accept(['p', 'd-5'], ['q', 'd-5'], ['r', 'd-5'], ['t', 'd-9']);
  const [from, target] = [await caseOf('p'), await caseOf('t')];
  const leave = { alerts: [], reason: 'another operator' };
  const split = done(await correct.correct(senior, { act: 'split', ...from, ...leave, subjects: accounts('q', 'r') }));
  const q = await caseOf('q');
  expect(q.number).not.toBe(from.number);
  expect(split.places).toEqual([{ number: q.number, subjects: 2 }]);
  const move = { act: 'move' as const, ...q, ...leave, subjects: accounts('r'), toNumber: target.number };
  expect(done(await correct.correct(senior, move)).places).toEqual([{ number: target.number, subjects: 1 }]);
});
