import { ApiKeyService } from '@portcullis/core/access/api-key.service';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStaffDoor, type SignedInPerson, TEST_PASSWORD, type TestDoor } from '../edge/test-door.js';

let door: TestDoor;
let admin: SignedInPerson;
beforeAll(async () => {
  door = await openStaffDoor();
  admin = await door.signIn(['admin']);
});
afterAll(() => door?.close());

interface KeyAnswer {
  key: { id: string; prefix: string; revokedAt: string | null; expiresAt: string | null } | null;
  secret: string | null;
  refusal: { code: string; field: string | null } | null;
}
const CREATE = `mutation($name: String!, $scopes: [String!]!, $detectors: [String!]!, $expiresAt: Instant) {
  made: createApiKey(name: $name, scopes: $scopes, detectors: $detectors, expiresAt: $expiresAt) {
    key { id prefix revokedAt expiresAt } secret refusal { code field } } }`;
const create = async (variables: Record<string, unknown>): Promise<KeyAnswer> => {
  const answer = await admin.query<{ made: KeyAnswer }>(CREATE, { name: 'Detector', detectors: [], ...variables });
  return answer.data!.made;
};
const authenticate = (secret: string, scope: 'detector' | 'export') =>
  door.app.get(ApiKeyService).authenticate(`Bearer ${secret}`, scope, door.clock.now());

