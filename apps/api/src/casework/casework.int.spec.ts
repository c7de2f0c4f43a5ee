import { Lease } from '@portcullis/core/casework/lease.command';
import { aCase, anAccount, aWorld, type World } from '@portcullis/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStaffDoor, type SignedInPerson, type TestDoor } from '../edge/test-door.js';

let door: TestDoor;
let world: World;
beforeAll(async () => {
  door = await openStaffDoor();
  world = await aWorld(door.dataSource, new Date());
});
afterAll(() => door?.close());
beforeEach(async () => {
  await door.dataSource.query(
    `update case_file set state = 'final', held_by = null, held_until = null, assignee_id = null`,
  );
});

interface CaseView {
  id: string;
  number: number;
  allowed: string[];
  row: {
    state: string;
    version: number;
    heldBy: { id: string } | null;
    assignee: { id: string } | null;
    dueAt: string;
    actBy: string;
    slaPausedAt: string | null;
    because: { code: string; text: string }[];
  };
}
interface Answer {
  case: CaseView | null;
  refusal: { code: string; message: string; allowed: string[]; field: string | null } | null;
}
const VIEW = `{ case { id number allowed row { state version heldBy { id } assignee { id } dueAt actBy slaPausedAt because { code text } } }
  refusal { code message allowed field } }`;
async function call(
  person: SignedInPerson,
  mutation: string,
  variables: Record<string, unknown> = {},
): Promise<Answer> {
  const types: Record<string, string> = {
    caseId: 'ID!',
    staffId: 'ID!',
    version: 'Int!',
    reason: 'String!',
    body: 'String!',
    party: 'String!',
    finding: 'String!',
    subjects: '[CaseSubjectInput!]',
    allUndetermined: 'Boolean',
    queues: '[String!]',
  };
  const names = Object.keys(variables);
  const head = names.length ? `(${names.map((name) => `$${name}: ${types[name]}`).join(', ')})` : '';
  const args = names.length ? `(${names.map((name) => `${name}: $${name}`).join(', ')})` : '';
  const answer = await person.query<Record<string, Answer>>(
    `mutation${head} { ${mutation}${args} ${VIEW} }`,
    variables,
  );
  expect(answer.errors).toEqual([]);
  return answer.data![mutation]!;
}
const claimNext = (person: SignedInPerson, queues?: string[]) => call(person, 'claimNext', queues ? { queues } : {});

const minute = 60_000;
async function waiting(spec: { queue?: string; dueInMinutes?: number; accounts?: Record<string, string[]> } = {}) {
  const made = await aCase(world, {
    accounts: spec.accounts ?? { acct_x: ['tls_header_signature'] },
    ...(spec.queue ? { queue: spec.queue } : {}),
  });
  const act = new Date(Date.now() + (spec.dueInMinutes ?? 60) * minute);
  await door.dataSource.query('update case_file set act_by = $2, due_at = $2 where id = $1', [made.id, act]);
  return made;
}

