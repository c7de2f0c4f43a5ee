import { ApiKeys } from '@portcullis/core/access/api-keys.command';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { persistedProvider, readManifests } from '../edge/graphql/persisted.js';
import { openStaffDoor, type TestDoor } from '../edge/test-door.js';

let door: TestDoor;
let secret: string;
beforeAll(async () => {
  door = await openStaffDoor({ PORTCULLIS_REGISTER_DETECTORS_ON_SIGHT: 'true' });
  const { id } = await door.signIn(['admin']);
  const context = { actor: { kind: 'staff', id, roles: ['admin'] } as const, now: new Date() };
  const input = { name: 'Small sender', scopes: ['detector'], detectors: ['relay-signature'] };
  const made = await door.app.get(ApiKeys, { strict: false }).create(context, input);
  if (!made.ok) throw new Error(made.message);
  secret = made.secret;
});
afterAll(() => door?.close());

const alert = (id: string, more: object = {}) => ({
  id,
  severity: 3,
  observedAt: new Date(Date.now() - 60_000).toISOString(),
  subject: { kind: 'account', id: `acct-${id}` },
  indicators: [{ type: 'device_id', value: `device-${id}` }],
  ...more,
});

async function submit(alerts: unknown[], payload: object = { query: 'submit-alerts', persisted: true }) {
  const answer = await door.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { authorization: `Bearer ${secret}` },
    payload: { ...payload, variables: { alerts } },
  });
  return answer.json();
}

describe('submitAlerts', () => {
  it('takes alerts by the name of the operation, each with its own result, and twice is once', async () => {
    const sent = [alert('one'), { id: 'bad' }, alert('two'), alert('three', { detector: { id: 'not-mine' } })];
    const first = await submit(sent);
    expect(first.errors).toBeUndefined();
    expect(first.data.submitAlerts).toMatchObject({ accepted: 2, rejected: 2, duplicates: 0 });
    expect(first.data.submitAlerts.results.map((result: { status: string }) => result.status)).toEqual([
      'accepted',
      'rejected',
      'accepted',
      'rejected',
    ]);
    expect(first.data.submitAlerts.results[1].problem).toMatchObject({ status: 422 });
    expect((await submit(sent)).data.submitAlerts).toMatchObject({ accepted: 0, duplicates: 2, rejected: 2 });
    const rows = await door.dataSource.query(`select external_id from alert where detector_id = 'relay-signature'`);
    expect(rows).toHaveLength(2);
  });

  it('says so when it is too many, and takes none of them', async () => {
    const answer = await submit(Array.from({ length: 101 }, (_, n) => alert(`many-${n}`)));
    expect(answer.errors[0].extensions.code).toBe('invalid_input');
    const rows = await door.dataSource.query(`select 1 from alert where external_id like 'many-%'`);
    expect(rows).toHaveLength(0);
  });

  it('is run in production too, where only known operations are', async () => {
    const provider = persistedProvider(readManifests(''), true);
    expect(await provider.getQueryFromHash(provider.getHash({ query: 'submit-alerts', persisted: true }))).toContain(
      'submitAlerts',
    );
    expect(await provider.getQueryFromHash('something else')).toBe('');
  });
});
