import { newId } from '@portcullis/core/db/ids';
import { UnitOfWork } from '@portcullis/core/db/unit-of-work';
import { AssignAlerts } from '@portcullis/core/grouping/assign.command';
import { RunTrials } from '@portcullis/core/grouping/rules/run-trials.command';
import { DEFAULT_RULE_SET, SYSTEM } from '@portcullis/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStaffDoor, type SignedInPerson, type TestDoor } from '../edge/test-door.js';

let door: TestDoor;
let author: SignedInPerson;
let other: SignedInPerson;

/** Three pairs, each joined by a phone. */
beforeAll(async () => {
  door = await openStaffDoor();
  [author, other] = [await door.signIn(['manager']), await door.signIn(['manager'])];
  const now = door.clock.now();
  for (const [account, phone] of [
    ['a', '+651'],
    ['b', '+651'],
    ['c', '+652'],
    ['d', '+652'],
    ['e', '+653'],
    ['f', '+653'],
  ]) {
    const id = newId();
    await door.dataSource.query(
      `insert into alert (id, detector_id, external_id, severity, route, subject_kind, subject_id, observed_at, received_at, body)
       values ($1::uuid, 'test', $1::uuid::text, 3, 'transfer_station', 'account', $2, $3, $3, $4)`,
      [id, account, now, JSON.stringify({ indicators: [{ type: 'phone', value: phone }] })],
    );
    await door.dataSource.query('insert into alert_pending (alert_id) values ($1)', [id]);
  }
  await new AssignAlerts(new UnitOfWork(door.dataSource)).drain(() => ({ actor: SYSTEM, now }));
});
afterAll(() => door.close());

interface Difference {
  position: number;
  kind: string;
  parts: { subjects: number; from: { cases: number[]; subjects: number }[] }[];
}

it('a trial tells all that would change page by page; its author waits for another manager', async () => {
  const types = { ...DEFAULT_RULE_SET.types, phone: { ...DEFAULT_RULE_SET.types.phone, points: 500 } };
  const input = { name: 'Phones are lent', reason: 'an agency', basedOn: 1, rules: { ...DEFAULT_RULE_SET, types } };
  const drafted = await author.query<{ draftRuleSet: { id: number } }>(
    'mutation ($input: RuleSetInput!) { draftRuleSet(input: $input) { id refusal { message } } }',
    { input },
  );
  const { id } = drafted.data!.draftRuleSet;
  const tried = await author.query<{ tryRuleSet: { trialId: string } }>(
    'mutation ($id: Int!) { tryRuleSet(id: $id) { trialId } }',
    { id },
  );
  const { trialId } = tried.data!.tryRuleSet;
  await new RunTrials(new UnitOfWork(door.dataSource)).run({ actor: SYSTEM, now: door.clock.now() });
  const page = async (after: number) =>
    (
      await other.query<{ ruleTrial: { differences: Difference[] } }>(
        `query ($id: ID!, $after: Int!) { ruleTrial(id: $id) {
           differences(first: 2, after: $after) { position kind parts { subjects from { cases subjects } } } } }`,
        { id: trialId, after },
      )
    ).data!.ruleTrial.differences;
  const [first, second] = [await page(-1), await page(1)];
  expect([...first, ...second].map(({ position, kind }) => [position, kind])).toEqual([
    [0, 'split'],
    [1, 'split'],
    [2, 'split'],
  ]);
  const alone = { subjects: 1, from: [{ cases: [expect.any(Number)], subjects: 1 }] };
  expect(second[0]?.parts).toEqual([alone, alone]);
  const unknown = await other.query('query ($id: ID!) { ruleTrial(id: $id) { id } }', { id: newId() });
  expect(unknown.data).toEqual({ ruleTrial: null });

  const may = async (person: SignedInPerson) =>
    (
      await person.query<{ ruleSets: { id: number; mayActivate: boolean }[] }>('{ ruleSets { id mayActivate } }')
    ).data?.ruleSets.find((row) => row.id === id)?.mayActivate;
  expect([await may(author), await may(other)]).toEqual([false, true]);
});

it('a trial that waits is stopped, by whoever may try, and says by whom and against what', async () => {
  const { data } = await author.query<{ tryRuleSet: { trialId: string } }>(
    'mutation { tryRuleSet(id: 1) { trialId } }',
  );
  const { trialId: id } = data!.tryRuleSet;
  const stop = 'mutation ($id: ID!) { stopRuleTrial(id: $id) { trialId refusal { code } } }';
  expect((await other.query(stop, { id })).data).toEqual({ stopRuleTrial: { trialId: id, refusal: null } });
  expect(await new RunTrials(new UnitOfWork(door.dataSource)).run({ actor: SYSTEM, now: door.clock.now() })).toBe(0);
  const asked = await author.query(
    'query ($id: ID!) { ruleTrial(id: $id) { state against stoppedBy result { merges } } }',
    {
      id,
    },
  );
  expect(asked.data).toEqual({
    ruleTrial: { state: 'stopped', against: 1, stoppedBy: expect.any(String), result: null },
  });
  expect((await other.query(stop, { id })).data).toEqual({
    stopRuleTrial: { trialId: null, refusal: { code: 'NOT_NOW' } },
  });
});
