import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStaffDoor, type SignedInPerson, TEST_PASSWORD, type TestDoor } from './test-door.js';

let door: TestDoor;
let reviewer: SignedInPerson;
const csrf = { 'x-portcullis-csrf': '1' };
beforeAll(async () => {
  door = await openStaffDoor();
  reviewer = await door.signIn(['reviewer']);
});
afterAll(() => door?.close());

const nested = (levels: number) => `{ ${'a { '.repeat(levels)} b ${'} '.repeat(levels)} }`;

describe('the staff door', () => {
  it('is alive and ready, and measures itself', async () => {
    expect((await door.app.inject('/healthz')).json()).toEqual({ status: 'alive' });
    expect((await door.app.inject('/readyz')).statusCode).toBe(200);
    const metrics = await door.app.inject('/metrics');
    expect(metrics.headers['content-type']).toContain('text/plain');
    expect(metrics.body).toContain('portcullis_http_request_seconds');
  });

  it('answers a signed-in person', async () => {
    const answer = await reviewer.query<{ me: { id: string; operations: string[] } }>(
      '{ me { id roles operations held } }',
    );
    expect(answer.errors).toEqual([]);
    expect(answer.data?.me.id).toBe(reviewer.id);
    expect(answer.data?.me.operations).toContain('casework.claim');
    expect(answer.data?.me.operations).not.toContain('access.manage');
  });

  it('tells an anonymous caller nothing, not even whether a query is valid', async () => {
    for (const query of ['{ me { id } }', '{ nonsense', '{ __schema { types { name } } }']) {
      const answer = await door.app.inject({ method: 'POST', url: '/graphql', headers: csrf, payload: { query } });
      expect([query, answer.statusCode]).toEqual([query, 401]);
      expect(answer.headers['content-type']).toContain('application/problem+json');
    }
  });

  it('refuses a page of another origin and a request without our header', async () => {
    const payload = { query: '{ me { id } }' };
    const foreign = { ...reviewer.headers, origin: 'https://evil.example' };
    expect((await door.app.inject({ method: 'POST', url: '/graphql', headers: foreign, payload })).statusCode).toBe(
      403,
    );
    const { cookie } = reviewer.headers;
    expect((await door.app.inject({ method: 'POST', url: '/graphql', headers: { cookie }, payload })).statusCode).toBe(
      403,
    );
    const own = { ...reviewer.headers, origin: 'http://localhost:4000' };
    expect((await door.app.inject({ method: 'POST', url: '/graphql', headers: own, payload })).statusCode).toBe(200);
  });

  it.each([13, 50, 5000])('refuses a query nested %i deep with a clear error', async (levels) => {
    const answer = await reviewer.query(nested(levels));
    expect(answer.status).toBe(400);
    expect(answer.errors.map((error) => error.message).join()).toMatch(/nested/);
    expect(
      answer.errors.every(
        (error) => error.extensions.code === 'query_too_large' || error.extensions.code === 'invalid_query',
      ),
    ).toBe(true);
  });

  it('limits aliases, breadth and several operations in one document', async () => {
    const aliases = Array.from({ length: 70 }, (_, i) => `a${i}: me { id }`).join(' ');
    expect((await reviewer.query(`{ ${aliases} }`)).errors[0]?.message).toMatch(/aliases|at once/);
    const broad = `{ me { ${'id '.repeat(700)} } }`;
    expect((await reviewer.query(broad)).errors[0]?.message).toMatch(/fields/);
    expect((await reviewer.query('query A { me { id } } query B { me { name } }')).errors[0]?.message).toMatch(
      /one operation/,
    );
    const circle = await reviewer.query('query { me { ...A } } fragment A on Me { ...B } fragment B on Me { ...A }');
    expect(circle.status).toBe(400);
  });

  it.each([
    ['', 400],
    ['{', 400],
    ['{"query":', 400],
    ['[]', 400],
    ['{"query": 5}', 400],
    ['{"query": "{ me { id } }", "variables": 7}', 400],
    ['{"query": "{ me { nothing } }"}', 400],
    ['null', 400],
  ])('answers the body %j with %i, not with a fault', async (payload, status) => {
    const headers = { ...reviewer.headers, 'content-type': 'application/json' };
    const answer = await door.app.inject({ method: 'POST', url: '/graphql', headers, payload });
    expect(answer.statusCode).toBe(status);
    expect(answer.body).not.toMatch(/select|stack|node_modules/);
  });

  it('answers what is not there with a problem', async () => {
    const answer = await door.app.inject('/nowhere');
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ code: 'not_found', status: 404 });
  });

  it('sets strict headers on every answer', async () => {
    const { headers } = await door.app.inject('/healthz');
    expect(headers['content-security-policy']).toContain(`default-src 'none'`);
    expect(headers['content-security-policy']).toContain(`frame-ancestors 'none'`);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });
});

