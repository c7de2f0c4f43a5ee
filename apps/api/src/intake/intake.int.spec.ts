import { gzipSync } from 'node:zlib';
import { ApiKeys } from '@portcullis/core/access/api-keys.command';
import { UnitOfWork } from '@portcullis/core/db/unit-of-work';
import { AssignAlerts } from '@portcullis/core/grouping/assign.command';
import { SYSTEM } from '@portcullis/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStaffDoor, type TestDoor } from '../edge/test-door.js';

let door: TestDoor;
let base: string;
let key: string;
let exportKey: string;
const ids = new Map<string, string>();

beforeAll(async () => {
  door = await openStaffDoor({
    PORTCULLIS_REGISTER_DETECTORS_ON_SIGHT: 'true',
    PORTCULLIS_INTAKE_MAX_PENDING: '400000',
  });
  await door.app.listen(0, '127.0.0.1');
  base = await door.app.getUrl();
  key = await keyFor('all', { scopes: ['detector'], detectors: ['*'] });
  exportKey = await keyFor('export', { scopes: ['export'], detectors: [] });
});
afterAll(() => door?.close());

const ADMIN = { actor: { kind: 'staff', id: '00000000-0000-7000-8000-000000000001', roles: ['admin'] } as const };
async function keyFor(
  name: string,
  input: { scopes: string[]; detectors: string[]; defaultDetector?: string },
): Promise<string> {
  const person = await door.signIn(['admin']);
  const context = { actor: { ...ADMIN.actor, id: person.id }, now: new Date() };
  const made = await door.app.get(ApiKeys, { strict: false }).create(context, { name, ...input });
  if (!made.ok) throw new Error(made.message);
  ids.set(made.secret, made.key.id);
  return made.secret;
}

type Body = Record<string, unknown>;
type Payload = string | Uint8Array | ReadableStream<Uint8Array>;
let serial = 0;
function alert(more: Body = {}): Body {
  const n = serial++;
  return {
    id: `alert-${n}`,
    detector: { id: 'relay-signature', version: '3.2' },
    severity: 4,
    observedAt: new Date(Date.now() - 60_000).toISOString(),
    subject: { kind: 'account', id: `acct-${n}` },
    indicators: [{ type: 'device_id', value: `device-${n}` }],
    ...more,
  };
}

