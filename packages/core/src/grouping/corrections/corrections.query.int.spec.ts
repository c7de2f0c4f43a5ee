import { SYSTEM } from '@portcullis/domain';
import { type Database, type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../db/ids.js';
import { type CommandContext, UnitOfWork } from '../../db/unit-of-work.js';
import { seedReference } from '../../seed/seed-reference.js';
import { AssignAlerts } from '../assign.command.js';
import { ConsequenceQuery } from './consequence.query.js';
import { CorrectGrouping } from './correct.command.js';
import type { Correcting } from './correcting.js';
import { CorrectionsQuery } from './corrections.query.js';

let database: PrivateDatabase;
let db: Database;
let uow: UnitOfWork;
let query: CorrectionsQuery;
let ines: CommandContext;
let noor: CommandContext;
const now = new Date('2026-11-20T10:00:00Z');

beforeAll(async () => {
  database = await privateDatabase();
  db = await database.open('app', 8);
  await seedReference(db);
  uow = new UnitOfWork(db);
  query = new CorrectionsQuery(uow);
  const people = ['Ines', 'Noor'].map((name) => ({ name, id: newId() }));
  for (const { name, id } of people)
    await db.query(`insert into staff (id, email, name, roles) values ($1, $2, $3, '{senior_reviewer}')`, [
      id,
      `${name.toLowerCase()}@portcullis.example`,
      name,
    ]);
  const contexts = people.map(
    ({ id }): CommandContext => ({ actor: { kind: 'staff', id, roles: ['senior_reviewer'] }, now }),
  );
  [ines, noor] = contexts as [CommandContext, CommandContext];
  await accept('c1', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
  await accept('c2', 'x', 'y');
  await accept('c3', 'p', 'q');
});
afterAll(() => database.close());

async function accept(card: string, ...accounts: string[]): Promise<void> {
  for (const account of accounts) {
    const id = newId();
    await db.query(
      `insert into alert (id, detector_id, external_id, severity, route, subject_kind, subject_id, observed_at, received_at, body)
       values ($1::uuid, 'test', $1::uuid::text, 3, 'transfer_station', 'account', $2, $3, $3, $4)`,
      [id, account, now, JSON.stringify({ related: [], indicators: [{ type: 'payment_instrument', value: card }] })],
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

async function say(input: Correcting, as = ines): Promise<string> {
  const result = await new CorrectGrouping(uow, new ConsequenceQuery(uow)).correct(as, input);
  if (!result.ok) throw new Error(`${result.code}: ${result.message}`);
  return result.id;
}
const accounts = (...ids: string[]) => ids.map((id) => ({ kind: 'account', id }));
const lines = () => query.lines(new Date(now.getTime() - 1000), new Date(now.getTime() + 1000), 50, null);
const lineOf = async (id: string) => (await lines()).find((line) => line.id === id);

it('names the value that links no more, and who let it link again, with why', async () => {
  const { caseId } = await caseOf('p');
  const id = await say({
    act: 'unlink',
    caseId,
    type: 'payment_instrument',
    value: 'c3',
    kind: 'agency',
    source: 'its invoice',
    reason: 'an agency pays for all',
  });
  const about = { valueType: 'payment_instrument', value: 'c3', subjects: 1, whom: [] };
  expect(await query.ofCase(caseId)).toMatchObject([
    { id, act: 'unlink', by: 'Ines', undoneAt: null, undoneBy: null, ...about },
  ]);
  await say({ act: 'undo', correctionId: id, reason: 'it was one customer' }, noor);
  const undone = { undoneAt: now, undoneBy: 'Noor' };
  expect(await query.ofCase(caseId)).toMatchObject([{ id, ...undone, undoneReason: 'it was one customer', ...about }]);
  expect(await lineOf(id)).toMatchObject({ ...undone, ...about });
});

it('names who was split off, the first of many, and the case that they came to', async () => {
  const { caseId, version } = await caseOf('a');
  const leaving = accounts('b', 'c', 'd', 'e', 'f', 'g');
  const id = await say({ act: 'split', caseId, version, subjects: leaving, alerts: [], reason: 'another operator' });
  const born = await caseOf('b');
  const about = { act: 'split', valueType: null, value: null, subjects: 6, whom: leaving.slice(0, 5) };
  expect(await lineOf(id)).toMatchObject({ ...about, otherNumber: born.number });
  expect(await query.ofCase(caseId)).toMatchObject([{ ...about, otherNumber: born.number }]);
});

it('names who was moved and not whom they were bound to, and of a merge the cases only', async () => {
  const [from, to] = [await caseOf('g'), await caseOf('x')];
  const base = { caseId: from.caseId, version: from.version, reason: 'the invoice says so', toNumber: to.number };
  const moved = await say({ act: 'move', ...base, subjects: accounts('g'), alerts: [] });
  expect(await lineOf(moved)).toMatchObject({ act: 'move', subjects: 1, whom: accounts('g'), otherNumber: to.number });
  const [one, two] = [await caseOf('a'), await caseOf('y')];
  const merged = await say({
    act: 'merge',
    caseId: one.caseId,
    version: one.version,
    toNumber: two.number,
    reason: 'one wallet',
  });
  expect(await lineOf(merged)).toMatchObject({ act: 'merge', subjects: 5, whom: [], valueType: null });
  expect((await lines()).filter(({ id }) => [moved, merged].includes(id))).toHaveLength(2);
});