describe('claim-next', () => {
  it('takes the most urgent case of the person’s queues, and starts the work', async () => {
    await waiting({ dueInMinutes: 30 });
    const urgent = await waiting({ dueInMinutes: 5 });
    await waiting({ dueInMinutes: 1, queue: 'ownership' });
    const mira = await door.signIn(['reviewer'], { name: 'Mira', queues: ['relay'] });
    const first = await claimNext(mira);
    expect(first.case).toMatchObject({ id: urgent.id, row: { state: 'investigating', heldBy: { id: mira.id } } });
    expect(first.case?.allowed).toEqual(
      expect.arrayContaining(['release', 'propose', 'find', 'skip', 'wait_for_customer']),
    );
    await claimNext(mira);
    expect(await claimNext(mira)).toEqual({ case: null, refusal: null });
    const sides = await door.dataSource.query('select side, part from case_participant where staff_id = $1', [mira.id]);
    expect(sides).toEqual([
      { side: 'first_instance', part: 'claimed' },
      { side: 'first_instance', part: 'claimed' },
    ]);
    const [event] = await door.dataSource.query(
      `select kind, actor_id, request_id from event where case_id = $1 order by id desc limit 1`,
      [urgent.id],
    );
    expect(event).toMatchObject({ kind: 'case.claim', actor_id: mira.id });
    expect(event.request_id).not.toBeNull();
  });

  it('gives a person without queues all of them, and a named queue when asked', async () => {
    await waiting({ dueInMinutes: 5 });
    const owned = await waiting({ dueInMinutes: 50, queue: 'ownership' });
    const person = await door.signIn(['senior_reviewer']);
    expect((await claimNext(person, ['ownership'])).case?.id).toBe(owned.id);
    expect((await claimNext(person, ['no such queue'])).case).toBeNull();
    expect((await claimNext(person)).case).not.toBeNull();
  });

  it('never gives one case to two people, and every case to somebody', async () => {
    const cases = await Promise.all(Array.from({ length: 24 }, (_, i) => waiting({ dueInMinutes: i })));
    const people = await Promise.all(Array.from({ length: 8 }, () => door.signIn(['reviewer'], { queues: ['relay'] })));
    const claims = await Promise.all(
      people.flatMap((person) => [claimNext(person), claimNext(person), claimNext(person)]),
    );
    const ids = claims.map((answer) => answer.case?.id);
    expect(new Set(ids).size).toBe(24);
    expect(new Set(ids)).toEqual(new Set(cases.map(({ id }) => id)));
  });

  it('keeps to the limit, even when everything is clicked at once', async () => {
    await Promise.all(Array.from({ length: 9 }, () => waiting()));
    const person = await door.signIn(['reviewer'], { queues: ['relay'] });
    const answers = await Promise.all(Array.from({ length: 9 }, () => claimNext(person)));
    expect(answers.filter((answer) => answer.case).length).toBe(5);
    const refused = answers.find((answer) => answer.refusal);
    expect(refused?.refusal).toMatchObject({ code: 'TOO_MANY_HELD', allowed: ['propose', 'release'] });
  });

  it('passes over what the person skipped, what is assigned to another, and what they hear an appeal in', async () => {
    const skipped = await waiting({ dueInMinutes: 1 });
    const assigned = await waiting({ dueInMinutes: 2 });
    const heard = await waiting({ dueInMinutes: 3 });
    const left = await waiting({ dueInMinutes: 4 });
    const [mira, omar, senior] = await Promise.all([
      door.signIn(['reviewer', 'appeal_reviewer'], { queues: ['relay'] }),
      door.signIn(['reviewer'], { queues: ['relay'] }),
      door.signIn(['senior_reviewer'], { name: 'Sena' }),
    ]);
    expect((await call(mira, 'skipCase', { caseId: skipped.id, reason: ' ' })).refusal?.code).toBe('REASON_REQUIRED');
    expect((await call(mira, 'skipCase', { caseId: skipped.id, reason: 'I know them' })).refusal).toBeNull();
    const handed = await call(senior, 'assignCase', {
      caseId: assigned.id,
      version: 1,
      staffId: omar.id,
      reason: 'He knows relays',
    });
    expect(handed.case?.row.assignee?.id).toBe(omar.id);
    await door.dataSource.query(
      `insert into case_participant (case_id, staff_id, side, part, at) values ($1, $2, 'appeal', 'appeal_reviewer', now())`,
      [heard.id, mira.id],
    );
    expect((await claimNext(mira)).case?.id).toBe(left.id);
    expect((await claimNext(mira)).case).toBeNull();
    expect((await call(mira, 'claimCase', { caseId: heard.id })).refusal?.code).toBe('HAD_PART_IN_APPEAL');
    expect((await claimNext(omar)).case?.id).toBe(skipped.id);
    expect((await claimNext(omar)).case?.id).toBe(assigned.id);
  });
});

