import { ApiKeys } from '@portcullis/core/access/api-keys.command';
import { UnitOfWork } from '@portcullis/core/db/unit-of-work';
import { AssignAlerts } from '@portcullis/core/grouping/assign.command';
import { SYSTEM } from '@portcullis/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStaffDoor, type TestDoor } from '../edge/test-door.js';

/** Input that is wrong, odd or too much, from the door to the cases: a clear answer each, nothing joined by it, nothing lost. */
let door: TestDoor;
let key: string;
let exportKey: string;
const taken = new Set<string>();

beforeAll(async () => {
  door = await openStaffDoor({ PORTCULLIS_REGISTER_DETECTORS_ON_SIGHT: 'true' });
  const { id } = await door.signIn(['admin']);
  const make = async (name: string, scopes: string[], detectors: string[]) => {
    const context = { actor: { kind: 'staff', id, roles: ['admin'] } as const, now: new Date() };
    const made = await door.app.get(ApiKeys, { strict: false }).create(context, { name, scopes, detectors });
    if (!made.ok) throw new Error(made.message);
    return made.secret;
  };
  key = await make('detectors', ['detector'], ['*']);
  exportKey = await make('export', ['export'], []);
});
afterAll(() => door?.close());

let story = 0;
let serial = 0;
beforeEach(() => {
  story += 1;
});

type Shares = readonly (readonly [type: string, value: string])[];
/** An alert on an account of this test, with a value of its own and those given. */
function alert(account: string, shares: Shares = [], more: object = {}) {
  const id = `odd-${serial++}`;
  const own = { type: 'api_key', value: `own-${id}` };
  return {
    id,
    detector: { id: 'odd', version: '1' },
    severity: 3,
    observedAt: new Date(Date.now() - 60_000).toISOString(),
    subject: { kind: 'account', id: `${account}.${story}` },
    indicators: [own, ...shares.map(([type, value]) => ({ type, value }))],
    ...more,
  };
}

interface Answer {
  accepted: number;
  rejected: number;
  results: { status: string; id?: string; problem?: { code: string; errors?: { pointer: string }[] } }[];
}

async function send(body: string, type = 'application/json'): Promise<Answer> {
  const { statusCode, payload } = await door.app.inject({
    method: 'POST',
    url: '/v1/alerts?results=all',
    headers: { authorization: `Bearer ${key}`, 'content-type': type },
    payload: body,
  });
  expect(statusCode, payload.slice(0, 300)).toBe(200);
  const answer = JSON.parse(payload) as Answer;
  for (const { status, id } of answer.results) if (id && status !== 'rejected') taken.add(id);
  return answer;
}
const post = (alerts: object[]) => send(JSON.stringify(alerts));
const faults = ({ results }: Answer) =>
  results.flatMap(({ problem }) => (problem ? [`${problem.code} ${problem.errors?.[0]?.pointer ?? ''}`.trim()] : []));

const get = async (url: string, secret = '') => {
  const headers = secret ? { authorization: `Bearer ${secret}` } : {};
  return (await door.app.inject({ method: 'GET', url, headers })).payload;
};

/** Groups all that waits, as a worker would. */
const group = (now = new Date()) =>
  new AssignAlerts(door.app.get(UnitOfWork, { strict: false })).drain(() => ({ actor: SYSTEM, now }));

/** Which accounts of this test are together. */
async function together(): Promise<string[]> {
  const rows = (await door.dataSource.query(
    `select string_agg(distinct split_part(a.subject_id, '.', 1), ' ' order by split_part(a.subject_id, '.', 1)) as accounts
     from case_alert a join case_file f on f.id = a.case_id where a.subject_id like $1 group by coalesce(f.merged_into, f.id) order by 1`,
    [`%.${story}`],
  )) as { accounts: string }[];
  return rows.map(({ accounts }) => accounts).filter((accounts) => accounts.includes(' '));
}

describe('what says nothing joins nobody', () => {
  it('empty, blank and filler values', async () => {
    const fillers = ['', ' ', '\t', '-', 'N/A', 'n/a', 'null', 'NULL', 'unknown', 'none', '0000000000', 'undefined'];
    const types = ['device_id', 'payment_instrument', 'email', 'phone', 'owner_name', 'fleet_tag'];
    const alerts = Array.from({ length: 60 }, (_, i) =>
      alert(
        `blank${i}`,
        types.map((type, n) => [type, fillers[(i + n) % fillers.length] as string] as const),
      ),
    );
    expect(await post(alerts)).toMatchObject({ accepted: 60, rejected: 0 });
    await group();
    expect(await together()).toEqual([]);
  });

  it('an alert that holds nothing else is rejected with the place, and its neighbours are taken', async () => {
    const empty = [
      alert('a', [], { indicators: [] }),
      alert('b', [], { indicators: [{ type: 'ip', value: '  ' }] }),
      alert('c', [], { indicators: [{ type: ' ', value: 'x' }] }),
      alert('d', [], { subject: { kind: 'account', id: ' ' } }),
      alert('e', [], { id: '' }),
      alert('f', [], { observedAt: '' }),
    ];
    const answer = await post([alert('good'), ...empty, alert('fine')]);
    expect(answer).toMatchObject({ accepted: 2, rejected: empty.length });
    expect(faults(answer)).toEqual(
      ['/indicators', '/indicators', '/indicators/0/type', '/subject/id', '/id', '/observedAt'].map(
        (pointer) => `invalid_alert ${pointer}`,
      ),
    );
  });

  it('one value on everything, of a type that is known and of one that is not; rare ones among it still join', async () => {
    const everywhere: Shares = [
      ['user_agent', 'sdk/1.0'],
      ['ip', '192.0.2.99'],
      ['rack', 'r-1'],
      ['launch_note', 'Shipped with the spring release, reviewed by nobody in particular'],
    ];
    const alerts = Array.from({ length: 1500 }, (_, i) =>
      alert(`all${i}`, i < 2 ? [...everywhere, ['device_id', 'rare-one']] : everywhere),
    );
    expect((await post(alerts)).accepted).toBe(1500);
    const begun = performance.now();
    await group();
    expect(performance.now() - begun).toBeLessThan(60_000);
    expect(await together()).toEqual(['all0 all1']);
  });
});

