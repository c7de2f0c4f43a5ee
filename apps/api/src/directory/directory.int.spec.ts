import { gzipSync } from 'node:zlib';
import { ApiKeys } from '@portcullis/core/access/api-keys.command';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStaffDoor, type SignedInPerson, type TestDoor } from '../edge/test-door.js';

let door: TestDoor;
let manager: SignedInPerson;
let key: string;
beforeAll(async () => {
  door = await openStaffDoor();
  manager = await door.signIn(['manager']);
  const admin = await door.signIn(['admin']);
  const context = { actor: { kind: 'staff', id: admin.id, roles: ['admin'] } as const, now: new Date() };
  const made = await door.app
    .get(ApiKeys, { strict: false })
    .create(context, { name: 'the provider', scopes: ['directory'], detectors: [] });
  key = made.ok ? made.secret : '';
});
afterAll(() => door?.close());

const put = async (payload: string | Buffer | object, headers: Record<string, string> = {}, query = '') => {
  const answer = await door.app.inject({
    method: 'PUT',
    url: `/v1/directory${query}`,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, ...headers },
    payload,
  });
  return { status: answer.statusCode, mediaType: answer.headers['content-type'], ...answer.json() };
};
const ndjson = { 'content-type': 'application/x-ndjson' };
const account = (id: string, more: object = {}) => ({
  kind: 'account',
  id,
  version: 1,
  parent: { kind: 'organization', id: 'org_1' },
  ...more,
});
const stored = async (prefix: string) =>
  (await door.dataSource.query(`select id from directory_entry where id like $1 order by id`, [`${prefix}%`])).map(
    (row: { id: string }) => row.id,
  );