describe('the hold on a case', () => {
  it('is renewed, lapses by itself and is then free for others', async () => {
    const made = await waiting();
    const mira = await door.signIn(['reviewer'], { queues: ['relay'] });
    const omar = await door.signIn(['reviewer'], { queues: ['relay'] });
    await claimNext(mira);
    expect((await call(omar, 'claimCase', { caseId: made.id })).refusal?.code).toBe('HELD_BY_ANOTHER');
    const renew = async (person: SignedInPerson) =>
      (
        await person.query<{ renewLease: { ok: boolean; refusal: { code: string } | null } }>(
          'mutation($id: ID!) { renewLease(caseId: $id) { ok refusal { code } } }',
          { id: made.id },
        )
      ).data?.renewLease;
    door.clock.advance(8 * minute);
    expect(await renew(mira)).toEqual({ ok: true, refusal: null });
    expect((await renew(omar))?.refusal?.code).toBe('HELD_BY_ANOTHER');
    door.clock.advance(8 * minute);
    expect((await renew(mira))?.ok).toBe(true);
    door.clock.advance(11 * minute);
    expect((await renew(mira))?.refusal?.code).toBe('LEASE_LAPSED');
    expect(await door.app.get(Lease, { strict: false }).expire(door.clock.now())).toBe(1);
    expect(await door.app.get(Lease, { strict: false }).expire(door.clock.now())).toBe(0);
    expect((await claimNext(omar)).case?.id).toBe(made.id);
    const kinds = await door.dataSource.query(`select kind, automatic from event where case_id = $1 order by id`, [
      made.id,
    ]);
    expect(kinds).toEqual([
      { kind: 'case.claim', automatic: false },
      { kind: 'case.release', automatic: true },
      { kind: 'case.claim', automatic: false },
    ]);
  });

  it('is given back with release, and only by its holder', async () => {
    const made = await waiting();
    const mira = await door.signIn(['reviewer'], { queues: ['relay'] });
    const omar = await door.signIn(['reviewer'], { queues: ['relay'] });
    await claimNext(mira);
    expect((await call(omar, 'releaseCase', { caseId: made.id })).refusal?.code).toBe('HELD_BY_ANOTHER');
    expect((await call(mira, 'releaseCase', { caseId: made.id })).case?.row.heldBy).toBeNull();
    expect((await call(mira, 'releaseCase', { caseId: made.id })).refusal?.code).toBe('CLAIM_FIRST');
  });
});