describe('keys of programs', () => {
  it('are told once, kept as a hash and known by their scope', async () => {
    const { key, secret } = await create({ scopes: ['detector'], detectors: ['relay-signature'] });
    expect(secret).toMatch(/^pck_[\w-]{43}$/);
    const list = await admin.query<{ apiKeys: { id: string; prefix: string }[] }>(
      '{ apiKeys { id name prefix scopes } }',
    );
    expect(JSON.stringify(list.data)).not.toContain(secret);
    expect(list.data?.apiKeys[0]?.prefix).toBe(secret!.slice(0, 12));
    expect(await authenticate(secret!, 'detector')).toMatchObject({
      ok: true,
      id: key!.id,
      detectors: ['relay-signature'],
    });
    expect(await authenticate(secret!, 'export')).toMatchObject({ ok: false, code: 'forbidden' });
    expect(await authenticate('pck_nonsense_nonsense', 'export')).toMatchObject({ ok: false, code: 'unauthorized' });
    const [stored] = await door.dataSource.query('select * from api_key where id = $1', [key!.id]);
    expect(JSON.stringify(stored)).not.toContain(secret!.slice(4));
    expect(stored.last_used_at).not.toBeNull();
  });

  it('rotate with an overlap and end when it has passed', async () => {
    const { key, secret } = await create({ scopes: ['export'] });
    const answer = await admin.query<{ rotateApiKey: KeyAnswer }>(
      'mutation($id: ID!) { rotateApiKey(id: $id, overlapHours: 2) { key { id } secret refusal { code } } }',
      { id: key!.id },
    );
    const next = answer.data!.rotateApiKey.secret!;
    expect((await authenticate(secret!, 'export')).ok).toBe(true);
    expect((await authenticate(next, 'export')).ok).toBe(true);
    door.clock.advance(2 * 3_600_000 + 1000);
    expect((await authenticate(secret!, 'export')).ok).toBe(false);
    expect((await authenticate(next, 'export')).ok).toBe(true);
    door.clock.advance(-2 * 3_600_000 - 1000);
  });

  it('are refused at once when revoked, and twice is once', async () => {
    const { key, secret } = await create({ scopes: ['export'] });
    expect((await authenticate(secret!, 'export')).ok).toBe(true);
    const revoke = () =>
      admin.query<{ revokeApiKey: KeyAnswer }>(
        'mutation($id: ID!) { revokeApiKey(id: $id, reason: "leaked") { key { revokedAt } refusal { code } } }',
        { id: key!.id },
      );
    const first = (await revoke()).data!.revokeApiKey.key!.revokedAt;
    expect((await authenticate(secret!, 'export')).ok).toBe(false);
    expect((await revoke()).data!.revokeApiKey.key!.revokedAt).toBe(first);
    const events = await door.dataSource.query(`select kind from event where entity_id = $1 order by id`, [key!.id]);
    expect(events.map((event: { kind: string }) => event.kind)).toEqual(['api_key.created', 'api_key.revoked']);
  });

  it.each([
    [{ scopes: [] }, 'scopes'],
    [{ scopes: ['everything'] }, 'scopes'],
    [{ scopes: ['detector'] }, 'detectors'],
    [{ scopes: ['export'], detectors: ['x'] }, 'detectors'],
    [{ scopes: ['detector'], detectors: ['a b'] }, 'detectors'],
    [{ scopes: ['export'], name: ' ' }, 'name'],
    [{ scopes: ['export'], expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
  ])('are refused for %j by the field %s', async (variables, field) => {
    expect((await create(variables)).refusal).toMatchObject({ code: 'INVALID', field });
  });

  it.each(['yesterday', '2026-02-30T00:00:00Z', '2026-11-20', '2026-11-20T08:00:00', 5])(
    'do not take %j for an instant',
    async (expiresAt) => {
      const answer = await admin.query(CREATE, { name: 'x', scopes: ['export'], detectors: [], expiresAt });
      expect(answer.errors.length).toBeGreaterThan(0);
      expect(answer.errors[0]?.extensions.code).toBe('invalid_query');
    },
  );

  it('are nobody else’s business', async () => {
    const senior = await door.signIn(['senior_reviewer']);
    const answer = await senior.query(CREATE, { name: 'x', scopes: ['export'], detectors: [] });
    expect(answer.errors[0]?.extensions.code).toBe('forbidden');
    expect((await senior.query('{ apiKeys { id } }')).errors[0]?.extensions.code).toBe('forbidden');
    const bad = await admin.query('mutation { revokeApiKey(id: "1 or 1=1", reason: "x") { secret } }');
    expect(bad.errors[0]?.extensions.code).toBe('invalid_input');
  });
});

describe('people', () => {
  const SAVE = `mutation($id: ID, $name: String!, $email: String!, $roles: [String!]!, $active: Boolean!, $password: String, $queues: [String!]!, $managerId: ID) {
    saveStaff(id: $id, name: $name, email: $email, roles: $roles, active: $active, password: $password, queues: $queues, managerId: $managerId) {
      ok refusal { code field allowed } } }`;
  const save = async (variables: Record<string, unknown>) => {
    const person = {
      name: 'Ada Example',
      email: 'ada@provider.example',
      roles: ['reviewer'],
      active: true,
      queues: ['relay'],
    };
    const answer = await admin.query<{ saveStaff: { ok: boolean; refusal: { code: string; field?: string } | null } }>(
      SAVE,
      {
        ...person,
        ...variables,
      },
    );
    return answer.data!.saveStaff;
  };

  it('are added, sign in, and lose their session when their roles change', async () => {
    expect(await save({ password: TEST_PASSWORD })).toEqual({ ok: true, refusal: null });
    expect((await save({})).refusal).toMatchObject({ code: 'INVALID', field: 'email' });
    const list = await admin.query<{ staff: { id: string; email: string; queues: string[] }[] }>(
      '{ staff { id email queues } }',
    );
    const ada = list.data!.staff.find((person) => person.email === 'ada@provider.example')!;
    expect(ada.queues).toEqual(['relay']);
    const answer = await door.app.inject({
      method: 'POST',
      url: '/session',
      headers: { 'x-portcullis-csrf': '1' },
      payload: { email: 'ada@provider.example', password: TEST_PASSWORD },
    });
    const headers = { 'x-portcullis-csrf': '1', cookie: `portcullis_staff=${answer.cookies[0]?.value}` };
    const me = () => door.app.inject({ method: 'POST', url: '/graphql', headers, payload: { query: '{ me { id } }' } });
    expect((await me()).statusCode).toBe(200);
    expect((await save({ id: ada.id, roles: ['auditor'] })).ok).toBe(true);
    expect((await me()).statusCode).toBe(401);
  });

  it('answer to somebody, and nobody to themselves', async () => {
    const people = async () =>
      new Map(
        (
          await admin.query<{ staff: { id: string; email: string; managerId: string | null }[] }>(
            '{ staff { id email managerId } }',
          )
        ).data!.staff.map((person) => [person.email, person]),
      );
    const [low, mid, top] = ['low', 'mid', 'top'].map((name) => `${name}@provider.example`) as [string, string, string];
    for (const email of [low, mid, top]) expect((await save({ email })).ok).toBe(true);
    const idOf = async (email: string) => (await people()).get(email)!.id;
    const ids = { low: await idOf(low), mid: await idOf(mid), top: await idOf(top) };
    expect((await save({ id: ids.low, email: low, managerId: ids.mid })).ok).toBe(true);
    expect((await save({ id: ids.mid, email: mid, managerId: ids.top })).ok).toBe(true);
    for (const managerId of [ids.top, ids.low, ids.mid]) {
      expect((await save({ id: ids.top, email: top, managerId })).refusal).toMatchObject({ field: 'managerId' });
    }
    expect((await save({ id: ids.low, email: low })).ok).toBe(true);
    expect((await people()).get(low)?.managerId).toBe(ids.mid);
    expect((await save({ id: ids.low, email: low, managerId: null })).ok).toBe(true);
    expect((await people()).get(low)?.managerId).toBeNull();
    const nobody = '01890000-0000-7000-8000-000000000000';
    expect((await save({ id: ids.low, email: low, managerId: nobody })).refusal).toMatchObject({ field: 'managerId' });
  });

  it('cannot raise themselves', async () => {
    const own = { id: admin.id, email: admin.email, name: 'Admin', queues: [] };
    expect((await save({ ...own, roles: ['admin', 'senior_reviewer'] })).refusal?.code).toBe('OWN_ACCOUNT');
    expect((await save({ ...own, roles: ['admin'], active: false })).refusal?.code).toBe('OWN_ACCOUNT');
  });

  it.each([
    [{ email: 'no address' }, 'email'],
    [{ roles: ['king'] }, 'roles'],
    [{ roles: [] }, 'roles'],
    [{ password: 'short' }, 'password'],
    [{ name: '' }, 'name'],
  ])('are refused for %j by the field %s', async (variables, field) => {
    expect((await save(variables)).refusal).toMatchObject({ code: 'INVALID', field });
  });
});
