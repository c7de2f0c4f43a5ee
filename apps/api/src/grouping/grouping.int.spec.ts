import { ApiKeys } from '@portcullis/core/access/api-keys.command';
import { newId } from '@portcullis/core/db/ids';
import { UnitOfWork } from '@portcullis/core/db/unit-of-work';
import { AssignAlerts } from '@portcullis/core/grouping/assign.command';
import { DEFAULT_RULE_SET, SYSTEM } from '@portcullis/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStaffDoor, type SignedInPerson, type TestDoor } from '../edge/test-door.js';

let door: TestDoor;
let reviewer: SignedInPerson;
let caseNumber: number;

/** Three accounts with one device, behind an address that a hundred others use too. */
beforeAll(async () => {
  door = await openStaffDoor();
  reviewer = await door.signIn(['reviewer']);
  const now = door.clock.now();
  const sent = [
    ...['a', 'b', 'c'].map((account) => ({ account, shares: { device_id: 'd-1', ip: '192.0.2.7' } })),
    { account: 'a', shares: {} },
    ...Array.from({ length: 100 }, (_, i) => ({ account: `x${i}`, shares: { ip: '192.0.2.7' } })),
  ];
  for (const { account, shares } of sent) {
    const id = newId();
    const indicators = Object.entries(shares).map(([type, value]) => ({ type, value }));
    await door.dataSource.query(
      `insert into alert (id, detector_id, external_id, severity, route, subject_kind, subject_id, observed_at, received_at, body)
       values ($1, 'test', $2, 4, 'transfer_station', 'account', $3, $4, $4, $5)`,
      [id, `ext-${id}`, account, now, JSON.stringify({ indicators })],
    );
    await door.dataSource.query(
      `insert into alert_identity (detector_id, external_id, content_hash, alert_id) values ('test', $1, '', $2)`,
      [`ext-${id}`, id],
    );
    await door.dataSource.query('insert into alert_pending (alert_id) values ($1)', [id]);
  }
  await new AssignAlerts(new UnitOfWork(door.dataSource)).drain(() => ({ actor: SYSTEM, now }));
  const [row] = await door.dataSource.query('select number from case_file where subject_count = 3');
  caseNumber = row.number;
});
afterAll(() => door.close());

it('a case says why it is one, what holds it together and what adds nothing', async () => {
  const { data, errors } = await reviewer.query(
    `query ($number: Int!) { case(number: $number) {
      why { sentence score threshold ruleSet indicators { type weight hub } }
      shared(first: 5) { type value subjects subjectsInCase alertsInCase weight hub note } } }`,
    { number: caseNumber },
  );
  expect(errors).toEqual([]);
  expect(data?.case).toEqual({
    why: {
      sentence: '3 accounts joined by device d-1 (3 of them). IP address 192.0.2.7: 103 accounts, adds nothing.',
      score: 15,
      threshold: 10,
      ruleSet: 1,
      indicators: [
        { type: 'device_id', weight: 15, hub: false },
        { type: 'ip', weight: 0, hub: true },
      ],
    },
    shared: [
      {
        type: 'device_id',
        value: 'd-1',
        subjects: 3,
        subjectsInCase: 3,
        alertsInCase: 4,
        weight: 15,
        hub: false,
        note: null,
      },
      {
        type: 'ip',
        value: '192.0.2.7',
        subjects: 103,
        subjectsInCase: 3,
        alertsInCase: 4,
        weight: 0,
        hub: true,
        note: null,
      },
    ],
  });
});

it('a case of one subject stands alone: there is no score', async () => {
  const [row] = await door.dataSource.query(
    `select f.number from case_file f join case_subject s on s.case_id = f.id where s.subject_id = 'x0'`,
  );
  const { data, errors } = await reviewer.query(
    'query ($number: Int!) { case(number: $number) { why { sentence score threshold } } }',
    { number: row.number },
  );
  expect(errors).toEqual([]);
  expect(data?.case).toEqual({
    why: {
      sentence: 'All alerts are on the same account x0. Nothing that counts is shared with others.',
      score: 0,
      threshold: 10,
    },
  });
});

