import { seedReference } from '@portcullis/core/seed/seed-reference';
import { type Database, type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../db/ids.js';
import { UnitOfWork } from '../db/unit-of-work.js';
import { AssignAlerts } from '../grouping/assign.command.js';
import { AcceptAlerts } from './accept.command.js';
import { DetectorRegistry } from './detector-registry.js';
import { type IntakeSource, incomingAlert } from './incoming.js';

let database: PrivateDatabase;
let db: Database;
let uow: UnitOfWork;
let registry: DetectorRegistry;
let accept: AcceptAlerts;

const NOW = new Date('2026-11-20T08:20:00.000Z');
const SOURCE: IntakeSource = { keyId: null, detectors: ['*'], defaultDetector: null };

beforeAll(async () => {
  database = await privateDatabase();
  db = await database.open('app', 8);
  uow = new UnitOfWork(db);
  await seedReference(db);
});
afterAll(() => database?.close());
beforeEach(async () => {
  const owner = await database.open('superuser', 1);
  await owner.query(`truncate alert, alert_identity, alert_occurrence, alert_pending, alert_rejected, detector, detector_version,
    allow_entry, intake_counter, event, event_body, event_unsealed, case_file, case_subject, case_alert cascade`);
  registry = new DetectorRegistry(uow);
  accept = new AcceptAlerts(uow, registry, { registerOnSight: true });
});

type Body = Record<string, unknown>;
function alert(id: string, more: Body = {}): Body {
  return {
    id,
    detector: { id: 'relay-signature', version: '3.2' },
    severity: 4,
    observedAt: '2026-11-20T08:15:30.120Z',
    routes: [{ route: 'transfer_station', probability: 0.8 }],
    subject: { kind: 'account', id: `acct-${id}` },
    indicators: [{ type: 'device_id', value: `device-${id}` }],
    ...more,
  };
}
const send = (bodies: unknown[], { source = SOURCE, now = NOW, by = accept } = {}) =>
  by.accept(
    { actor: { kind: 'detector', id: 'key' }, now },
    source,
    bodies.map((body) => incomingAlert(body, source, now.getTime())),
  );
const statuses = async (bodies: unknown[], how = {}) => (await send(bodies, how)).map(({ status }) => status);
const count = async (from: string, ...values: unknown[]) =>
  Number(((await db.query(`select count(*) as n from ${from}`, values)) as { n: number }[])[0]?.n);

describe('a batch', () => {
  it('is stored once, waits for grouping, is told to history and ends in cases', async () => {
    const bodies = [alert('a'), alert('b', { title: 'tab\t, line\n, "quote" \\ and 漢字 🚧', confidence: 80.5 })];
    expect(await statuses(bodies)).toEqual(['accepted', 'accepted']);
    const rows = (await db.query('select * from alert order by id')) as Record<string, unknown>[];
    expect(rows.map((row) => row.external_id)).toEqual(['a', 'b']);
    expect(rows[1]).toMatchObject({
      title: 'tab\t, line\n, "quote" \\ and 漢字 🚧',
      detector_version: '3.2',
      confidence: 81,
      route: 'transfer_station',
      received_at: NOW,
      observed_at: new Date('2026-11-20T08:15:30.120Z'),
      shadow: false,
      suppressed_by: null,
      body: bodies[1],
    });
    expect(await count('alert_pending where sighting is not null')).toBe(2);
    expect(await count('alert_occurrence where count = 1')).toBe(2);
    const [event] = (await db.query(
      `select b.body, e.occurred_at, e.actor_kind from event e join event_body b on b.event_id = e.id where e.kind = 'alert.accept'`,
    )) as { body: { facts: { by: unknown } }; occurred_at: Date; actor_kind: string }[];
    expect(event).toMatchObject({ occurred_at: NOW, actor_kind: 'detector' });
    expect(event?.body.facts.by).toEqual([
      {
        hour: '2026-11-20T08:00:00.000Z',
        route: 'transfer_station',
        detector: 'relay-signature',
        version: '3.2',
        count: 2,
      },
    ]);
    await new AssignAlerts(uow).drain(() => ({ actor: { kind: 'system', id: 'system' }, now: NOW }));
    expect(await count('case_alert')).toBe(2);
  });

  it('is a success that says duplicate when it comes again, in any order of names', async () => {
    const body = alert('a');
    await send([body, alert('b')]);
    const turned = Object.fromEntries(Object.entries(body).reverse());
    const again = await send([turned, alert('c'), alert('b')]);
    expect(again.map(({ status }) => status)).toEqual(['duplicate', 'accepted', 'duplicate']);
    expect(again[0]?.alertId).toMatch(/^[0-9a-f-]{36}$/);
    expect(await count('alert')).toBe(3);
    expect(await count('alert_occurrence where count > 1')).toBe(0);
    expect(await count(`event where kind = 'alert.accept'`)).toBe(2);
    await send([alert('a'), alert('b')]);
    expect(await count(`event where kind = 'alert.accept'`)).toBe(2);
  });

  it('keeps the same identity with other content apart, and counts it when it is sent again', async () => {
    await send([alert('a')]);
    const other = alert('a', { severity: 1 });
    for (const _ of [1, 2]) {
      const [answer] = await send([other]);
      expect(answer).toMatchObject({
        status: 'rejected',
        id: 'a',
        problem: { code: 'identity_conflict', status: 409 },
      });
    }
    const [kept] = (await db.query('select * from alert_rejected')) as {
      times: number;
      raw: Buffer;
      external_id: string;
    }[];
    expect(kept).toMatchObject({ times: 2, external_id: 'a', detector_id: 'relay-signature' });
    expect(JSON.parse(kept?.raw.toString('utf8') ?? '')).toEqual(other);
    expect(await count('alert_rejected')).toBe(1);
  });

  it('finds repeats and conflicts inside itself', async () => {
    expect(await statuses([alert('a'), alert('a'), alert('a', { severity: 0 })])).toEqual([
      'accepted',
      'duplicate',
      'rejected',
    ]);
    expect(await statuses([alert('a', { severity: 0 }), alert('a'), alert('b')])).toEqual([
      'rejected',
      'duplicate',
      'accepted',
    ]);
    expect(await count('alert')).toBe(2);
  });

  it('takes the good ones of a batch with rubbish in the middle', async () => {
    const rubbish = [
      42,
      null,
      'text',
      [],
      { id: 'x' },
      alert('y', { observedAt: '1970-01-01T00:00:00Z' }),
      alert('z\u0000'),
    ];
    const answers = await send([alert('a'), ...rubbish, alert('b')]);
    expect(answers.map(({ status }) => status)).toEqual(['accepted', ...rubbish.map(() => 'rejected'), 'accepted']);
    expect(await count('alert_rejected')).toBe(rubbish.length);
    const [sum] = (await db.query(
      'select sum(accepted)::int as accepted, sum(rejected)::int as rejected from intake_counter',
    )) as object[];
    expect(sum).toEqual({ accepted: 2, rejected: 7 });
  });
});

describe('a repeat of a finding', () => {
  const repeat = (id: string, more: Body = {}) =>
    alert(id, {
      subject: { kind: 'account', id: 'acct-1' },
      indicators: [{ type: 'device_id', value: 'd-1' }],
      ...more,
    });

  it('is counted on the first, within a request and later, and keeps its identity', async () => {
    expect(await statuses([repeat('r1'), repeat('r2', { count: 3 }), alert('other')])).toEqual([
      'accepted',
      'folded',
      'accepted',
    ]);
    const later = await send([repeat('r3', { observedAt: '2026-11-20T08:59:59.999Z' }), repeat('r1')]);
    expect(later.map(({ status }) => status)).toEqual(['folded', 'duplicate']);
    expect(await count('alert')).toBe(2);
    expect(await count('alert_pending')).toBe(2);
    const [row] = (await db.query(
      `select o.*, a.external_id from alert_occurrence o join alert a on a.id = o.alert_id where o.count > 1`,
    )) as { count: number; first_at: Date; last_at: Date; samples: { id: string }[]; external_id: string }[];
    expect(row).toMatchObject({ external_id: 'r1', count: 5, last_at: new Date('2026-11-20T08:59:59.999Z') });
    expect(row?.samples.map(({ id }) => id)).toEqual(['r2', 'r3']);
    const ids = (await db.query(
      `select i.external_id, i.folded, a.external_id as stands from alert_identity i join alert a on a.id = i.alert_id order by 1`,
    )) as object[];
    expect(ids).toEqual([
      { external_id: 'other', folded: false, stands: 'other' },
      { external_id: 'r1', folded: false, stands: 'r1' },
      { external_id: 'r2', folded: true, stands: 'r1' },
      { external_id: 'r3', folded: true, stands: 'r1' },
    ]);
  });

  it('of another window, detector, subject, indicator or fingerprint is a finding of its own', async () => {
    await send([repeat('r1')]);
    expect(
      await statuses([
        repeat('w', { observedAt: '2026-11-20T07:59:59.999Z' }),
        repeat('d', { detector: { id: 'other' } }),
        repeat('s', { subject: { kind: 'account', id: 'acct-2' } }),
        repeat('i', { indicators: [{ type: 'device_id', value: 'd-2' }] }),
        repeat('f', { fingerprint: 'f' }),
      ]),
    ).toEqual(Array(5).fill('accepted'));
  });

  it('keeps a bounded sample', async () => {
    await send(Array.from({ length: 12 }, (_, i) => repeat(`r${i}`)));
    await send([repeat('r20'), repeat('r21')]);
    const [row] = (await db.query(
      'select count, jsonb_array_length(samples) as kept from alert_occurrence',
    )) as object[];
    expect(row).toEqual({ count: 14, kept: 5 });
  });

  it('whose first is a duplicate leads on its own when the first was folded elsewhere', async () => {
    await send([repeat('r1'), repeat('r2')]);
    expect(await statuses([repeat('r2'), repeat('r3')])).toEqual(['duplicate', 'folded']);
    expect(await count('alert')).toBe(1);
  });
});

describe('an OCSF finding', () => {
  const finding = (activity: number, more: Body = {}) => ({
    class_uid: 2004,
    activity_id: activity,
    severity_id: 3,
    time: NOW.getTime(),
    finding_info: { uid: 'finding-1', analytic: { uid: 'edr' } },
    evidences: [{ user: { uid: 'acct-7' }, src_endpoint: { ip: '203.0.113.9' } }],
    ...more,
  });
  it('gains an occurrence by an update or a close, whatever else it says', async () => {
    expect(await statuses([finding(1)])).toEqual(['accepted']);
    const update = finding(2, {
      severity_id: 5,
      evidences: [{ src_endpoint: { ip: '203.0.113.77' }, user: { uid: 'acct-8' } }],
    });
    expect(await statuses([update, update])).toEqual(['folded', 'duplicate']);
    expect(await statuses([update])).toEqual(['duplicate']);
    expect(await statuses([finding(3, { time: NOW.getTime() + 5000 })])).toEqual(['folded']);
    expect(await count('alert')).toBe(1);
    const [sum] = (await db.query(
      'select sum(count)::int as n, count(distinct alert_id)::int as alerts from alert_occurrence',
    )) as object[];
    expect(sum).toEqual({ n: 3, alerts: 1 });
  });
  it('that comes after its update is counted on it', async () => {
    const odd = { evidences: [{ user: { uid: 'acct-8' } }] };
    expect(await statuses([finding(2, odd), finding(1)])).toEqual(['accepted', 'folded']);
    expect(await statuses([finding(2, { ...odd, time: NOW.getTime() + 1 })])).toEqual(['folded']);
    expect(await count('alert')).toBe(1);
  });
});

describe('the registry', () => {
  it('learns an unknown detector on sight, for triage only', async () => {
    await send([alert('a')]);
    const [row] = (await db.query('select lawful_use, registered_by, family, state from detector')) as object[];
    expect(row).toEqual({ lawful_use: 'triage', registered_by: 'sight', family: null, state: 'active' });
    expect(await count(`detector_version where version = '3.2'`)).toBe(1);
    expect(await count(`event where kind = 'detector.register'`)).toBe(1);
  });

  it('knows no other where keys may not register', async () => {
    const strict = new AcceptAlerts(uow, registry, {});
    const [answer] = await send([alert('a')], { by: strict });
    expect(answer).toMatchObject({ status: 'rejected', problem: { code: 'detector_not_allowed' } });
    const named = { ...SOURCE, detectors: ['relay-signature'] };
    expect(await statuses([alert('b')], { by: strict, source: named })).toEqual(['accepted']);
  });

  it('keeps a key to its detectors, and gives it its default', async () => {
    const source: IntakeSource = { keyId: null, detectors: ['one', 'two'], defaultDetector: 'two' };
    const answers = await send([alert('a'), alert('b', { detector: null }), alert('c', { detector: { id: 'one' } })], {
      source,
    });
    expect(answers.map(({ status, problem }) => problem?.code ?? status)).toEqual([
      'detector_not_allowed',
      'accepted',
      'accepted',
    ]);
    expect(await count(`alert where detector_id = 'two' and external_id = 'b'`)).toBe(1);
    const none = await send([alert('d', { detector: null })], { source: { ...source, defaultDetector: null } });
    expect(none[0]?.problem?.errors).toEqual([{ pointer: '/detector', detail: expect.stringContaining('default') }]);
  });

  it('decides severity, route and trial, whatever the sender says', async () => {
    await db.query(
      `insert into detector (id, name, state, permitted_routes, highest_severity) values ('capped', 'c', 'active', '{vpn_proxy}', 2), ('trial', 't', 'shadow', '{}', 6)`,
    );
    await db.query(`insert into detector_version values ('capped', '9', 'withdrawn')`);
    const routes = [
      { route: 'distillation', probability: 0.9 },
      { route: 'vpn_proxy', probability: 0.2 },
      { route: 'nonsense' },
    ];
    await send([
      alert('a', { detector: { id: 'capped' }, severity: 6, routes }),
      alert('b', { detector: { id: 'trial', state: 'active' } }),
      alert('c', { detector: { id: 'capped', version: '9' } }),
    ]);
    const rows = (await db.query('select external_id, severity, route, shadow from alert order by 1')) as object[];
    expect(rows).toEqual([
      { external_id: 'a', severity: 2, route: 'vpn_proxy', shadow: false },
      { external_id: 'b', severity: 4, route: 'transfer_station', shadow: true },
      { external_id: 'c', severity: 2, route: 'unknown', shadow: true },
    ]);
    expect(await count('alert_pending')).toBe(1);
    expect(await count('alert_pending p join alert a on a.id = p.alert_id where a.shadow')).toBe(0);
  });

  it('holds back what the allow-list covers, and counts it', async () => {
    const id = newId();
    const two = [newId(), newId()];
    await db.query(
      `insert into staff (id, email, name, roles) select id, id || '@portcullis.example', 'One of two', '{senior_reviewer}' from unnest($1::uuid[]) as n(id)`,
      [two],
    );
    await db.query(
      `insert into allow_entry (id, subject_kind, subject_id, reason, state, proposed_by, approved_by, from_at, until)
       values ($1, 'account', 'acct-ok', 'audited', 'active', $4, $5, $2, $3)`,
      [id, new Date(NOW.getTime() - 1000), new Date(NOW.getTime() + 3_600_000), ...two],
    );
    const covered = (name: string) =>
      alert(name, { subject: { kind: 'account', id: 'acct-ok' }, indicators: [{ type: 'ip', value: '203.0.113.1' }] });
    expect(await statuses([covered('a'), covered('b'), alert('c')])).toEqual(['suppressed', 'suppressed', 'accepted']);
    expect(await count('alert_pending')).toBe(1);
    expect(await count('alert where suppressed_by = $1', id)).toBe(1);
    expect(await count('allow_entry where hits = 2')).toBe(1);
    // Once it has run out, a repeat is a finding that somebody sees.
    const after = { now: new Date(NOW.getTime() + 3_600_001) };
    expect(await statuses([covered('d')], after)).toEqual(['accepted']);
    expect(await count('alert_pending')).toBe(2);
  });
});

describe('at the same time', () => {
  it('the same body from many senders counts once', async () => {
    const bodies = Array.from({ length: 400 }, (_, i) =>
      alert(`s${i}`, {
        subject: { kind: 'account', id: `acct-${i % 90}` },
        indicators: [{ type: 'ip', value: `203.0.113.${i % 90}` }],
      }),
    );
    const shuffled = (seed: number) =>
      bodies
        .map((body, i) => ({ body, at: (i * 7919 * (seed + 1)) % 401 }))
        .sort((a, b) => a.at - b.at)
        .map(({ body }) => body);
    const answers = await Promise.all(Array.from({ length: 6 }, (_, seed) => send(shuffled(seed))));
    const tally: Record<string, number> = {};
    for (const { status } of answers.flat()) tally[status] = (tally[status] ?? 0) + 1;
    expect(tally).toEqual({ accepted: 90, folded: 310, duplicate: 2000 });
    expect([await count('alert'), await count('alert_identity'), await count('alert_pending')]).toEqual([90, 400, 90]);
    const [sum] = (await db.query('select sum(count)::int as n from alert_occurrence')) as object[];
    expect(sum).toEqual({ n: 400 });
    expect(await count('alert_identity i where not exists (select 1 from alert a where a.id = i.alert_id)')).toBe(0);
  });

  it('different halves that overlap and fold settle on one row for each finding', async () => {
    const one = (id: string, finding: number) =>
      alert(id, {
        subject: { kind: 'account', id: `acct-${finding}` },
        indicators: [{ type: 'ip', value: `203.0.113.${finding}` }],
      });
    for (let round = 0; round < 10; round++) {
      const batch = (sender: number) => Array.from({ length: 50 }, (_, i) => one(`${round}-${sender}-${i}`, i % 7));
      await Promise.all([0, 1, 2, 3, 4].map((sender) => send([...batch(sender), ...batch((sender + 1) % 5)])));
    }
    expect(await count('alert')).toBe(7);
    expect(await count('alert_identity')).toBe(2500);
    const [sum] = (await db.query('select sum(count)::int as n from alert_occurrence')) as object[];
    expect(sum).toEqual({ n: 2500 });
    expect(await count('alert_identity i where not exists (select 1 from alert a where a.id = i.alert_id)')).toBe(0);
    expect(
      await count(
        `alert_identity i join alert a on a.id = i.alert_id where i.folded <> (i.external_id <> a.external_id)`,
      ),
    ).toBe(0);
  });
});

it('makes the partition of a past month before it is written to', async () => {
  const now = new Date('2025-03-02T00:00:00.000Z');
  await send([alert('old', { observedAt: '2025-03-01T23:00:00Z' })], { now });
  expect(await count('alert_202503')).toBe(1);
  expect(await count('alert_default')).toBe(0);
});
