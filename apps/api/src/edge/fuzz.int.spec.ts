import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStaffDoor, type SignedInPerson, type TestDoor } from './test-door.js';

let door: TestDoor;
let person: SignedInPerson;
beforeAll(async () => {
  door = await openStaffDoor();
  person = await door.signIn(['reviewer', 'senior_reviewer', 'admin', 'manager', 'auditor']);
});
afterAll(() => door?.close());

const RUNS = Number(process.env.FUZZ_RUNS ?? 150);
/** Text of every kind that has broken a server: controls, surrogates, SQL, markup, length. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '',
    '\u0000',
    '\ud800',
    "'; drop table staff; --",
    '<script>',
    '%s%n',
    '../../etc/passwd',
    '🚧'.repeat(200),
  ),
  fc.constantFrom('00000000-0000-7000-8000-000000000000', 'NaN', '-1', '9'.repeat(40), 'é'.repeat(5000)),
);
const json = fc.oneof(text, fc.jsonValue({ maxDepth: 4 }), fc.integer(), fc.constant(null));

async function unharmed(run: () => Promise<{ statusCode: number; body: string }>): Promise<void> {
  const { statusCode, body } = await run();
  expect(statusCode).toBeLessThan(500);
  expect(body).not.toMatch(/"code":"fault"|node_modules|at Object\.|SELECT |syntax error at/);
}

describe('whatever comes in', () => {
  it('as a GraphQL body, the answer is clear', async () => {
    const body = fc.oneof(
      json,
      fc.record({ query: json, variables: json, operationName: json, extensions: json }, { requiredKeys: [] }),
    );
    await fc.assert(
      fc.asyncProperty(body, (payload) =>
        unharmed(() =>
          door.app.inject({
            method: 'POST',
            url: '/graphql',
            headers: { ...person.headers, 'content-type': 'application/json' },
            payload: JSON.stringify(payload) ?? '',
          }),
        ),
      ),
      { numRuns: RUNS },
    );
  });

  it('as a GraphQL document, the answer is clear', async () => {
    const word = fc.constantFrom(
      'query',
      'mutation',
      '{',
      '}',
      '(',
      ')',
      '[',
      ']',
      '$a',
      ':',
      '!',
      '...',
      'me',
      'id',
      'on',
      'cases',
      '@skip',
      '"',
      '"""',
      '#',
      '5',
      'fragment',
      'A',
      '__schema',
      'first',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 60 }), (words) =>
        unharmed(() =>
          door.app.inject({
            method: 'POST',
            url: '/graphql',
            headers: person.headers,
            payload: { query: `{ ${words.join(' ')} }` },
          }),
        ),
      ),
      { numRuns: RUNS },
    );
  });

  it('as arguments of lists, searches, look-ups and commands, the answer is clear', async () => {
    const QUERY = `query($t: String!, $n: Int!, $ids: [ID!]) { search(text: $t) { id } customers(search: $t) { nodes { id } } customer(kind: $t, id: $t) { id }
      cases(filter: { queue: $t, search: $t, states: [$t], routes: [$t], minimumSeverity: $n, organizationId: $t, detector: $t, ids: $ids }, first: $n, after: $t) { nodes { id } }
      case(number: $n) { id } history(actor: $t, kind: $t, entityKind: $t, entityId: $t, first: $n) { nodes { id } } deliveries(state: $t, first: $n) { nodes { id } } }`;
    const COMMANDS = `mutation($t: String!, $n: Int!, $id: ID!) { claimNext(queues: [$t]) { refusal { code } } claimCase(caseId: $id) { refusal { code } }
      comment(caseId: $id, body: $t) { refusal { code } } setFindings(caseId: $id, subjects: [{ kind: $t, id: $t }], finding: $t, reason: $t) { refusal { code } }
      waitFor(caseId: $id, version: $n, party: $t, reason: $t) { refusal { code } } skipCase(caseId: $id, reason: $t) { refusal { code } }
      saveStaff(name: $t, email: $t, roles: [$t], active: true, queues: [$t]) { refusal { code } } createApiKey(name: $t, scopes: [$t], detectors: [$t]) { refusal { code } } }`;
    const number = fc.oneof(fc.integer(), fc.constantFrom(0, -1, 2_147_483_647));
    const id = fc.oneof(text, fc.uuid());
    await fc.assert(
      fc.asyncProperty(text, number, id, fc.array(id, { maxLength: 3 }), async (t, n, one, ids) => {
        const send = (query: string, variables: object) => () =>
          door.app.inject({ method: 'POST', url: '/graphql', headers: person.headers, payload: { query, variables } });
        await unharmed(send(QUERY, { t, n, ids }));
        await unharmed(send(COMMANDS, { t, n, id: one }));
      }),
      { numRuns: RUNS },
    );
  });

  it('as an address, a method, a header or a cookie, the answer is clear', async () => {
    const method = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD');
    const path = fc.oneof(
      fc.webPath().map((value) => `/${value}`),
      text.map((value) => `/${encodeURIComponent(value.replace(/[\ud800-\udfff]/g, ''))}`),
      fc.constantFrom('/attachments/x', '/cases/x/attachments', '/live/x', '//', '/%', '/graphql?query=%7B'),
    );
    const header = fc.string({ unit: fc.constantFrom(...'abc=; "%,/\\'), maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(method, path, header, async (verb, url, value) => {
        const headers = {
          'x-portcullis-csrf': '1',
          cookie: `portcullis_staff=${value}`,
          authorization: `Bearer ${value}`,
          'x-request-id': value,
        };
        await unharmed(() => door.app.inject({ method: verb as 'GET', url, headers }));
      }),
      { numRuns: RUNS },
    );
  });
});
