import { CustomerUnitOfWork } from '@portcullis/core/appeals/customer-unit-of-work';
import { FileAppeal } from '@portcullis/core/appeals/file-appeal.command';
import { UploadFile } from '@portcullis/core/appeals/upload-file.command';
import { UnitOfWork } from '@portcullis/core/db/unit-of-work';
import { aSuspension, aWorld, type Suspension, type World } from '@portcullis/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStaffDoor, type SignedInPerson, type TestDoor } from '../edge/test-door.js';

let door: TestDoor;
let world: World;
let customers: CustomerUnitOfWork;
let iris: SignedInPerson;
beforeAll(async () => {
  door = await openStaffDoor();
  world = await aWorld(door.dataSource, new Date(Date.now() - 6 * 3_600_000));
  customers = new CustomerUnitOfWork(new UnitOfWork(await door.database.open('portal', 2)));
  iris = await door.signIn(['appeal_reviewer'], { name: 'Iris' });
});
afterAll(() => door?.close());

const PDF = Buffer.from('%PDF-1.7\n%%EOF\n');
const customer = ({ customerId }: Suspension) => ({
  actor: { kind: 'customer' as const, id: customerId },
  now: door.clock.now(),
});

interface Shown {
  appeal: { id: string; version: number; allowed: string[]; firstReadingAt: string | null } | null;
  refusal: { code: string; message: string; allowed: string[] } | null;
}
const SHOWN = '{ appeal { id version allowed firstReadingAt } refusal { code message allowed } }';
const step = async (
  person: SignedInPerson,
  name: string,
  args: string,
  declared: string,
  variables: object,
): Promise<Shown> => {
  const answer = await person.query<Record<string, Shown>>(`mutation(${declared}) { it: ${name}(${args}) ${SHOWN} }`, {
    ...variables,
  });
  expect(answer.errors).toEqual([]);
  return answer.data?.it as Shown;
};
const claim = (person: SignedInPerson, id: string) => step(person, 'claimAppeal', 'appealId: $id', '$id: ID!', { id });
const read = (person: SignedInPerson, id: string) =>
  step(person, 'noteFirstReading', 'appealId: $id, text: "A gateway."', '$id: ID!', { id });
const decide = (person: SignedInPerson, input: object) =>
  step(person, 'decideAppeal', 'input: $input', '$input: DecideAppealInput!', { input });

async function filed(suspension: Suspension, relief: string | null = null): Promise<{ id: string; number: number }> {
  const answer = await new FileAppeal(customers).file(customer(suspension), suspension, {
    statement: 'The relay is our own gateway.',
    grounds: ['gateway'],
    contactName: 'Ana Paz',
    standing: 'administrator',
    relief,
  });
  if (!answer.ok) throw new Error(answer.message);
  return { id: answer.appealId, number: answer.number };
}