describe('work on a case', () => {
  let mira: SignedInPerson;
  let made: { id: string; number: number };
  beforeEach(async () => {
    mira = await door.signIn(['reviewer'], { name: 'Mira', queues: ['relay'] });
    const accounts = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`acct_${i}`, ['tls_header_signature']]));
    made = await waiting({ accounts });
    await claimNext(mira);
  });

  const findings = async () => {
    const answer = await mira.query<{ case: { findingCounts: { finding: string; subjects: number }[] } }>(
      'query($n: Int!) { case(number: $n) { findingCounts { finding subjects } } }',
      { n: made.number },
    );
    return Object.fromEntries(answer.data!.case.findingCounts.map(({ finding, subjects }) => [finding, subjects]));
  };

  it('says what subjects turned out to be, in bulk, in one event', async () => {
    const find = (more: Record<string, unknown>) =>
      call(mira, 'setFindings', { caseId: made.id, finding: 'victim', reason: 'stolen keys', ...more });
    expect(
      (
        await find({
          subjects: [
            { kind: 'account', id: 'acct_1' },
            { kind: 'account', id: 'acct_2' },
          ],
        })
      ).refusal,
    ).toBeNull();
    expect((await find({ allUndetermined: true, finding: 'operator' })).refusal).toBeNull();
    expect(await findings()).toEqual({ victim: 2, operator: 10 });
    expect((await find({})).refusal).toMatchObject({ code: 'INVALID', field: 'subjects' });
    expect((await find({ allUndetermined: true, finding: 'guilty' })).refusal).toMatchObject({ field: 'finding' });
    expect((await find({ allUndetermined: true, reason: '' })).refusal?.code).toBe('REASON_REQUIRED');
    const events = await door.dataSource.query(
      `select b.body->'facts' as facts from event e join event_body b on b.event_id = e.id where case_id = $1 and kind = 'case.find' order by e.id`,
      [made.id],
    );
    expect(events.map((event: { facts: { count: number } }) => event.facts.count)).toEqual([2, 10]);
    const other = await door.signIn(['reviewer']);
    const refused = await call(other, 'setFindings', {
      caseId: made.id,
      finding: 'victim',
      reason: 'x',
      allUndetermined: true,
    });
    expect(refused.refusal?.code).toBe('HELD_BY_ANOTHER');
  });

  it('stops the clock while the customer has the ball', async () => {
    const { case: before } = await call(mira, 'comment', { caseId: made.id, body: 'asking them' });
    const version = before!.row.version;
    const wait = (more: Record<string, unknown>) =>
      call(mira, 'waitFor', { caseId: made.id, version, party: 'customer', reason: 'asked for the lease', ...more });
    expect((await wait({ party: 'nobody' })).refusal).toMatchObject({
      field: 'party',
      allowed: ['customer', 'partner'],
    });
    expect((await wait({ reason: '' })).refusal?.code).toBe('REASON_REQUIRED');
    const stale = await wait({ version: version - 1 });
    expect(stale.refusal).toMatchObject({ code: 'STALE' });
    expect(stale.refusal?.message).toMatch(/^Mira changed this case/);
    const paused = await wait({});
    expect(paused.case?.row).toMatchObject({ state: 'waiting_customer' });
    expect(paused.case?.row.slaPausedAt).not.toBeNull();
    door.clock.advance(30 * minute);
    const resumed = await call(mira, 'resumeCase', {
      caseId: made.id,
      version: paused.case!.row.version,
      reason: 'they answered',
    });
    expect(resumed.case?.row).toMatchObject({ state: 'investigating', slaPausedAt: null });
    const moved = Date.parse(resumed.case!.row.dueAt) - Date.parse(before!.row.dueAt);
    expect(moved).toBeGreaterThanOrEqual(30 * minute);
    expect(moved).toBeLessThan(31 * minute);
    expect(resumed.case?.row.because.map((part) => part.code)).toContain('sla');
    const intervals = await door.dataSource.query(
      'select kind, ended_at is null as open from sla_interval where case_id = $1 order by started_at, kind',
      [made.id],
    );
    expect(intervals).toEqual([
      { kind: 'paused', open: false },
      { kind: 'running', open: true },
    ]);
  });

  it('reopens a final case with a new clock', async () => {
    await door.dataSource.query(
      `update case_file set state = 'final', held_by = null, due_at = now() - interval '9 days' where id = $1`,
      [made.id],
    );
    const [{ version }] = await door.dataSource.query('select version from case_file where id = $1', [made.id]);
    const input = { caseId: made.id, version, reason: 'new evidence' };
    expect(
      (
        await mira.query(
          `mutation { reopenCase(caseId: "${made.id}", version: ${version}, reason: "x") { refusal { code } } }`,
        )
      ).errors[0]?.extensions.code,
    ).toBe('forbidden');
    const senior = await door.signIn(['senior_reviewer']);
    expect((await call(senior, 'reopenCase', { ...input, reason: ' ' })).refusal?.code).toBe('REASON_REQUIRED');
    const reopened = await call(senior, 'reopenCase', input);
    expect(reopened.case?.row.state).toBe('reopened');
    expect(Date.parse(reopened.case!.row.dueAt)).toBeGreaterThan(Date.now());
    expect(reopened.case?.row.because.map((part) => part.code)).toContain('reopened');
    expect((await call(senior, 'reopenCase', { ...input, version: version + 1 })).refusal?.code).toBe('WRONG_STATE');
  });

  it('keeps comments with their mentions', async () => {
    const omar = await door.signIn(['legal'], { name: 'Omar Example' });
    const body = `Please look, @[Omar Example](${omar.id}) and @[Nobody](00000000-0000-4000-8000-000000000000). 🚧 日本`;
    await call(mira, 'comment', { caseId: made.id, body });
    expect((await call(mira, 'comment', { caseId: made.id, body: ' ' })).refusal?.field).toBe('body');
    const answer = await omar.query<{ case: { comments: unknown[] } }>(
      'query($n: Int!) { case(number: $n) { comments { author { name } body mentions { id name } } } }',
      { n: made.number },
    );
    expect(answer.data?.case.comments).toEqual([
      { author: { name: 'Mira' }, body, mentions: [{ id: omar.id, name: 'Omar Example' }] },
    ]);
    const nul = await mira.query(
      `mutation($b: String!) { comment(caseId: "${made.id}", body: $b) { refusal { code } } }`,
      { b: 'a\u0000b' },
    );
    expect(nul.errors[0]?.extensions.code).toBe('invalid_input');
  });
});