interface Answer {
  status: number;
  headers: Headers;
  body: {
    accepted: number;
    duplicates: number;
    folded: number;
    rejected: number;
    results: {
      index: number;
      id?: string;
      status: string;
      problem?: { code: string; errors?: { pointer: string }[] };
    }[];
    code?: string;
    detail?: string;
    committed?: { accepted: number };
  };
}
async function post(
  body: Payload,
  type: string | null,
  headers: Record<string, string> = {},
  query = '',
): Promise<Answer> {
  const answer = await fetch(`${base}/v1/alerts${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, ...(type === null ? {} : { 'content-type': type }), ...headers },
    body,
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  } as RequestInit);
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Answer['body'] };
}
const json = (body: unknown, headers = {}, query = '') =>
  post(JSON.stringify(body), 'application/json', headers, query);
const ndjson = (lines: (unknown | string)[], headers = {}) =>
  post(
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
    'application/x-ndjson',
    headers,
  );
const count = async (from: string, ...values: unknown[]) =>
  Number(((await door.dataSource.query(`select count(*) as n from ${from}`, values)) as { n: number }[])[0]?.n);
const group = () =>
  new AssignAlerts(door.app.get(UnitOfWork, { strict: false })).drain(() => ({ actor: SYSTEM, now: new Date() }));

describe('POST /v1/alerts', () => {
  it('takes one alert, an array, NDJSON, OCSF and CloudEvents in each mode', async () => {
    const one = await json(alert());
    expect(one.body).toMatchObject({ accepted: 1, results: [{ index: 0, status: 'accepted' }] });
    expect((await json([alert(), alert()])).body.accepted).toBe(2);
    expect((await json([])).body).toEqual({
      accepted: 0,
      duplicates: 0,
      folded: 0,
      suppressed: 0,
      rejected: 0,
      results: [],
    });
    expect((await ndjson([alert(), '', '  ', alert()])).body.results.map(({ index }) => index)).toEqual([0, 1]);
    const finding = {
      class_uid: 2004,
      severity_id: 3,
      time: Date.now(),
      finding_info: { uid: 'ocsf-1', analytic: { uid: 'edr' } },
      evidences: [{ user: { uid: 'acct-ocsf' }, src_endpoint: { ip: '203.0.113.9' } }],
    };
    expect((await json(finding)).body).toMatchObject({ accepted: 1, results: [{ id: 'ocsf-1' }] });
    const event = (data: unknown, id: string) => ({ specversion: '1.0', id, source: '/edge', type: 'alert', data });
    const structured = await post(JSON.stringify(event(alert(), 'e1')), 'application/cloudevents+json; charset=utf-8');
    expect(structured.body.accepted).toBe(1);
    const batch = await post(
      JSON.stringify([event(alert(), 'e2'), event({ ...alert(), id: null }, 'e3'), alert()]),
      'application/cloudevents-batch+json',
    );
    expect(batch.body.results.map(({ status, id }) => [status, id?.startsWith('/edge')])).toEqual([
      ['accepted', false],
      ['accepted', true],
      ['rejected', false],
    ]);
    const ce = { 'ce-specversion': '1.0', 'ce-id': 'b1', 'ce-source': '/edge', 'ce-type': 'alert' };
    const binary = await json({ ...alert(), id: undefined }, ce);
    expect(binary.body.results[0]).toMatchObject({ status: 'accepted', id: '/edge#b1' });
  });

  it('answers success only for what is on disk, and says duplicate when it comes again', async () => {
    const bodies = [alert({ extraField: { kept: true } }), alert({ title: '東京 · Москва · القاهرة · 🚧' })];
    const first = await json(bodies);
    expect(first.body.accepted).toBe(2);
    const again = await ndjson(bodies);
    expect(again.body).toMatchObject({ accepted: 0, duplicates: 2 });
    const stored = (await door.dataSource.query(
      'select body from alert where external_id = any($1) order by external_id',
      [bodies.map(({ id }) => id)],
    )) as { body: unknown }[];
    expect(stored.map(({ body }) => body)).toEqual(bodies);
  });

  it('accepts what is good around rubbish and keeps the rubbish with its reason', async () => {
    const before = await count('alert_rejected');
    const good = [alert(), alert(), alert()];
    const answer = await ndjson([
      good[0],
      '{"id": "cut off',
      good[1],
      alert({ observedAt: '1970-01-01T00:00:00Z' }),
      alert({ observedAt: '2100-01-01T00:00:00Z' }),
      alert({ severity: 'high' }),
      alert({ id: undefined }),
      alert({ title: 'nul \u0000' }),
      alert({ title: 'half \ud800' }),
      '[1,2]',
      '"text"',
      `{"id":"${'x'.repeat(1024 * 1024)}"}`,
      alert({ data: 'y'.repeat(70_000) }),
      good[2],
    ]);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ accepted: 3, rejected: 11 });
    const codes = answer.body.results.map(({ status, problem }) => problem?.code ?? status);
    expect(codes).toEqual([
      'accepted',
      'invalid_line',
      'accepted',
      ...Array(8).fill('invalid_alert'),
      'line_too_long',
      'invalid_alert',
      'accepted',
    ]);
    expect(answer.body.results[3]?.problem?.errors?.[0]?.pointer).toBe('/observedAt');
    expect(await count('alert_rejected')).toBe(before + 11);
    const [long] = (await door.dataSource.query(
      `select octet_length(raw) as kept, raw_length::int as sent from alert_rejected where problem->>'code' = 'line_too_long'`,
    )) as object[];
    expect(long).toEqual({ kept: 65_536, sent: 1024 * 1024 + 9 });
  });

  it('takes gzip, and says so when it is not what it says', async () => {
    const packed = gzipSync(JSON.stringify([alert(), alert()]));
    expect((await post(packed, 'application/json', { 'content-encoding': 'gzip' })).body.accepted).toBe(2);
    const lines = gzipSync([alert(), alert()].map((one) => JSON.stringify(one)).join('\n'));
    expect((await post(lines, 'application/x-ndjson', { 'content-encoding': 'gzip' })).body.accepted).toBe(2);
    const plain = await post(JSON.stringify(alert()), 'application/json', { 'content-encoding': 'gzip' });
    expect([plain.status, plain.body.code]).toEqual([400, 'unreadable']);
    const unknown = await post(JSON.stringify(alert()), 'application/json', { 'content-encoding': 'br' });
    expect([unknown.status, unknown.body.code]).toEqual([415, 'unsupported_media_type']);
  });

  it('ends a stream that breaks with what was committed, and sending it again is safe', async () => {
    const bodies = Array.from({ length: 5000 }, () => alert());
    const packed = gzipSync(bodies.map((one) => JSON.stringify(one)).join('\n'));
    const broken = await post(packed.subarray(0, Math.floor(packed.length / 2)), 'application/x-ndjson', {
      'content-encoding': 'gzip',
    });
    expect([broken.status, broken.body.code]).toEqual([400, 'unreadable']);
    const taken = broken.body.committed?.accepted ?? 0;
    expect(taken).toBeGreaterThan(500);
    const again = await post(packed, 'application/x-ndjson', { 'content-encoding': 'gzip' });
    expect(again.body).toMatchObject({ accepted: 5000 - taken, duplicates: taken, rejected: 0 });
  });

  it('refuses bombs and oversized bodies with 413, and goes on', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, 'a'));
    for (const type of ['application/json', 'application/x-ndjson']) {
      const answer = await post(bomb, type, { 'content-encoding': 'gzip' });
      expect([answer.status, answer.body.code]).toEqual([413, 'body_too_large']);
    }
    const large = await post(`[${'1,'.repeat(17 * 1024 * 1024)}1]`, 'application/json');
    expect([large.status, large.body.code]).toEqual([413, 'body_too_large']);
    expect((await json(alert())).status).toBe(200);
  });

  it('answers a field of 10 MB in a JSON body', async () => {
    const answer = await json([alert(), alert({ note: 'z'.repeat(10_000_000) })]);
    expect(answer.body).toMatchObject({ accepted: 1, rejected: 1 });
    expect(answer.body.results[1]?.problem?.errors?.[0]?.pointer).toBe('/note');
  });

  it.each([
    ['no JSON', '{', 'application/json', 400, 'unreadable'],
    ['nothing', '', 'application/json', 400, 'unreadable'],
    ['broken UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'application/json', 400, 'unreadable'],
    ['no type', Buffer.from('{}'), null, 415, 'unsupported_media_type'],
    ['a form', 'a=b', 'application/x-www-form-urlencoded', 415, 'unsupported_media_type'],
    ['another charset', '{}', 'application/json; charset=iso-8859-1', 415, 'unsupported_media_type'],
  ] as const)('refuses %s', async (_, body, type, status, code) => {
    const answer = await post(body, type);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  it('wants a key that lives and has the scope', async () => {
    for (const authorization of ['', 'Bearer', `Bearer pck_${'x'.repeat(43)}`, 'Basic abc']) {
      const answer = await json(alert(), { authorization });
      expect([answer.status, answer.body.code]).toEqual([401, 'unauthorized']);
    }
    expect((await fetch(`${base}/v1/alerts`, { method: 'POST', body: '{}' })).status).toBe(401);
    expect((await json(alert(), { authorization: `Bearer ${exportKey}` })).status).toBe(403);
    const doomed = await keyFor('doomed', { scopes: ['detector'], detectors: ['*'] });
    expect((await json(alert(), { authorization: `Bearer ${doomed}` })).status).toBe(200);
    const person = await door.signIn(['admin']);
    await door.app
      .get(ApiKeys, { strict: false })
      .revoke({ actor: { ...ADMIN.actor, id: person.id }, now: new Date() }, ids.get(doomed) as string, 'lost');
    expect((await json(alert(), { authorization: `Bearer ${doomed}` })).status).toBe(401);
  });

  it('keeps a key to its detectors', async () => {
    const own = await keyFor('own', {
      scopes: ['detector'],
      detectors: ['own-detector', 'second'],
      defaultDetector: 'own-detector',
    });
    const answer = await json([alert(), alert({ detector: null }), alert({ detector: { id: 'second' } })], {
      authorization: `Bearer ${own}`,
    });
    expect(answer.body.results.map(({ status, problem }) => problem?.code ?? status)).toEqual([
      'detector_not_allowed',
      'accepted',
      'accepted',
    ]);
  });

  it('lists all results up to a thousand alerts and the rejected beyond, or as asked', async () => {
    const many = () => [...Array.from({ length: 1000 }, () => alert()), { id: 'bad' }];
    expect((await json(many())).body.results).toHaveLength(1);
    expect((await json(many(), {}, '?results=all')).body.results).toHaveLength(1001);
    expect((await json([alert(), { id: 'bad' }], {}, '?results=rejected')).body.results).toHaveLength(1);
    expect((await json([], {}, '?results=some')).status).toBe(422);
  });

  it('takes 100,000 alerts in one body, streamed, with bounded memory', async () => {
    const total = 100_000;
    let n = 0;
    const observedAt = new Date().toISOString();
    const line = (i: number) =>
      `{"id":"big-${i}","detector":{"id":"big"},"severity":3,"observedAt":"${observedAt}","subject":{"kind":"account","id":"acct-${i}"},"indicators":[{"type":"device_id","value":"d-${i}"}],"note":"${'n'.repeat(300)}"}\n`;
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (n >= total) return controller.close();
        let text = '';
        for (let i = 0; i < 500; i++, n++) text += n === 50_123 ? '{"broken\n' : line(n);
        controller.enqueue(new TextEncoder().encode(text));
      },
    });
    const answer = await post(stream, 'application/x-ndjson');
    expect(answer.body).toMatchObject({
      accepted: total - 1,
      rejected: 1,
      results: [{ index: 50_123, status: 'rejected' }],
    });
    expect(await count(`alert where detector_id = 'big'`)).toBe(total - 1);
    await expect
      .poll(async () => ((await (await fetch(`${base}/v1/intake/status`)).json()) as { pending: number }).pending)
      .toBeGreaterThan(total - 2);
    // Grouping them is not what is tried here.
    await door.dataSource.query(
      `delete from alert_pending p using alert a where a.id = p.alert_id and a.detector_id = 'big'`,
    );
  }, 120_000);

  it('counts a body once when many senders post it at the same time', async () => {
    const bodies = Array.from({ length: 2500 }, (_, i) =>
      alert({
        detector: { id: 'twin' },
        ...(i % 5
          ? {}
          : {
              subject: { kind: 'account', id: 'same' },
              indicators: [{ type: 'ip', value: '203.0.113.1' }],
              observedAt: '2026-11-20T08:15:30Z',
            }),
      }),
    );
    const answers = await Promise.all([
      json(bodies),
      ndjson(bodies),
      json([...bodies].reverse()),
      ndjson(bodies),
      json(bodies),
    ]);
    const sum = (name: 'accepted' | 'folded' | 'duplicates' | 'rejected') =>
      answers.reduce((total, { body }) => total + body[name], 0);
    expect([sum('accepted'), sum('folded'), sum('duplicates'), sum('rejected')]).toEqual([2001, 499, 10_000, 0]);
    expect([
      await count(`alert where detector_id = 'twin'`),
      await count(`alert_identity where detector_id = 'twin'`),
    ]).toEqual([2001, 2500]);
  });
});

describe('back-pressure', () => {
  it('answers 429 with Retry-After while too many alerts wait', async () => {
    const small = await openStaffDoor({
      PORTCULLIS_REGISTER_DETECTORS_ON_SIGHT: 'true',
      PORTCULLIS_INTAKE_MAX_PENDING: '1000',
    });
    try {
      await small.dataSource.query(
        `insert into alert_pending (alert_id) select gen_random_uuid() from generate_series(1, 1001)`,
      );
      const person = await small.signIn(['admin']);
      const made = await small.app
        .get(ApiKeys, { strict: false })
        .create(
          { actor: { ...ADMIN.actor, id: person.id }, now: new Date() },
          { name: 'k', scopes: ['detector'], detectors: ['*'] },
        );
      if (!made.ok) throw new Error(made.message);
      const send = () =>
        small.app.inject({
          method: 'POST',
          url: '/v1/alerts',
          headers: { authorization: `Bearer ${made.secret}`, 'content-type': 'application/json' },
          payload: JSON.stringify(alert()),
        });
      const refused = await send();
      expect(refused.statusCode).toBe(429);
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      await small.dataSource.query('delete from alert_pending');
      await expect.poll(async () => (await send()).statusCode, { timeout: 5000 }).toBe(200);
    } finally {
      await small.close();
    }
  });
});

describe('reading', () => {
  it('tells what became of an alert', async () => {
    const body = alert({ id: 'odd / id ?#% 漢字', detector: { id: 'det one' } });
    await json([body, { ...body, id: 'repeat', title: 'again' }]);
    const look = async (detector: string, id: string, secret = key) => {
      const answer = await fetch(`${base}/v1/alerts/${encodeURIComponent(detector)}/${encodeURIComponent(id)}`, {
        headers: { authorization: `Bearer ${secret}` },
      });
      return { status: answer.status, body: (await answer.json()) as Body };
    };
    expect((await look('det one', String(body.id))).body).toMatchObject({
      status: 'accepted',
      case: null,
      link: null,
      occurrences: 2,
      alert: body,
    });
    expect((await look('det one', 'repeat')).body).toMatchObject({ status: 'folded', id: 'repeat' });
    await group();
    const grouped = await look('det one', String(body.id), exportKey);
    expect(grouped.body).toMatchObject({
      status: 'in_case',
      case: { reference: expect.stringMatching(/^C-\d+$/) },
      link: { sentence: expect.any(String) },
    });
    expect((await look('det one', 'none')).status).toBe(404);
    expect((await look('det one', 'x'.repeat(256))).status).toBe(404);
    const other = await keyFor('other', { scopes: ['detector'], detectors: ['other'] });
    expect((await look('det one', 'repeat', other)).status).toBe(403);
    expect((await look('det one', 'repeat', 'pck_nonsense_nonsense')).status).toBe(401);
  });

  it('says how far grouping has come', async () => {
    await group();
    await json([alert(), alert(), alert()]);
    const status = async () =>
      (await (await fetch(`${base}/v1/intake/status`)).json()) as {
        accepted: number;
        grouped: number;
        pending: number;
        oldestPendingSeconds: number;
      };
    const before = await status();
    expect(before.pending).toBe(3);
    expect(before.oldestPendingSeconds).toBeLessThan(60);
    await group();
    const after = await status();
    expect(after).toMatchObject({
      accepted: before.accepted,
      pending: 0,
      grouped: after.accepted,
      oldestPendingSeconds: 0,
    });
    expect(after.accepted).toBe(await count('alert_identity'));
  });

  it('describes itself', async () => {
    const document = (await (await fetch(`${base}/v1/openapi.json`)).json()) as { openapi: string; paths: object };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toContain('/v1/alerts');
  });
});

describe('what was rejected', () => {
  const LIST =
    'query($after: String) { rejected(first: 2, after: $after) { nodes { id detector externalId problem raw rawLength } pageInfo { endCursor hasNextPage } } }';
  const CORRECT =
    'mutation($id: ID!, $body: String!) { correctRejected(id: $id, body: $body) { ok refusal { code message field } } }';
  interface Listed {
    rejected: {
      nodes: { id: string; raw: string; problem: { code: string } }[];
      pageInfo: { endCursor: string; hasNextPage: boolean };
    };
  }
  it('is listed, put right by a senior reviewer, and then stands like any other', async () => {
    const wrong = alert({ severity: 'high' });
    await json(wrong);
    const senior = await door.signIn(['senior_reviewer']);
    const first = await senior.query<Listed>(LIST, {});
    const row = first.data?.rejected.nodes[0];
    expect(JSON.parse(row?.raw ?? '')).toEqual(wrong);
    expect(first.data?.rejected.pageInfo.hasNextPage).toBe(true);
    const second = await senior.query<Listed>(LIST, { after: first.data?.rejected.pageInfo.endCursor });
    expect(second.data?.rejected.nodes).toHaveLength(2);

    const reviewer = await door.signIn(['reviewer']);
    const right = JSON.stringify({ ...wrong, severity: 4 });
    expect((await reviewer.query(CORRECT, { id: row?.id, body: right })).errors[0]?.extensions.code).toBe('forbidden');
    type Done = { correctRejected: { ok: boolean; refusal: { code: string; message: string; field: string } | null } };
    const still = await senior.query<Done>(CORRECT, { id: row?.id, body: row?.raw });
    expect(still.data?.correctRejected.refusal).toMatchObject({
      code: 'INVALID',
      field: 'body',
      message: expect.stringContaining('/severity'),
    });
    expect((await senior.query<Done>(CORRECT, { id: row?.id, body: '{' })).data?.correctRejected.ok).toBe(false);
    expect((await senior.query<Done>(CORRECT, { id: row?.id, body: right })).data?.correctRejected).toEqual({
      ok: true,
      refusal: null,
    });
    const again = await senior.query<Done>(CORRECT, { id: row?.id, body: right });
    expect(again.data?.correctRejected.refusal?.code).toBe('ALREADY_DONE');
    expect(await count('alert where external_id = $1', wrong.id)).toBe(1);
    expect(await count(`event where kind = 'rejected.correct' and entity_id = $1`, row?.id)).toBe(1);
    expect((await json({ ...wrong, severity: 4 })).body.duplicates).toBe(1);
  });
});