describe('an appeal', () => {
  it('is listed, claimed, read afresh and reversed', async () => {
    const suspension = await aSuspension(world);
    const { id, number } = await filed(suspension, 'Payroll runs on it.');
    const paper = await new UploadFile(customers).upload(customer(suspension), suspension, id, {
      name: 'ownership "chart".pdf',
      declaredType: 'application/pdf',
      purpose: 'ownership_chart',
      content: PDF,
    });
    expect(paper.ok).toBe(true);
    const list = await iris.query<{
      appeals: { nodes: { number: number; state: string; grounds: string[]; interimRelief: string }[] };
    }>(
      '{ appeals(open: true, first: 10) { nodes { number state grounds interimRelief customer { kind id name } } pageInfo { hasNextPage endCursor } } }',
    );
    expect(list.data?.appeals.nodes.find((row) => row.number === number)).toMatchObject({
      state: 'acknowledged',
      grounds: ['gateway'],
      interimRelief: 'asked',
    });

    const claimed = await claim(iris, id);
    expect(claimed.refusal).toBeNull();
    expect(claimed.appeal?.allowed).toEqual(
      expect.arrayContaining(['ask', 'decide', 'message', 'note_first_reading', 'decide_relief']),
    );
    const PAGE = `query($number: Int!) { appeal(number: $number) { id version statement originalReasons reliefReason decision { reasons facts } case { number row { state } }
      actions { id kind state } notices { kind withheld } messages { by body } mistakenCandidates { id detector } similar { why } harm { seats from to }
      attachments { name url purpose uploadedBy } timeline { nodes { kind actor } } } }`;
    type Page = {
      appeal: {
        version: number;
        originalReasons: string | null;
        decision: { reasons: string };
        actions: { id: string }[];
        mistakenCandidates: { id: string }[];
        attachments: { url: string; uploadedBy: string }[];
        harm: unknown[];
        timeline: { nodes: { kind: string }[] };
      };
    };
    const before = (await iris.query<Page>(PAGE, { number })).data?.appeal;
    expect(before).toMatchObject({
      originalReasons: null,
      reliefReason: 'Payroll runs on it.',
      decision: { reasons: '' },
    });
    expect(before?.mistakenCandidates).toHaveLength(2);
    expect(before?.timeline.nodes.map(({ kind }) => kind)).toEqual([
      'appeal.admit',
      'appeal.attach',
      'appeal.acknowledge',
      'relief.ask',
      'appeal.submit',
    ]);
    const auditor = await door.signIn(['auditor']);
    expect((await auditor.query<Page>(PAGE, { number })).data?.appeal.originalReasons).toContain('INTERNAL');

    const download = await door.app.inject({ url: before?.attachments[0]?.url ?? '', headers: iris.headers });
    expect([download.statusCode, download.headers['content-type'], download.rawPayload.equals(PDF)]).toEqual([
      200,
      'application/pdf',
      true,
    ]);
    expect(download.headers['content-disposition']).toMatch(/^attachment;/);

    expect(
      (
        await decide(iris, {
          appealId: id,
          version: before?.version,
          result: 'upheld',
          text: 'x',
          mistakenAlerts: [],
          restores: [],
        })
      ).refusal?.code,
    ).toBe('FIRST_READING_REQUIRED');
    await read(iris, id);
    const after = (await iris.query<Page>(PAGE, { number })).data?.appeal;
    expect(after).toMatchObject({
      originalReasons: expect.stringContaining('INTERNAL'),
      decision: { reasons: expect.stringContaining('INTERNAL') },
    });
    const reversal = {
      appealId: id,
      version: after?.version,
      result: 'reversed',
      reason: 'mistaken_fact',
      text: 'You were right: the gateway is yours.',
      mistakenAlerts: [after?.mistakenCandidates[0]?.id],
      mistakenReason: 'legitimate_gateway',
      restores: after?.actions.map((action) => action.id),
    };
    expect((await decide(iris, reversal)).refusal).toBeNull();
    expect((await decide(iris, reversal)).refusal?.code).toBe('STALE');
    expect((await iris.query<Page>(PAGE, { number })).data?.appeal).toMatchObject({
      actions: [{ state: 'reversing' }],
      harm: [{ seats: 60, to: null }],
      case: { row: { state: 'final' } },
    });
    const seen = await iris.query<{ case: { appeals: { number: number; result: string }[] } }>(
      'query($n: Int!) { case(number: $n) { appeals { number result } } }',
      { n: suspension.case.number },
    );
    expect(seen.data?.case.appeals).toEqual([{ number, result: 'reversed' }]);
  });

  it('is asked about, given access meanwhile, and found incomplete, each in its time', async () => {
    const suspension = await aSuspension(world);
    const { id } = await filed(suspension, 'Payroll.');
    const { appeal } = await claim(iris, id);
    const relief = (limits: string | null, version = appeal?.version) =>
      step(
        iris,
        'decideInterimRelief',
        'appealId: $id, version: $version, grant: true, reason: "Payroll cannot wait.", limits: $limits',
        '$id: ID!, $version: Int!, $limits: String',
        { id, version, limits },
      );
    expect((await relief(null)).refusal?.code).toBe('LIMITS_REQUIRED');
    const granted = await relief('100 requests a day');
    expect(granted.refusal).toBeNull();
    expect(granted.appeal?.allowed).not.toContain('decide_relief');
    const asked = await step(
      iris,
      'askCustomer',
      'appealId: $id, version: $version, question: "Which addresses?"',
      '$id: ID!, $version: Int!',
      { id, version: granted.appeal?.version },
    );
    expect(asked.refusal).toBeNull();
    expect(asked.appeal?.allowed).not.toContain('decide');

    const other = await filed(await aSuspension(world));
    const found = await decide(iris, {
      appealId: other.id,
      version: 1,
      result: 'inadmissible',
      text: 'Say who you are.',
      mistakenAlerts: [],
      restores: [],
    });
    expect(found.refusal).toBeNull();
  });

  it('refuses who had a part, an old page, and what makes no sense', async () => {
    const mira = await door.signIn(['reviewer', 'appeal_reviewer'], { name: 'Mira' });
    const suspension = await aSuspension(world, { proposer: { kind: 'staff', id: mira.id, roles: ['reviewer'] } });
    const { id, number } = await filed(suspension);
    expect((await claim(mira, id)).refusal).toMatchObject({
      code: 'NOT_INDEPENDENT',
      allowed: ['another_appeal_reviewer'],
    });
    expect(
      (
        await mira.query<{ appeal: { allowed: string[] } }>('query($n: Int!) { appeal(number: $n) { allowed } }', {
          n: number,
        })
      ).data?.appeal.allowed,
    ).toEqual([]);
    await claim(iris, id);
    await read(iris, id);
    const input = { appealId: id, version: 1, result: 'upheld', text: 'It stands.', mistakenAlerts: [], restores: [] };
    expect((await decide(iris, input)).refusal?.code).toBe('STALE');
    for (const bad of [
      { result: 'maybe' },
      { reason: 'on_the_merits' },
      { text: ' ' },
      { appealId: 'x' },
      { mistakenAlerts: ['x'] },
      { result: 'reversed' },
    ]) {
      const answer = await iris.query(`mutation($input: DecideAppealInput!) { decideAppeal(input: $input) ${SHOWN} }`, {
        input: { ...input, ...bad },
      });
      expect([bad, answer.errors[0]?.extensions.code]).toEqual([bad, 'invalid_input']);
    }
    for (const text of ['\u0000', '\ud800', 'x'.repeat(20_000)]) {
      const answer = await iris.query(
        'mutation($id: ID!, $t: String!) { messageCustomer(appealId: $id, body: $t) { refusal { code } } }',
        { id, t: text },
      );
      expect(answer.errors[0]?.extensions.code).toBe('invalid_input');
    }
    expect((await iris.query('{ appeals(after: "nonsense") { nodes { id } } }')).errors[0]?.extensions.code).toBe(
      'invalid_input',
    );
    expect((await iris.query('{ appeal(number: 2147483647) { id } }')).data).toEqual({ appeal: null });
  });

  it('is paged by what is due first, decided ones last', async () => {
    const numbers: number[] = [];
    let after: string | null = null;
    do {
      const answer: {
        data: {
          appeals: {
            nodes: { number: number; decidedAt: string | null }[];
            pageInfo: { endCursor: string; hasNextPage: boolean };
          };
        } | null;
      } = await iris.query(
        'query($after: String) { appeals(first: 2, after: $after) { nodes { number decidedAt } pageInfo { endCursor hasNextPage } } }',
        { after },
      );
      numbers.push(
        ...(answer.data?.appeals.nodes.map(({ number, decidedAt }) => (decidedAt ? 1000 : 0) + number) ?? []),
      );
      after = answer.data?.appeals.pageInfo.hasNextPage ? answer.data.appeals.pageInfo.endCursor : null;
    } while (after);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.length).toBeGreaterThan(3);
    expect(numbers.findIndex((number) => number > 1000)).toBe(numbers.filter((number) => number < 1000).length);
  });
});
