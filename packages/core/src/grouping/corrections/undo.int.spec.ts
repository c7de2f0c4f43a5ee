import { type Refusal, SYSTEM } from '@portcullis/domain';
import {
  type Database,
  emptyGrouping,
  GroupingWorld,
  type PrivateDatabase,
  privateDatabase,
} from '@portcullis/testkit';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { HistoryQuery } from '../../casework/history.query.js';
import { newId } from '../../db/ids.js';
import { type CommandContext, UnitOfWork } from '../../db/unit-of-work.js';
import { seedReference } from '../../seed/seed-reference.js';
import { AssignAlerts } from '../assign.command.js';
import { ConsequenceQuery } from './consequence.query.js';
import { type Corrected, CorrectGrouping } from './correct.command.js';
import type { Correcting } from './correcting.js';
import { UndoQuery } from './undo.query.js';

let database: PrivateDatabase;
let db: Database;
let uow: UnitOfWork;
let world: GroupingWorld;
let correct: CorrectGrouping;
let senior: CommandContext;
const now = new Date('2026-11-20T10:00:00Z');

beforeAll(async () => {
  database = await privateDatabase();
  db = await database.open('app', 6);
  await seedReference(db);
  uow = new UnitOfWork(db);
  world = new GroupingWorld(db, now);
  correct = new CorrectGrouping(uow, new ConsequenceQuery(uow));
  const ines = newId();
  await db.query(
    `insert into staff (id, email, name, roles) values ($1, 'ines@portcullis.example', 'Ines', '{senior_reviewer}')`,
    [ines],
  );
  senior = { actor: { kind: 'staff', id: ines, roles: ['senior_reviewer'] }, now };
});
afterAll(() => database.close());
beforeEach(() => emptyGrouping(database));

async function accept(...sent: [account: string, shares: Record<string, string>][]): Promise<void> {
  await world.accept(sent.map(([account, shares]) => ({ account, shares })));
  await new AssignAlerts(uow).drain(() => ({ actor: SYSTEM, now }));
}

async function caseOf(account: string): Promise<{ id: string; number: number; version: number }> {
  const [row] = await db.query(
    'select f.id, f.number, f.version from case_alert a join case_file f on f.id = a.case_id where a.subject_id = $1 limit 1',
    [account],
  );
  return row;
}

const done = (result: Corrected | Refusal): Corrected => {
  if (!result.ok) throw new Error(`${result.code}: ${result.message}`);
  return result;
};
const say = async (input: Correcting) => done(await correct.correct(senior, input));

/** By the kinds of the lines, newest first, what becomes of each; lines that tell of nothing are left out. */
async function told(caseId: string): Promise<string[]> {
  const entries = (await new HistoryQuery(uow).ofCase(caseId, 100, null))?.rows ?? [];
  const read = vi.spyOn(uow, 'read');
  const undos = await new UndoQuery(uow).of(entries);
  expect(read.mock.calls.length).toBeLessThanOrEqual(2);
  read.mockRestore();
  return entries.flatMap(({ kind }, i) =>
    (undos[i] ?? []).map(({ act, state, number }) => `${kind}: ${act}${number ? ` of C-${number}` : ''} ${state}`),
  );
}

/** Three cases that one batch makes one. @returns the one that stays, and the two that merged into it */
async function threeInOne() {
  for (const account of ['a', 'b', 'c']) await accept([account, { payment_instrument: `card-${account}` }]);
  const three = await Promise.all(['a', 'b', 'c'].map(caseOf));
  await accept(...['a', 'b', 'c'].map((account): [string, Record<string, string>] => [account, { device_id: 'd1' }]));
  const { id } = await caseOf('a');
  return { id, merged: three.filter((one) => one.id !== id) };
}

async function undoMerge(id: string, mergedCaseId: string): Promise<void> {
  const [{ version }] = await db.query('select version from case_file where id = $1', [id]);
  await say({ act: 'undo_merge', caseId: id, version, mergedCaseId, reason: 'a test device' });
}