it('beside the score of the strongest link stands what was needed when it joined, not what is needed today', async () => {
  const id = 900;
  await door.dataSource.query(
    `insert into rule_set (id, name, rules, reason, state, created_at, activated_at) values ($1, 'Stricter', $2, 'too much was joined', 'active', now(), now())`,
    [id, JSON.stringify({ ...DEFAULT_RULE_SET, attach: 1400 })],
  );
  const { data } = await reviewer.query(
    'query ($number: Int!) { case(number: $number) { why { score threshold ruleSet } } }',
    { number: caseNumber },
  );
  await door.dataSource.query('delete from rule_set where id = $1', [id]);
  expect(data?.case).toEqual({ why: { score: 15, threshold: 10, ruleSet: 1 } });
});

it('an alert says why it is there, with what each shared value added; a later one on the same subject says so', async () => {
  interface Link {
    sentence: string;
    score: number;
    indicators: unknown[];
  }
  const { data, errors } = await reviewer.query<{
    case: { alerts: { nodes: { link: Link; place: { firstSentence: string | null } }[] } };
  }>(
    `query ($number: Int!) { case(number: $number) { alerts(first: 10) { nodes { place { firstSentence }
      link { sentence score threshold ruleSet indicators { type value weight subjects hub note } } } } } }`,
    { number: caseNumber },
  );
  expect(errors).toEqual([]);
  const links = data?.case.alerts.nodes.map(({ link }) => link) ?? [];
  expect(links.find(({ sentence }) => sentence === 'The case has earlier alerts on the same account a.')).toMatchObject(
    {
      score: 0,
      indicators: [],
    },
  );
  const later = data?.case.alerts.nodes.find(({ place }) => place.firstSentence !== null);
  expect(later?.place.firstSentence).toContain('Shares the device d-1');
  expect(later?.link).toMatchObject({ ruleSet: 1, sentence: 'The case has earlier alerts on the same account a.' });
  const joined = links.filter(({ sentence }) => sentence.startsWith('Shares the device d-1 (3 accounts)'));
  expect(joined.length).toBe(3);
  expect(joined[0]).toMatchObject({
    score: 15,
    threshold: 10,
    ruleSet: 1,
    indicators: [
      { type: 'device_id', value: 'd-1', weight: 15, subjects: 3, hub: false, note: null },
      { type: 'ip', value: '192.0.2.7', weight: 0, subjects: 103, hub: true, note: null },
    ],
  });
});

it('the graph joins subjects to what they share, with the hub in it', async () => {
  const { data, errors } = await reviewer.query(
    `query ($number: Int!) { case(number: $number) { graph(limit: 50) { hiddenNodes nodes { kind label hub } edges { weight } } } }`,
    { number: caseNumber },
  );
  expect(errors).toEqual([]);
  const { graph } = data!.case as { graph: { hiddenNodes: number; nodes: { kind: string }[]; edges: unknown[] } };
  expect(graph.nodes.map(({ kind }) => kind).sort()).toEqual(['account', 'account', 'account', 'device_id', 'ip']);
  expect([graph.edges.length, graph.hiddenNodes]).toEqual([6, 0]);
});

it('campaigns are listed, and one that does not exist is none', async () => {
  const { data, errors } = await reviewer.query(
    '{ campaigns { nodes { number } pageInfo { hasNextPage } } campaign(number: 7) { id } }',
  );
  expect(errors).toEqual([]);
  expect(data).toEqual({ campaigns: { nodes: [], pageInfo: { hasNextPage: false } }, campaign: null });
});

