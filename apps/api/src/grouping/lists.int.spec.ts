import { newId } from '@portcullis/core/db/ids';
import { UnitOfWork } from '@portcullis/core/db/unit-of-work';
import { AssignAlerts } from '@portcullis/core/grouping/assign.command';
import { SYSTEM } from '@portcullis/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStaffDoor, type SignedInPerson, type TestDoor } from '../edge/test-door.js';

let door: TestDoor;
let reviewer: SignedInPerson;
let one: SignedInPerson;
let two: SignedInPerson;
let auditor: SignedInPerson;

beforeAll(async () => {
  door = await openStaffDoor();
  reviewer = await door.signIn(['reviewer']);
  one = await door.signIn(['senior_reviewer']);
  two = await door.signIn(['senior_reviewer']);
  auditor = await door.signIn(['auditor']);
  const now = door.clock.now();
  for (const [account, shares] of [
    ['a', { ip: '192.0.2.7', device_id: 'd-1' }],
    ['b', { device_id: 'd-1' }],
    ['c', { ip: '192.0.2.7' }],
  ] as const) {
    const id = newId();
    const indicators = Object.entries(shares).map(([type, value]) => ({ type, value }));
    await door.dataSource.query(
      `insert into alert (id, detector_id, external_id, severity, route, subject_kind, subject_id, observed_at, received_at, body)
       values ($1, 'test', $2, 4, 'vpn_proxy', 'account', $3, $4, $4, $5)`,
      [id, `ext-${id}`, account, now, JSON.stringify({ indicators })],
    );
    await door.dataSource.query('insert into alert_pending (alert_id) values ($1)', [id]);
  }
  await new AssignAlerts(new UnitOfWork(door.dataSource)).drain(() => ({ actor: SYSTEM, now }));
});
afterAll(() => door.close());

const WAITING = `query { listEntriesWaiting }`;
const PAGE = `query ($list: ListName, $phase: ListPhase) { listEntries(list: $list, phase: $phase) {
  nodes { id list state value waitsForMe isMine proposedBy assignedTo answeredBy cases } pageInfo { hasNextPage } } }`;
const ANSWER = `mutation ($list: ListName!, $id: ID!, $answer: ListAnswer!) {
  answerListEntry(list: $list, id: $id, answer: $answer, reason: "looked at it") { id refusal { code message } } }`;

interface Entry {
  id: string;
  state: string;
  waitsForMe: boolean;
  isMine: boolean;
}
async function entries(who: SignedInPerson, list: string, phase: string | null = null): Promise<Entry[]> {
  const { data, errors } = await who.query<{ listEntries: { nodes: Entry[] } }>(PAGE, { list, phase });
  expect(errors).toEqual([]);
  return data?.listEntries.nodes ?? [];
}

it('an entry of the allow-list: its effect, its proposal, its second person, its end', async () => {
  const scope = { type: 'ip', value: '192.0.2.7' };
  const preview = await reviewer.query<{ allowPreview: unknown }>(
    `query ($scope: AllowScopeInput!) { allowPreview(scope: $scope) { effect { alerts weeks caseCount confirmed } refusal { field } } }`,
    { scope },
  );
  expect(preview.errors).toEqual([]);
  expect(preview.data?.allowPreview).toEqual({
    effect: { alerts: 2, weeks: 4, caseCount: 2, confirmed: 0 },
    refusal: null,
  });
  const until = new Date(door.clock.now().getTime() + 86_400_000).toISOString();
  const proposed = await reviewer.query<{ proposeAllowEntry: { id: string; waitsFor: string; refusal: null } }>(
    `mutation ($input: AllowEntryInput!) { proposeAllowEntry(input: $input) { id waitsFor refusal { code field } } }`,
    { input: { ...scope, until, reason: 'campus', source: 'register' } },
  );
  expect(proposed.errors).toEqual([]);
  const id = proposed.data?.proposeAllowEntry.id;
  expect(await entries(reviewer, 'allow', 'waiting')).toMatchObject([{ id, isMine: true, waitsForMe: false }]);
  const waits = await Promise.all([one, two].map(async (who) => (await entries(who, 'allow'))[0]?.waitsForMe));
  expect(waits.filter(Boolean)).toHaveLength(1);
  const [second, other] = waits[0] ? [one, two] : [two, one];
  expect((await second.query(WAITING)).data).toEqual({ listEntriesWaiting: 1 });
  expect((await other.query(WAITING)).data).toEqual({ listEntriesWaiting: 0 });
  const answer = (who: SignedInPerson, step: string) =>
    who.query<{ answerListEntry: { refusal: { code: string } | null } }>(ANSWER, { list: 'allow', id, answer: step });
  expect((await answer(other, 'confirm')).data?.answerListEntry.refusal?.code).toBe('NOT_ASSIGNED');
  expect((await answer(reviewer, 'confirm')).data?.answerListEntry.refusal?.code).toBe('ROLE_NOT_ALLOWED');
  expect((await answer(second, 'confirm')).data?.answerListEntry.refusal).toBeNull();
  const found = await auditor.query<{ lookUp: { lists: unknown[] }[] }>(
    `query { lookUp(value: "192.0.2.7", type: "ip") { lists { list state inForce } } }`,
  );
  expect(found.data?.lookUp[0]?.lists).toEqual([{ list: 'allow', state: 'active', inForce: true }]);
  const revoked = await other.query<{ revokeAllowEntry: { refusal: unknown } }>(
    `mutation ($id: ID!) { revokeAllowEntry(id: $id, reason: "moved") { refusal { code } } }`,
    { id },
  );
  expect(revoked.data?.revokeAllowEntry.refusal).toBeNull();
  expect((await entries(auditor, 'allow', 'ended')).map(({ state }) => state)).toEqual(['revoked']);
  expect((await auditor.query(ANSWER, { list: 'allow', id, answer: 'confirm' })).errors).not.toEqual([]);
});