describe('PUT /v1/directory', () => {
  it('answers for each record, and sending it again changes nothing', async () => {
    const body = [account('a1'), { kind: 'account', id: 'a2' }, account('a3', { note: 'kept' }), account('a1')];
    expect(await put(body)).toMatchObject({
      status: 200,
      accepted: 2,
      duplicates: 1,
      rejected: 1,
      results: [
        { index: 0, id: 'a1', status: 'accepted' },
        {
          index: 1,
          id: 'a2',
          status: 'rejected',
          problem: { code: 'invalid_directory_record', status: 422, errors: [{ pointer: '/version' }] },
        },
        { index: 2, id: 'a3', status: 'accepted' },
        { index: 3, id: 'a1', status: 'duplicate' },
      ],
    });
    expect(await put(body)).toMatchObject({ accepted: 0, duplicates: 3, rejected: 1 });
    expect(await stored('a')).toEqual(['a1', 'a3']);
  });

  it('takes one record, and a newer version of it', async () => {
    expect(await put(account('one'))).toMatchObject({ status: 200, accepted: 1 });
    expect(await put(account('one', { version: 3, name: 'Three' }))).toMatchObject({ accepted: 1 });
    expect(await put(account('one', { version: 2, name: 'Two' }))).toMatchObject({ duplicates: 1 });
    const answer = await (await door.signIn(['reviewer'])).query<{ customer: { name: string } }>(
      '{ customer(kind: "account", id: "one") { name } }',
    );
    expect(answer.data?.customer.name).toBe('Three');
  });

  it('takes a stream with bad lines in it', async () => {
    const lines = [JSON.stringify(account('n1')), '{', '', JSON.stringify(account('n2')), `"${'x'.repeat(1 << 20)}"`];
    const answer = await put(lines.join('\n'), ndjson);
    expect(answer).toMatchObject({ status: 200, accepted: 2, rejected: 2 });
    expect(
      answer.results.map((one: { status: string; problem?: { code: string } }) => one.problem?.code ?? one.status),
    ).toEqual(['accepted', 'invalid_line', 'accepted', 'line_too_long']);
  });

  it('takes a long stream in chunks, packed, and lists what was rejected', async () => {
    const lines = Array.from({ length: 12_000 }, (_, i) => JSON.stringify(account(`m${i}`)));
    lines[11_000] = '{"kind":"account"}';
    const answer = await put(gzipSync(lines.join('\n')), { ...ndjson, 'content-encoding': 'gzip' });
    expect(answer).toMatchObject({ status: 200, accepted: 11_999, rejected: 1, results: [{ index: 11_000 }] });
    expect(await stored('m')).toHaveLength(11_999);
    const events = await door.dataSource.query(
      `select count(*)::int as n from event e join event_body b on b.event_id = e.id where e.kind = 'directory.put' and (b.body->'facts'->'kinds'->>'account')::int > 1000`,
    );
    expect(events[0].n).toBe(3);
  });

  it('says what was committed of a stream that broke', async () => {
    const lines = Array.from({ length: 7000 }, (_, i) =>
      JSON.stringify(account(`b${i}`, { name: Math.random().toString(36) })),
    );
    const packed = gzipSync(lines.join('\n'));
    const answer = await put(packed.subarray(0, packed.length - 100), { ...ndjson, 'content-encoding': 'gzip' });
    expect(answer).toMatchObject({ status: 400, code: 'unreadable', committed: { accepted: 5000, rejected: 0 } });
    expect(await stored('b')).toHaveLength(5000);
  });

  it.each([
    ['no JSON', '{', {}, 400, 'unreadable'],
    ['no text', Buffer.from([0xff, 0xfe]), {}, 400, 'unreadable'],
    ['no gzip', 'plain', { 'content-encoding': 'gzip' }, 400, 'unreadable'],
    ['an encoding that nobody knows', '[]', { 'content-encoding': 'br' }, 415, 'unsupported_media_type'],
    ['another type', 'a,b', { 'content-type': 'text/csv' }, 415, 'unsupported_media_type'],
    ['a bomb', gzipSync(Buffer.alloc(33 << 20, 32)), { 'content-encoding': 'gzip' }, 413, 'body_too_large'],
    ['a wrong key', '[]', { authorization: `Bearer pck_${'x'.repeat(43)}` }, 401, 'unauthorized'],
  ] as const)('refuses %s', async (_what, payload, headers, status, code) => {
    const answer = await put(payload, headers);
    expect(answer).toMatchObject({ status, code });
    expect(answer.mediaType).toContain('application/problem+json');
  });

  it('refuses a mode of results that does not exist', async () => {
    expect(await put([], {}, '?results=some')).toMatchObject({ status: 422, errors: [{ pointer: '/results' }] });
    expect((await put([account('r1')], {}, '?results=rejected')).results).toEqual([]);
  });
});

describe('the registry of detectors', () => {
  const save = `mutation($state: String!, $routes: [String!]!, $reason: String!) {
    saveDetector(id: "rtt", name: "Round trips", family: "network", sources: ["edge"], state: $state, permittedRoutes: $routes,
      highestSeverity: 4, lawfulUse: "corroborate", reason: $reason) { ok refusal { code field allowed } } }`;

  it('is changed by a manager and read by everybody', async () => {
    const saved = await manager.query(save, { state: 'active', routes: ['vpn_proxy'], reason: 'it is good' });
    expect(saved.data).toEqual({ saveDetector: { ok: true, refusal: null } });
    const read = await (await door.signIn(['admin'])).query(
      '{ detectors { id } detector(id: "rtt") { name family sources state permittedRoutes highestSeverity lawfulUse goesWrongOn registeredBy versions { version } actionsResting { id } } }',
    );
    expect(read.data).toMatchObject({
      detectors: [{ id: 'rtt' }],
      detector: { name: 'Round trips', state: 'active', lawfulUse: 'corroborate', versions: [], actionsResting: [] },
    });
    const none = await manager.query('{ detector(id: "none") { id } }');
    expect(none.data).toEqual({ detector: null });
  });

  it('says what cannot be accepted', async () => {
    const answer = await manager.query(save, { state: 'asleep', routes: [], reason: 'x' });
    expect(answer.data).toMatchObject({
      saveDetector: {
        ok: false,
        refusal: { code: 'INVALID', field: 'state', allowed: ['shadow', 'active', 'retired'] },
      },
    });
  });
});