describe('sign-in', () => {
  const post = (payload: unknown, headers: Record<string, string> = csrf) =>
    door.app.inject({ method: 'POST', url: '/session', headers, payload: payload as object });

  it('gives a cookie that scripts cannot read and that another site cannot send', async () => {
    const answer = await post({ email: reviewer.email.toUpperCase(), password: TEST_PASSWORD });
    expect(answer.statusCode).toBe(204);
    expect(answer.headers['set-cookie']).toMatch(/^portcullis_staff=[\w-]{43}; .*HttpOnly; SameSite=Strict/);
  });

  it('says the same of a wrong password, of nobody and of an inactive person', async () => {
    const gone = await door.signIn(['reviewer']);
    await door.dataSource.query('update staff set active = false where id = $1', [gone.id]);
    const answers = await Promise.all([
      post({ email: reviewer.email, password: 'wrong wrong wrong' }),
      post({ email: 'nobody@provider.example', password: TEST_PASSWORD }),
      post({ email: gone.email, password: TEST_PASSWORD }),
    ]);
    const told = answers.map((answer) => ({ ...answer.json(), requestId: '' }));
    expect(answers.map((answer) => answer.statusCode)).toEqual([401, 401, 401]);
    expect(told[1]).toEqual(told[0]);
    expect(told[2]).toEqual(told[0]);
  });

  it('ends the old session when the same browser signs in again, and any session on sign-out', async () => {
    const person = await door.signIn(['auditor']);
    const again = await post({ email: person.email, password: TEST_PASSWORD }, person.headers);
    expect((await person.query('{ me { id } }')).status).toBe(401);
    const cookie = `${again.cookies[0]?.name}=${again.cookies[0]?.value}`;
    const out = await door.app.inject({ method: 'DELETE', url: '/session', headers: { ...csrf, cookie } });
    expect(out.statusCode).toBe(204);
    const after = await door.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { ...csrf, cookie },
      payload: { query: '{ me { id } }' },
    });
    expect(after.statusCode).toBe(401);
  });

  it('stops guessing with 429 and Retry-After', async () => {
    const statuses: number[] = [];
    let last = await post({ email: 'guess@provider.example', password: 'x' });
    for (let i = 0; i < 8; i++) {
      statuses.push(last.statusCode);
      last = await post({ email: 'guess@provider.example', password: 'x' });
    }
    expect(statuses.every((status) => status === 401)).toBe(true);
    expect(last.statusCode).toBe(429);
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0);
  });

  it.each([[{}], [{ email: 5, password: [] }], [{ email: 'a' }], ['text'], [[]]])(
    'answers %j with 4xx',
    async (payload) => {
      const answer = await post(payload);
      expect(answer.statusCode).toBeGreaterThanOrEqual(400);
      expect(answer.statusCode).toBeLessThan(500);
      expect(answer.headers['content-type']).toContain('application/problem+json');
    },
  );
});