describe('attachments', () => {
  const boundary = 'x-test-boundary';
  const form = (name: string, type: string, content: Buffer) =>
    Buffer.concat([
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`,
      ),
      content,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
  const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n');

  it('are what they say they are, and come back as downloads only', async () => {
    const { id, number } = await waiting();
    const mira = await door.signIn(['reviewer']);
    const upload = (name: string, type: string, content: Buffer, path = `/cases/${id}/attachments`) =>
      door.app.inject({
        method: 'POST',
        url: path,
        headers: { ...mira.headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
        payload: form(name, type, content),
      });
    const made = await upload('../../chart “ö”.pdf', 'application/pdf', PDF);
    expect(made.statusCode).toBe(201);
    const { url } = made.json();
    const back = await door.app.inject({ url, headers: mira.headers });
    expect(back.rawPayload.equals(PDF)).toBe(true);
    expect(back.headers['content-type']).toBe('application/pdf');
    expect(back.headers['content-disposition']).toMatch(/^attachment; filename="chart/);
    expect(back.headers['x-content-type-options']).toBe('nosniff');
    expect(back.headers['content-security-policy']).toContain('sandbox');
    const listed = await mira.query<{ case: { attachments: { name: string }[] } }>(
      'query($n: Int!) { case(number: $n) { attachments { name mediaType size uploadedBy url } } }',
      { n: number },
    );
    expect(listed.data?.case.attachments.map((file) => file.name)).toEqual(['chart “ö”.pdf']);

    const html = Buffer.from('<html><script>alert(1)</script></html>');
    const refused: [string, string, Buffer, number][] = [
      ['paper.pdf', 'application/pdf', html, 409],
      ['paper.txt', 'text/plain', html, 409],
      ['paper.exe', 'application/pdf', PDF, 409],
      ['paper.pdf', 'image/png', PDF, 409],
      ['paper.txt', 'text/plain', Buffer.from([0x4d, 0x5a, 0, 1, 2]), 409],
      ['vector.svg', 'image/svg+xml', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 409],
      ['empty.txt', 'text/plain', Buffer.alloc(0), 409],
      ['big.txt', 'text/plain', Buffer.alloc(10 * 1024 * 1024 + 1, 'a'), 413],
    ];
    for (const [name, type, content, status] of refused) {
      const answer = await upload(name, type, content);
      expect([name, answer.statusCode]).toEqual([name, status]);
      expect(answer.headers['content-type']).toContain('application/problem+json');
    }
    expect((await upload('a.txt', 'text/plain', Buffer.from('fine'))).statusCode).toBe(201);
    expect((await upload('a.txt', 'text/plain', Buffer.from('fine'), '/cases/nonsense/attachments')).statusCode).toBe(
      422,
    );
    expect(
      (
        await upload(
          'a.txt',
          'text/plain',
          Buffer.from('fine'),
          '/cases/00000000-0000-7000-8000-000000000000/attachments',
        )
      ).statusCode,
    ).toBe(404);
    const json = await door.app.inject({
      method: 'POST',
      url: `/cases/${id}/attachments`,
      headers: mira.headers,
      payload: {},
    });
    expect(json.statusCode).toBe(415);
  });
});

describe('the queue page and the case page', () => {
  it('pages by keyset in each order, without doubles or gaps', async () => {
    const made = await Promise.all(
      Array.from({ length: 7 }, (_, i) => waiting({ dueInMinutes: i % 3, queue: 'partners' })),
    );
    const mira = await door.signIn(['reviewer']);
    for (const sort of ['ACT_BY', 'OPENED', 'SEVERITY', 'LAST_ALERT']) {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const answer: {
          errors: unknown[];
          data: { cases: { nodes: { id: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } } | null;
        } = await mira.query(
          `query($after: String, $sort: CaseSort) { cases(filter: { queue: "partners" }, sort: $sort, first: 3, after: $after) {
              nodes { id number because { text } heldBy { name } campaign { title } } pageInfo { endCursor hasNextPage } } }`,
          { after, sort },
        );
        expect(answer.errors).toEqual([]);
        seen.push(...answer.data!.cases.nodes.map((node) => node.id));
        after = answer.data!.cases.pageInfo.hasNextPage ? answer.data!.cases.pageInfo.endCursor : null;
      } while (after);
      expect(seen.length).toBe(7);
      expect(new Set(seen)).toEqual(new Set(made.map(({ id }) => id)));
    }
    const bad = await mira.query('{ cases(after: "nonsense") { nodes { id } } }');
    expect(bad.errors[0]?.extensions.code).toBe('invalid_input');
    const queues = await mira.query<{ queues: { id: string; open: number; unclaimed: number; mine: boolean }[] }>(
      '{ queues { id name open unclaimed more oldestOpenedAt mine } }',
    );
    expect(queues.data?.queues.find((queue) => queue.id === 'partners')).toMatchObject({ mine: true });
  });

  it('shows a case with its evidence, subjects, neighbours and history in one query', async () => {
    await anAccount(world, { id: 'acct_known', organization: 'org_known', seats: 60, exchanges30d: 1200 });
    const before = await waiting({ accounts: { acct_known: ['instrument_reuse'] } });
    const made = await waiting({
      dueInMinutes: -10,
      accounts: { acct_known: ['tls_header_signature', 'instrument_reuse'], acct_unknown: ['tls_header_signature'] },
    });
    const mira = await door.signIn(['reviewer'], { queues: ['relay'] });
    await call(mira, 'claimCase', { caseId: made.id });
    const answer = await mira.query<{ case: Record<string, never> }>(
      `query($n: Int!) { case(number: $n) {
        row { title because { text } }
        subjects(first: 1) { total nodes { subject { id name organizationId } organizationName seats exchanges30d known detectors restrictedBy } pageInfo { hasNextPage endCursor } }
        evidence { family sources alerts subjects detectors { id alerts lawfulUse goesWrongOn } sample { id title evidence { type data } } }
        alerts(first: 2) { nodes { id detectorName family sources outcome { verdict } } pageInfo { hasNextPage } }
        timeline { nodes { kind actor automatic position } }
        independence { sufficient headline families } decisions { number } actions { id } deliveries { id } notices { id }
        related { case { number } why } earlier { kind label } comments { id } attachments { id } findingCounts { finding subjects } } }`,
      { n: made.number },
    );
    expect(answer.errors).toEqual([]);
    expect(answer.data?.case).toMatchObject({
      subjects: {
        total: 2,
        nodes: [
          {
            subject: { id: 'acct_known', organizationId: 'org_known' },
            organizationName: 'Org org_known',
            seats: 60,
            exchanges30d: 1200,
            known: true,
            detectors: ['instrument_reuse', 'tls_header_signature'],
          },
        ],
        pageInfo: { hasNextPage: true },
      },
      evidence: [
        { family: 'client', sources: ['edge'], alerts: 2, subjects: 2 },
        { family: 'payment', sources: ['billing'], alerts: 1, subjects: 1 },
      ],
      alerts: { pageInfo: { hasNextPage: true } },
      timeline: { nodes: [{ kind: 'case.claim', actor: 'Somebody', automatic: false, position: null }] },
      related: [{ case: { number: before.number }, why: 'shares account acct_known' }],
      findingCounts: [{ finding: 'undetermined', subjects: 2 }],
      independence: { sufficient: true },
      decisions: [],
      actions: [],
      deliveries: [],
      notices: [],
    });
    const nobody = await mira.query<{ case: null }>('{ case(number: 999999999) { id } }');
    expect(nobody.data?.case).toBeNull();
  });

  it('finds by number, by id and by the beginning of a name', async () => {
    await anAccount(world, { id: 'acct_find', organization: 'org_find' });
    const made = await waiting({ accounts: { acct_find: ['tls_header_signature'] } });
    const mira = await door.signIn(['reviewer']);
    const find = async (text: string) => {
      const answer = await mira.query<{ search: { kind: string; id: string; label: string }[] }>(
        'query($text: String!) { search(text: $text) { kind id label sub } }',
        { text },
      );
      expect(answer.errors).toEqual([]);
      return answer.data!.search.map((hit) => `${hit.kind} ${hit.id}`);
    };
    expect(await find(`#${made.number}`)).toContain(`case ${made.number}`);
    expect(await find('acct_fin')).toEqual(
      expect.arrayContaining([`case ${made.number}`, 'customer account/acct_find']),
    );
    expect(await find('ORG ORG_FI')).toEqual(['customer organization/org_find']);
    expect(await find(`ext-${made.alerts[0]!.id}`)).toEqual([`case ${made.number}`]);
    for (const text of ['', 'x', '%', "'; drop table staff --", '\u0000\u0000', '🚧'.repeat(300)]) await find(text);
  });

  it('finds a partner by name and counts the accounts that it brought', async () => {
    await anAccount(world, { id: 'acct_resold', organization: 'org_resold' });
    await world.database.query(
      `insert into directory_entry (kind, id, version, data) values ('partner', 'prt_1', 1, '{"name":"Harbour Resale"}')`,
    );
    await world.database.query(
      `update directory_entry set data = data || '{"partner":"prt_1"}' where kind = 'organization' and id = 'org_resold'`,
    );
    const mira = await door.signIn(['reviewer']);
    const answer = await mira.query(
      `{ search(text: "harbour") { kind id label } customers(search: "Harb") { nodes { kind id accounts } }
         all: customers(first: 1) { nodes { kind } pageInfo { endCursor } } }`,
    );
    expect(answer.errors).toEqual([]);
    expect(answer.data).toMatchObject({
      search: [{ kind: 'customer', id: 'partner/prt_1', label: 'Harbour Resale' }],
      customers: { nodes: [{ kind: 'partner', id: 'prt_1', accounts: 1 }] },
      all: { nodes: [{ kind: 'organization' }] },
    });
    const rest = await mira.query<{ customers: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean } } }>(
      'query ($after: String) { customers(first: 200, after: $after) { nodes { id } pageInfo { hasNextPage } } }',
      { after: (answer.data as { all: { pageInfo: { endCursor: string } } }).all.pageInfo.endCursor },
    );
    expect(rest.data?.customers.nodes.at(-1)).toEqual({ id: 'prt_1' });
  });

  it('shows a customer as the directory knows it, with what happened to it', async () => {
    await anAccount(world, { id: 'acct_customer', organization: 'org_customer', seats: 3 });
    const made = await waiting({ accounts: { acct_customer: ['tls_header_signature'] } });
    const mira = await door.signIn(['reviewer']);
    const answer = await mira.query<{ customer: unknown; customers: { nodes: { id: string }[] } }>(
      `{ customer(kind: "organization", id: "org_customer") { name kind plan accounts entry contacts cases { number } actions { id } }
         customers(search: "Org org_c", first: 1) { nodes { id accounts } pageInfo { hasNextPage } } nobody: customer(kind: "account", id: "x") { id } }`,
    );
    expect(answer.errors).toEqual([]);
    expect(answer.data).toMatchObject({
      customer: { name: 'Org org_customer', accounts: 1, plan: 'team', cases: [{ number: made.number }], actions: [] },
      customers: { nodes: [{ id: 'org_customer', accounts: 1 }], pageInfo: { hasNextPage: false } },
      nobody: null,
    });
  });

  it('reads history along the chain and by thing', async () => {
    const auditor = await door.signIn(['auditor']);
    const answer = await auditor.query(
      '{ all: history(first: 3) { nodes { kind } pageInfo { hasNextPage } } one: history(entityKind: "case", entityId: "x") { nodes { id } } rare: history(kind: "no.such") { nodes { id } pageInfo { hasNextPage } } auditStatus { headPosition headHash unsealed } }',
    );
    expect(answer.errors).toEqual([]);
    for (const which of [`= 'case'`, `<> 'case'`]) {
      const [{ kind, id, ids }] = await world.database.query(
        `select entity_kind as kind, entity_id as id, array_agg(id order by id desc) as ids from event
         where entity_kind ${which} group by 1, 2 order by count(*) desc, 2 limit 1`,
      );
      const { data } = await auditor.query(
        'query ($kind: String, $id: String) { history(entityKind: $kind, entityId: $id, first: 200) { nodes { id } } }',
        { kind, id },
      );
      expect(data).toEqual({ history: { nodes: ids.map((one: string) => ({ id: one })) } });
    }
    const reviewer = await door.signIn(['reviewer']);
    expect((await reviewer.query('{ history { nodes { id } } }')).errors[0]?.extensions.code).toBe('forbidden');
  });
});