describe('too much', () => {
  it('a value of 1 MB is rejected where it stands, and kept with the rejected', async () => {
    const huge = 'v'.repeat(1024 * 1024);
    const answer = await post([alert('a'), alert('b', [['device_id', huge]]), alert('c')]);
    expect(answer).toMatchObject({ accepted: 2, rejected: 1 });
    expect(faults(answer)).toEqual(['invalid_alert /indicators/1/value']);
    const lines = [alert('d'), alert('e', [['device_id', huge]]), alert('f')].map((one) => JSON.stringify(one));
    const streamed = await send(lines.join('\n'), 'application/x-ndjson');
    expect(streamed).toMatchObject({ accepted: 2, rejected: 1 });
    expect(faults(streamed)).toEqual(['line_too_long']);
    const [kept] = (await door.dataSource.query(
      `select count(*)::int as n from alert_rejected where raw_length > 1000000`,
    )) as { n: number }[];
    expect(kept?.n).toBe(2);
  });

  it('a value of the greatest length joins its equals and nobody else', async () => {
    const long = 'w'.repeat(4095);
    await post([
      alert('a', [['device_id', `${long}1`]]),
      alert('b', [['device_id', `${long}1`]]),
      alert('c', [['device_id', `${long}2`]]),
    ]);
    await group();
    expect(await together()).toEqual(['a b']);
  });

  it('10,000 indicators are rejected; as many as an alert may have are grouped in good time', async () => {
    const many = (from: number, count: number): Shares =>
      Array.from({ length: count }, (_, i) => [`tag_${i % 7}`, `T-${from + i}`] as const);
    const answer = await post([alert('a', many(0, 10_000)), alert('b')]);
    expect(answer).toMatchObject({ accepted: 1, rejected: 1 });
    expect(faults(answer)).toEqual(['invalid_alert /indicators']);
    // What a value of such a type is worth is learned from how many others there are.
    const crowd = Array.from({ length: 1200 }, (_, i) => alert(`crowd${i}`, many(10_000 + 7 * i, 7)));
    expect((await post(crowd)).accepted).toBe(1200);
    const full = [alert('c', many(0, 999)), alert('d', many(0, 999)), alert('e', many(90_000, 999))];
    expect((await post(full)).accepted).toBe(3);
    const begun = performance.now();
    await group();
    expect(performance.now() - begun).toBeLessThan(60_000);
    expect(await together()).toEqual(['c d']);
  });
});

describe('as much as an alert may have, on two accounts whose alerts come one batch after the other', () => {
  /** Three letters, for words most of which are near many others. */
  const lettersOf = (n: number) => [n / 676, n / 26, n].map((m) => String.fromCharCode(97 + (m % 26))).join('');
  const inTurn = async (...alerts: object[]) => {
    for (const one of alerts) {
      expect((await post([one])).accepted).toBe(1);
      await group();
    }
  };

  it('values of types that nobody described', async () => {
    const lots = (from: number, count: number): Shares =>
      Array.from({ length: count }, (_, i) => [`lot_${i % 7}`, `L-${from + i}`] as const);
    const crowd = Array.from({ length: 1200 }, (_, i) => alert(`crowd${i}`, lots(10_000 + 7 * i, 7)));
    expect((await post(crowd)).accepted).toBe(1200);
    await group();
    await inTurn(alert('c', lots(0, 999)), alert('d', lots(0, 999)));
    expect(await together()).toEqual(['c d']);
  });

  it('values of as many types that nobody described', async () => {
    const kinds = Array.from({ length: 999 }, (_, i) => [`kind_${i}`, `K-${i}`] as const);
    await inTurn(alert('c', kinds), alert('d', kinds));
    // What nobody else has a value of says nothing.
    expect(await together()).toEqual([]);
  });

  it('texts of one type, equal or nearly, also on two that another account holds together', async () => {
    const names = (word: string): Shares =>
      Array.from({ length: 998 }, (_, i) => ['owner_name', `${word}${lettersOf(i)} ${lettersOf(7 * i)}`] as const);
    await inTurn(alert('c', names('lantern')), alert('d', names('lantern')));
    expect(await together()).toEqual(['c d']);
    await inTurn(
      alert('e', [...names('kestrel').slice(0, 997), ['device_id', 'e-g'], ['prompt_template', 'near']]),
      alert('f', [...names('kestrol').slice(0, 997), ['device_id', 'f-g'], ['prompt_template', 'near']]),
      alert('g', [
        ['device_id', 'e-g'],
        ['device_id', 'f-g'],
      ]),
      alert('e', [['owner_name', 'Osprey Harbour']]),
    );
    expect(await together()).toEqual(['c d', 'e f g']);
  });
});