it('the export has a line for each alert, and needs its key', async () => {
  const url = '/v1/export/memberships.ndjson';
  expect((await door.app.inject({ url })).statusCode).toBe(401);
  const admin = await door.signIn(['admin']);
  const made = await door.app
    .get(ApiKeys, { strict: false })
    .create(
      { actor: { kind: 'staff', id: admin.id, roles: ['admin'] } as const, now: door.clock.now() },
      { name: 'scoring', scopes: ['export'], detectors: [] },
    );
  if (!made.ok) throw new Error(JSON.stringify(made));
  const answer = await door.app.inject({ url, headers: { authorization: `Bearer ${made.secret}` } });
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/x-ndjson']);
  const lines = answer.body
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { caseId: string });
  expect(lines.length).toBe(104);
  expect(Object.keys(lines[0] as object)).toEqual(['detector', 'alertId', 'caseId', 'campaignId']);
  expect(new Set(lines.map(({ caseId }) => caseId)).size).toBe(101);
});

it('a value is looked up across everything', async () => {
  const { data, errors } = await reviewer.query<{ lookUp: { alerts: unknown[]; subjectList: unknown[] }[] }>(
    `query { lookUp(value: " D-1 ") { type value subjects weight hub lists { id } cases { subjects case { number } }
      subjectList { kind id alertCount caseNumber } alerts { subject { id } } } }`,
  );
  expect(errors).toEqual([]);
  expect(data?.lookUp).toMatchObject([
    {
      type: 'device_id',
      value: 'd-1',
      subjects: 3,
      weight: 15,
      hub: false,
      cases: [{ subjects: 3, case: { number: caseNumber } }],
    },
  ]);
  expect(data?.lookUp[0]?.alerts).toHaveLength(3);
  expect(data?.lookUp[0]?.subjectList).toHaveLength(3);
  const common = await reviewer.query(
    `query { lookUp(type: "ip", value: "192.0.2.7") { subjects weight hub cases(first: 2) { subjects } } search(text: "d-1") { kind id } }`,
  );
  expect(common.data?.lookUp).toMatchObject([{ subjects: 103, weight: 0, hub: true }]);
  expect(common.data?.search).toContainEqual({ kind: 'indicator', id: 'device_id/d-1' });
});

interface CorrectedCase {
  id: string;
  row: { version: number; subjectCount: number };
  corrections: unknown[];
  suggested: unknown[];
}
interface Corrected {
  correctGrouping: { correctionId: string; refusal: unknown };
}

