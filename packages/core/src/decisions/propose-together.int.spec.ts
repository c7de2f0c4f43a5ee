import {
  aCase,
  anAccount,
  aStaff,
  aWorld,
  held,
  type PrivateDatabase,
  privateDatabase,
  type World,
} from '@portcullis/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { UnitOfWork } from '../db/unit-of-work.js';
import { ProposeDecision, type ProposeInput } from './propose.command.js';

type Staff = Awaited<ReturnType<typeof aStaff>>;
const PEOPLE = 5;
const now = new Date('2026-11-20T08:00:00.000Z');

let database: PrivateDatabase;
let world: World;
let uow: UnitOfWork;
let propose: ProposeDecision;
const people: Staff[] = [];
let inputs: ProposeInput[] = [];

beforeAll(async () => {
  database = await privateDatabase();
  world = await aWorld(await database.open('app'));
  uow = new UnitOfWork(world.database);
  propose = new ProposeDecision(uow);
  await anAccount(world, { id: 'acct_1', organization: 'org_1' });
  for (let i = 0; i < PEOPLE; i += 1) people.push(await aStaff(world, ['reviewer']));
});
afterAll(() => database?.close());

/** A case for each person, held by that person. */
beforeEach(async () => {
  inputs = [];
  for (const person of people) {
    const built = await aCase(world, { accounts: { acct_1: ['tls_header_signature'] } });
    const caseVersion = await held(world, built, person.id);
    inputs.push({
      caseId: built.id,
      caseVersion,
      kind: 'no_violation',
      scope: null,
      subjects: null,
      route: 'transfer_station',
      ground: 'contractual',
      clause: 'supported-regions',
      evidence: built.alerts.map((alert) => alert.id),
      facts: 'A declared gateway explains the signature.',
      reasons: `The gateway matches, says ${person.id}.`,
      considered: ['Warn: there is nothing to warn of.'],
      until: null,
      clearing: { verdict: 'benign', reason: 'legitimate_gateway' },
    });
  }
});

const as = (person: Staff) => ({ actor: person, now, requestId: `request of ${person.id}` });
const all = (change: (input: ProposeInput, index: number) => ProposeInput = (input) => input) =>
  Promise.allSettled(inputs.map((input, index) => propose.propose(as(people[index] as Staff), change(input, index))));
const decided = (result: PromiseSettledResult<Awaited<ReturnType<ProposeDecision['propose']>>>) =>
  result.status === 'rejected' ? 'fault' : result.value.ok ? result.value.state : result.value.code;
const rows = <Row extends object>(sql: string) => uow.read<Row>(sql, [inputs.map((input) => input.caseId)]);

describe('people who clear cases at one moment', () => {
  it('are written in one transaction, each decision with its own author, reasons, history and outcome', async () => {
    expect((await all()).map(decided)).toEqual(people.map(() => 'approved'));
    const made = await rows<{ proposer_id: string; reasons: string; xmin: string }>(
      'select proposer_id, reasons, xmin::text from decision where case_id = any($1) order by array_position($1, case_id)',
    );
    expect(made.map((row) => row.proposer_id)).toEqual(people.map((person) => person.id));
    expect(made.map((row) => row.reasons)).toEqual(inputs.map((input) => input.reasons));
    expect(new Set(made.map((row) => row.xmin)).size).toBe(1);
    const said = await rows<{ actor_id: string; request_id: string }>(
      `select actor_id, request_id from event where kind = 'decision.propose' and case_id = any($1) order by array_position($1, case_id)`,
    );
    expect(said).toEqual(people.map(({ id }) => ({ actor_id: id, request_id: `request of ${id}` })));
    expect(await rows(`select distinct state from case_file where id = any($1)`)).toEqual([{ state: 'final' }]);
  });

  it('are refused one by one, and a refusal leaves nothing behind', async () => {
    const results = await all((input, index) => (index === 2 ? { ...input, evidence: [input.caseId] } : input));
    expect(results.map(decided)).toEqual(['approved', 'approved', 'EVIDENCE_NOT_IN_CASE', 'approved', 'approved']);
    const left = [inputs[2]?.caseId];
    expect(await uow.read('select id from decision where case_id = any($1)', [left])).toEqual([]);
    expect(await uow.read('select id from event where case_id = any($1)', [left])).toEqual([]);
  });

  it('do not suffer from one whose request breaks the transaction', async () => {
    const results = await all((input, index) => (index === 1 ? { ...input, clause: 'no such clause' } : input));
    const said = results.map(decided);
    expect(said[1]).not.toBe('approved');
    expect(said.filter((one) => one === 'approved')).toHaveLength(PEOPLE - 1);
    const broken = await all((input, index) => (index === 1 ? { ...input, caseId: 'no uuid' } : input));
    expect(decided(broken[1] as PromiseSettledResult<never>)).toBe('fault');
  });

  it('decide a case once, however often the button is hit', async () => {
    const [input] = inputs as [ProposeInput];
    const [person] = people as [Staff];
    const results = await Promise.all(Array.from({ length: 4 }, () => propose.propose(as(person), input)));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(await uow.read('select id from decision where case_id = $1', [input.caseId])).toHaveLength(1);
  });
});