it('a long value with a pair of surrogates where it is cut is one key, for a worker that remembers nothing as well', async () => {
  const long = `${'v'.repeat(119)}🦊${'w'.repeat(300)}`;
  for (const account of ['a', 'b', 'c']) {
    await post([alert(account, [['device_id', long]])]);
    await group();
  }
  expect(await together()).toEqual(['a b c']);
  const answer = await post([alert('d', [['device_id', `${long}\ud83d`]]), alert('e')]);
  expect(answer).toMatchObject({ accepted: 1, rejected: 1 });
  expect(faults(answer)).toEqual(['invalid_alert /indicators/1/value']);
});

describe('a type that nobody described', () => {
  it('joins by two rare agreements, not by one, whatever its name', async () => {
    await post([
      ...Array.from({ length: 1200 }, (_, i) =>
        alert(`crowd${i}`, [
          ['flotten-nr', `F-${i}`],
          ['ÉQUIPE', `E-${i}`],
        ]),
      ),
      alert('a', [
        ['flotten-nr', 'Kestrel 77 Alpha'],
        ['ÉQUIPE', 'Harbour Lantern'],
      ]),
      alert('b', [
        ['flotten-nr', 'Kestrel 77 Alpha'],
        ['ÉQUIPE', 'Harbour Lantern'],
      ]),
      alert('c', [['flotten-nr', 'Osprey 12 Gamma']]),
      alert('d', [['flotten-nr', 'Osprey 12 Gamma']]),
    ]);
    await group();
    expect(await together()).toEqual(['a b']);
  });
});

describe('clocks that jump', () => {
  it('a sender in 1970, 2100 or the day after tomorrow is told so; hours ahead and years behind are taken', async () => {
    const at = (observedAt: string) => ({ observedAt });
    const days = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString();
    const answer = await post([
      alert('a', [['device_id', 'jumpy']], at('1970-01-01T00:00:00Z')),
      alert('b', [['device_id', 'jumpy']], at('2100-01-01T00:00:00Z')),
      alert('c', [['device_id', 'jumpy']], at(days(2))),
      alert('d', [['device_id', 'jumpy']], { ...at(days(0)), firstSeen: days(0), lastSeen: days(-1) }),
      alert('e', [['device_id', 'jumpy']], at(days(0.9))),
      alert('f', [['device_id', 'jumpy']], at(days(-1500))),
      alert('g', [['device_id', 'jumpy']], at(days(-1))),
    ]);
    expect(answer).toMatchObject({ accepted: 3, rejected: 4 });
    expect(faults(answer)).toEqual([...Array(3).fill('invalid_alert /observedAt'), 'invalid_alert /firstSeen']);
    await group();
    // A card or device stays what it is, hours ahead of us too; whether it still joins after four years is up to the rules.
    expect((await together()).some((accounts) => accounts.includes('e') && accounts.includes('g'))).toBe(true);
  });

  it('our own clock goes back and forth between two requests and two batches', async () => {
    const hour = 3_600_000;
    const jumps = [0, -26 * hour, 3 * hour, -hour, 49 * hour, -25 * hour];
    for (const [i, jump] of jumps.entries()) {
      door.clock.advance(jump);
      const now = door.clock.now();
      const observedAt = new Date(now.getTime() - 1000).toISOString();
      const answer = await post([
        alert(`t${i}`, [['device_id', 'steady']], { observedAt }),
        alert(`u${i}`, [], { observedAt }),
      ]);
      expect(answer).toMatchObject({ accepted: 2, rejected: 0 });
      await group(now);
    }
    expect(jumps.reduce((sum, jump) => sum + jump, 0)).toBe(0);
    expect(await together()).toEqual([jumps.map((_, i) => `t${i}`).join(' ')]);
    const [times] = (await door.dataSource.query(
      `select count(*)::int as wrong from case_file where last_alert_at < first_alert_at`,
    )) as { wrong: number }[];
    expect(times?.wrong).toBe(0);
  });
});

it('after all this every accepted id is in one case, and nothing waits', async () => {
  await group();
  const lines = (await get('/v1/export/memberships.ndjson', exportKey))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { alertId: string; caseId: string | null });
  expect(lines.filter(({ caseId }) => caseId === null)).toEqual([]);
  expect(lines.map(({ alertId }) => alertId).sort()).toEqual([...taken].sort());
  expect(JSON.parse(await get('/v1/intake/status'))).toMatchObject({ accepted: taken.size, pending: 0 });
});