it('a correction is shown, made and taken back; a reviewer may not', async () => {
  const senior = await door.signIn(['senior_reviewer']);
  const row = `query ($number: Int!) { case(number: $number) { id row { version subjectCount } corrections { id act undoneAt } suggested { sentence score } proposals { id } } }`;
  const read = async () =>
    (await senior.query<{ case: CorrectedCase }>(row, { number: caseNumber })).data?.case as CorrectedCase;
  const before = await read();
  const input = {
    step: 'split',
    caseId: before.id,
    version: before.row.version,
    subjects: [{ kind: 'account', id: 'c' }],
  };
  const shown = await senior.query(
    `query ($input: CorrectionInput!) { correctionPreview(input: $input) { before { number subjectCount } after { number subjectCount } refusal { code } } }`,
    { input },
  );
  expect(shown.errors).toEqual([]);
  expect(shown.data?.correctionPreview).toEqual({
    before: [{ number: caseNumber, subjectCount: 3 }],
    after: [
      { number: caseNumber, subjectCount: 2 },
      { number: null, subjectCount: 1 },
    ],
    refusal: null,
  });
  const alert = await door.dataSource.query(`select alert_id as id from case_alert where subject_id = 'c'`);
  const byAlert = await senior.query(
    `query ($input: CorrectionInput!) { correctionPreview(input: $input) { after { subjectCount } refusal { code } } }`,
    { input: { ...input, subjects: undefined, alerts: [alert[0].id] } },
  );
  expect(byAlert.data?.correctionPreview).toEqual({
    after: [{ subjectCount: 2 }, { subjectCount: 1 }],
    refusal: null,
  });
  const mutation = `mutation ($input: CorrectionInput!) { correctGrouping(input: $input) { correctionId after { number } refusal { code field } } }`;
  const unsaid = await senior.query<Corrected>(mutation, { input });
  expect(unsaid.data?.correctGrouping.refusal).toEqual({ code: 'INVALID', field: 'reason' });
  const done = await senior.query<Corrected>(mutation, { input: { ...input, reason: 'another operator' } });
  expect(done.data?.correctGrouping.refusal).toBeNull();
  const after = await read();
  expect(after.row.subjectCount).toBe(2);
  expect(after.corrections).toMatchObject([{ act: 'split', undoneAt: null }]);
  expect(after.suggested[0]).toMatchObject({ score: 15 });
  const placeOfC = async () => {
    const [row] = await door.dataSource.query(
      `select f.number from case_subject s join case_file f on f.id = s.case_id and f.merged_into is null where s.subject_id = 'c'`,
    );
    const { data, errors } = await senior.query<{ case: { alerts: { nodes: { place: unknown }[] } } }>(
      `query ($number: Int!) { case(number: $number) { alerts(first: 10) { nodes { subject { id }
        place { cameFrom isMerged linkedIn firstSentence corrections { act reason caseNumber } } } } } }`,
      { number: row.number },
    );
    expect(errors).toEqual([]);
    return data?.case.alerts.nodes.find((one) => (one as unknown as { subject: { id: string } }).subject.id === 'c')
      ?.place;
  };
  const stayed = { cameFrom: null, isMerged: false, linkedIn: null, firstSentence: null, corrections: [] };
  expect(await placeOfC()).toEqual({
    ...stayed,
    cameFrom: caseNumber,
    linkedIn: caseNumber,
    corrections: [{ act: 'split', reason: 'another operator', caseNumber }],
  });
  const undo = { step: 'undo', correctionId: done.data?.correctGrouping.correctionId, reason: 'the same after all' };
  const undone = await senior.query<Corrected>(mutation, { input: undo });
  expect(undone.data?.correctGrouping.refusal).toBeNull();
  expect((await read()).row.subjectCount).toBe(3);
  expect(await placeOfC()).toEqual(stayed);
  expect((await reviewer.query(mutation, { input: undo })).errors).not.toEqual([]);
  const rate = await reviewer.query(
    `query { correctionRate(from: "2026-01-01T00:00:00Z", to: "2027-01-01T00:00:00Z") { corrections alerts perThousand } }`,
  );
  expect(rate.data?.correctionRate).toMatchObject({ corrections: 0, perThousand: 0 });
});

it('the alerts of a value are found however it was written, and only those that carry it', async () => {
  const now = door.clock.now();
  const sent = [
    { account: 'p1', phone: '+49 (30) 555-0123', email: 'Ana+news@mail.example' },
    { account: 'p1', phone: '+49 30 999', email: 'other@mail.example' },
  ];
  for (const { account, ...shares } of sent) {
    const id = newId();
    const indicators = Object.entries(shares).map(([type, value]) => ({ type, value }));
    await door.dataSource.query(
      `insert into alert (id, detector_id, external_id, severity, route, subject_kind, subject_id, observed_at, received_at, body)
       values ($1, 'test', $2, 4, 'transfer_station', 'account', $3, $4, $4, $5)`,
      [id, `ext-${id}`, account, now, JSON.stringify({ indicators })],
    );
    await door.dataSource.query('insert into alert_pending (alert_id) values ($1)', [id]);
  }
  await new AssignAlerts(new UnitOfWork(door.dataSource)).drain(() => ({ actor: SYSTEM, now }));
  for (const [value, type, alerts] of [
    ['+49 30 5550123', 'phone', 1],
    ['ana@mail.example', 'email', 1],
    ['p1', 'account', 2],
  ] as const) {
    const { data, errors } = await reviewer.query<{ lookUp: { alerts: unknown[] }[] }>(
      `query ($value: String!, $type: String) { lookUp(value: $value, type: $type) { alerts { id } } }`,
      { value, type },
    );
    expect(errors).toEqual([]);
    expect([type, data?.lookUp[0]?.alerts.length]).toEqual([type, alerts]);
  }
});