it('each case that merged by itself is undone for itself, and then says that it was', async () => {
  const { id, merged } = await threeInOne();
  const [one, two] = merged;
  if (!one || !two) throw new Error('they did not merge');
  const line = (number: number, state: string) => `case.absorb: merge of C-${number} ${state}`;
  expect(await told(id)).toEqual([line(one.number, 'stands'), line(two.number, 'stands')]);
  await undoMerge(id, two.id);
  expect(await told(id)).toEqual([
    'case.split: undo_merge stands',
    line(one.number, 'stands'),
    line(two.number, 'taken_back'),
  ]);
  await undoMerge(id, one.id);
  expect((await told(id)).slice(-2)).toEqual([line(one.number, 'taken_back'), line(two.number, 'taken_back')]);
});

it('of a case that merged again, the first line tells of the merge that was taken back', async () => {
  const { id, merged } = await threeInOne();
  const [one, two] = merged;
  if (!one || !two) throw new Error('they did not merge');
  await db.query(`update case_file set state = 'investigating' where id = $1`, [id]);
  await undoMerge(id, two.id);
  const [{ id: correction }] = await db.query('select id from grouping_correction');
  await say({ act: 'undo', correctionId: correction, reason: 'no test device' });
  expect((await told(id)).filter((line) => line.startsWith('case.absorb') || line.startsWith('case.split'))).toEqual([
    'case.split: undo_merge taken_back',
    `case.absorb: merge of C-${one.number} stands`,
    `case.absorb: merge of C-${two.number} taken_back`,
  ]);
});

it('nothing is offered for what went on, and nothing yet while the case is settled', async () => {
  const { id, merged } = await threeInOne();
  const [one, two] = merged;
  if (!one || !two) throw new Error('they did not merge');
  await db.query(`update case_file set state = 'proposed' where id = $1`, [id]);
  expect((await told(id)).map((line) => line.split(' ').at(-1))).toEqual(['settled', 'settled']);
  await db.query(`update case_file set state = 'investigating' where id = $1`, [id]);
  const [{ node }] = await db.query('select subject_id as node from case_subject where case_id = $1', [two.id]);
  const [{ version }] = await db.query('select version from case_file where id = $1', [id]);
  const subjects = [{ kind: 'account', id: node }];
  await accept(['x', { device_id: 'd7' }]);
  const { number } = await caseOf('x');
  await say({ act: 'move', caseId: id, version, subjects, alerts: [], toNumber: number, reason: 'his invoice' });
  expect((await told(id)).filter((line) => line.startsWith('case.absorb'))).toEqual([
    `case.absorb: merge of C-${one.number} stands`,
  ]);
});

it('a correction is offered until it is taken back, and so is a value that links nobody', async () => {
  await accept(
    ['a', { device_id: 'd1' }],
    ['b', { device_id: 'd1' }],
    ['c', { device_id: 'd1', phone: '+6591234567' }],
  );
  const { id, version } = await caseOf('a');
  const { id: split } = await say({
    act: 'split',
    caseId: id,
    version,
    subjects: [{ kind: 'account', id: 'c' }],
    alerts: [],
    reason: 'another operator',
  });
  const hub = { type: 'phone', value: '+6591234567', kind: 'agency', source: 'its site' };
  const { id: unlink } = await say({ act: 'unlink', caseId: id, ...hub, reason: 'a call centre' });
  expect(await told(id)).toEqual(['hub.add: unlink stands', 'case.split: split stands']);
  await say({ act: 'undo', correctionId: split, reason: 'the same after all' });
  await say({ act: 'undo', correctionId: unlink, reason: 'no call centre' });
  expect((await told(id)).slice(-2)).toEqual(['hub.add: unlink taken_back', 'case.split: split taken_back']);
});
