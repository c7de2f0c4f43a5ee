import { outcomesPage } from '@portcullis/contracts/api/reading';
import { outcomeCloudEvent } from '@portcullis/contracts/webhook/outcome-formats';
import { sealAll, UnitOfWork } from '@portcullis/core';
import { ApiKeys } from '@portcullis/core/access/api-keys.command';
import { RollUp } from '@portcullis/core/metrics/roll-up.command';
import { SYSTEM } from '@portcullis/domain';
import { RandomHistory } from '@portcullis/testkit/random-history';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStaffDoor, type TestDoor } from '../edge/test-door.js';

const DETECTOR = 'tls_header_signature';
let door: TestDoor;
let history: RandomHistory;
let own: string;
let other: string;
let exporter: string;

beforeAll(async () => {
  door = await openStaffDoor();
  const start = new Date(Date.now() - 60 * 86_400_000);
  history = await RandomHistory.begin(door.dataSource, await door.database.open('portal', 2), start, 3);
  const admin = await door.signIn(['admin']);
  const context = { actor: { kind: 'staff', id: admin.id, roles: ['admin'] } as const, now: new Date() };
  const keyFor = async (scopes: string[], detectors: string[]) => {
    const made = await door.app.get(ApiKeys, { strict: false }).create(context, { name: 'k', scopes, detectors });
    if (!made.ok) throw new Error(made.message);
    return made.secret;
  };
  own = await keyFor(['detector'], [DETECTOR]);
  other = await keyFor(['detector'], ['instrument_reuse', 'device_id_collision']);
  exporter = await keyFor(['export'], []);
  await live(300);
});
afterAll(() => door?.close());

async function live(steps: number): Promise<void> {
  await history.run(steps);
  const sequencer = await door.database.open('sequencer', 1);
  await sealAll(sequencer);
  await sequencer.destroy();
  await new RollUp(new UnitOfWork(door.dataSource)).drain({ actor: SYSTEM, now: new Date() });
}
const get = async (query: string, key = own, accept = 'application/json') => {
  const answer = await door.app.inject({
    method: 'GET',
    url: `/v1/outcomes${query}`,
    headers: { authorization: `Bearer ${key}`, accept },
  });
  return { status: answer.statusCode, type: answer.headers['content-type'], text: answer.body };
};
const page = async (query: string, key = own) => {
  const { status, text } = await get(query, key);
  expect(status).toBe(200);
  return outcomesPage.parse(JSON.parse(text));
};
/** All from a position on, page by page. */
async function pull(from?: string, limit = 7) {
  const all = [];
  for (let after = from; ; ) {
    const one = await page(`?detector=${DETECTOR}&limit=${limit}${after ? `&after=${after}` : ''}`);
    all.push(...one.outcomes);
    after = one.next;
    if (!one.hasMore) return { outcomes: all, next: after };
  }
}
const told = (sql = '') =>
  door.dataSource.query(
    `select a.external_id as id, o.verdict from outcome o join alert a on a.id = o.alert_id where o.detector_id = $1 ${sql}`,
    [DETECTOR],
  ) as Promise<{ id: string; verdict: string }[]>;

describe('GET /v1/outcomes', () => {
  it('gives every outcome once, in order of history, whatever the pages', async () => {
    const { outcomes } = await pull();
    expect(outcomes.map(({ alertId }) => alertId).sort()).toEqual((await told()).map(({ id }) => id).sort());
    const positions = outcomes.map(({ position }) => position);
    expect(positions).toEqual([...positions].sort());
    expect(new Set(positions).size).toBe(positions.length);
    expect((await pull(undefined, 1000)).outcomes).toEqual(outcomes);
    // The last word on an alert is the last line about it.
    const last = new Map(outcomes.map(({ alertId, verdict }) => [alertId, verdict.name]));
    const now = (await door.dataSource.query(
      `select a.external_id as id, v.verdict from outcome_current v join alert a on a.id = v.alert_id where v.detector_id = $1 and v.verdict = 'false_positive'`,
      [DETECTOR],
    )) as { id: string }[];
    expect(now.length).toBeGreaterThan(0);
    for (const { id } of now) expect(last.get(id)).toBe('False Positive');
  });

  it('goes on from where a detector stopped', async () => {
    const before = await pull();
    expect((await pull(before.next)).outcomes).toEqual([]);
    await live(100);
    const after = await pull(before.next);
    expect(after.outcomes.length).toBeGreaterThan(0);
    expect((await pull()).outcomes).toEqual([...before.outcomes, ...after.outcomes]);
  });

  it('speaks CloudEvents and NDJSON when asked', async () => {
    const { outcomes } = await page(`?detector=${DETECTOR}&limit=3`);
    const events = await get(`?detector=${DETECTOR}&limit=3`, own, 'application/cloudevents-batch+json');
    expect(events.type).toContain('application/cloudevents-batch+json');
    expect((JSON.parse(events.text) as unknown[]).map((event) => outcomeCloudEvent.parse(event).id)).toEqual(
      outcomes.map(({ position }) => position),
    );
    const lines = await get(`?detector=${DETECTOR}&limit=3`, own, 'application/x-ndjson');
    expect(
      lines.text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(outcomes);
  });

  it('keeps a key to its detectors', async () => {
    expect((await page('')).outcomes).toEqual((await page(`?detector=${DETECTOR}`)).outcomes);
    expect((await page(`?detector=${DETECTOR}`, exporter)).outcomes.length).toBeGreaterThan(0);
    for (const [query, key, status] of [
      [`?detector=${DETECTOR}`, other, 403],
      ['', other, 422],
      ['', exporter, 422],
      [`?detector=${DETECTOR}&after=yesterday`, own, 422],
      [`?detector=${DETECTOR}&after=1.x`, own, 422],
      [`?detector=${DETECTOR}&limit=0`, own, 422],
      [`?detector=${DETECTOR}&detector=x`, own, 200],
      [`?detector=${DETECTOR}`, 'nonsense', 401],
    ] as const) {
      expect((await get(query, key)).status, query).toBe(status);
    }
  });
});