it('a hub beyond one case is proposed, and in the list of corrections once it is confirmed from a case', async () => {
  const [row] = await door.dataSource.query(
    `select f.id from case_file f join case_subject s on s.case_id = f.id where s.subject_id = 'c' and f.merged_into is null`,
  );
  const input = { step: 'unlink', caseId: row.id, type: 'ip', value: '192.0.2.7', kind: 'gateway', source: 'register' };
  const preview = await one.query<{ correctionPreview: { reach: unknown; refusal: unknown } }>(
    `query ($input: CorrectionInput!) { correctionPreview(input: $input) { reach { cases subjects } refusal { code } } }`,
    { input },
  );
  expect(preview.data?.correctionPreview).toEqual({ reach: { cases: 2, subjects: 2 }, refusal: null });
  const done = await one.query<{ correctGrouping: { correctionId: string; waitsFor: string | null } }>(
    `mutation ($input: CorrectionInput!) { correctGrouping(input: $input) { correctionId waitsFor refusal { code message } } }`,
    { input: { ...input, reason: 'campus' } },
  );
  expect(done.errors).toEqual([]);
  expect(done.data?.correctGrouping.waitsFor).toEqual(expect.any(String));
  const id = done.data?.correctGrouping.correctionId;
  expect(await entries(two, 'hub', 'waiting')).toMatchObject([{ id, waitsForMe: true, cases: 2 }]);
  const answer = await two.query<{ answerListEntry: { refusal: unknown } }>(ANSWER, {
    list: 'hub',
    id,
    answer: 'confirm',
  });
  expect(answer.data?.answerListEntry.refusal).toBeNull();
  expect(await entries(auditor, 'hub', 'active')).toMatchObject([{ state: 'active' }]);
  const now = door.clock.now().getTime();
  const period = { from: new Date(now - 86_400_000).toISOString(), to: new Date(now + 86_400_000).toISOString() };
  const rate = await auditor.query(
    `query ($from: Instant!, $to: Instant!) { correctionRate(from: $from, to: $to) { corrections alerts }
      correctionLines(from: $from, to: $to) { nodes { act undoneAt } pageInfo { hasNextPage } } }`,
    period,
  );
  expect(rate.errors).toEqual([]);
  expect(rate.data).toEqual({
    correctionRate: { corrections: 1, alerts: 3 },
    correctionLines: { nodes: [{ act: 'unlink', undoneAt: null }], pageInfo: { hasNextPage: false } },
  });
});

it('a file of hubs: what it holds, its proposal, its second person, its end', async () => {
  const file = { text: 'ip,198.51.100.9\nip,nowhere\ndevice_id,d-1', type: '', kind: 'vpn' };
  const preview = await reviewer.query(
    `query ($file: HubFileInput!) { hubImportPreview(file: $file) {
      effect { values problemCount problems { line why } reach { known shared groups { type values shared seen } widest { value subjects cases } } } refusal { code } } }`,
    { file },
  );
  expect(preview.errors).toEqual([]);
  expect(preview.data?.hubImportPreview).toEqual({
    effect: {
      values: 2,
      problemCount: 1,
      problems: [{ line: 2, why: 'This is not an IP address.' }],
      reach: {
        known: 1,
        shared: 1,
        groups: [
          { type: 'device_id', values: 1, shared: 1, seen: true },
          { type: 'ip', values: 1, shared: 0, seen: true },
        ],
        widest: [{ value: 'd-1', subjects: 2, cases: 1 }],
      },
    },
    refusal: null,
  });
  const propose = (leaveOut: boolean) =>
    reviewer.query<{ proposeHubImport: { id: string | null; refusal: { field: string } | null } }>(
      `mutation ($input: HubImportInput!) { proposeHubImport(input: $input) { id waitsFor refusal { code field } } }`,
      { input: { ...file, fileName: 'exits.csv', reason: 'exits', source: 'exit-atlas', leaveOut } },
    );
  expect((await propose(false)).data?.proposeHubImport.refusal?.field).toBe('text');
  const id = (await propose(true)).data?.proposeHubImport.id;
  const waits = await Promise.all([one, two].map(async (who) => (await entries(who, 'hub', 'waiting'))[0]?.waitsForMe));
  const second = waits[0] ? one : two;
  const held = await second.query(
    `query ($id: ID!) { hubImportReach(id: $id) { known shared } hubImportValues(id: $id) { type value kind } }`,
    { id },
  );
  expect(held.data).toEqual({
    hubImportReach: { known: 1, shared: 1 },
    hubImportValues: [
      { type: 'ip', value: '198.51.100.9', kind: 'vpn' },
      { type: 'device_id', value: 'd-1', kind: 'vpn' },
    ],
  });
  const answer = await second.query<{ answerListEntry: { refusal: unknown } }>(ANSWER, {
    list: 'hub',
    id,
    answer: 'confirm',
  });
  expect(answer.data?.answerListEntry.refusal).toBeNull();
  const revoked = await one.query<{ revokeHubImport: { refusal: unknown } }>(
    `mutation ($id: ID!) { revokeHubImport(id: $id, reason: "old") { refusal { code } } }`,
    { id },
  );
  expect(revoked.data?.revokeHubImport.refusal).toBeNull();
  expect((await entries(auditor, 'hub', 'ended')).map(({ id: ended, state }) => [ended, state])).toEqual([
    [id, 'revoked'],
  ]);
});
