import { gzipSync } from 'node:zlib';
import { ApiKeys } from '@portcullis/core/access/api-keys.command';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStaffDoor, type TestDoor } from '../edge/test-door.js';

let door: TestDoor;
let key: string;
beforeAll(async () => {
  door = await openStaffDoor({ PORTCULLIS_REGISTER_DETECTORS_ON_SIGHT: 'true' });
  const person = await door.signIn(['admin']);
  const context = { actor: { kind: 'staff', id: person.id, roles: ['admin'] } as const, now: new Date() };
  const made = await door.app
    .get(ApiKeys, { strict: false })
    .create(context, { name: 'fuzz', scopes: ['detector'], detectors: ['*'] });
  if (!made.ok) throw new Error(made.message);
  key = made.secret;
});
afterAll(() => door?.close());

const RUNS = Number(process.env.FUZZ_RUNS ?? 200);

/** Text that has broken databases, and values of every kind in every place of an otherwise good alert. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\ud800',
    '\udc00x',
    '\\',
    '\\.',
    '\\N',
    '\t\n\r\b\f\v',
    '{}',
    'NULL',
    "'--",
    '🚧',
    '__proto__',
  ),
  fc.constantFrom(
    'x'.repeat(300),
    'é'.repeat(70_000),
    '2026-11-20T08:00:00Z',
    '9999-12-31T23:59:59Z',
    '203.0.113.7',
    '::1',
  ),
);
const value = fc.oneof(text, fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(null, 1e308, -0, 2 ** 53, [], {}));
const paths = [
  'id',
  'detector',
  'kind',
  'title',
  'severity',
  'confidence',
  'observedAt',
  'firstSeen',
  'lastSeen',
  'count',
  'routes',
  'subject',
  'related',
  'indicators',
  'evidence',
  'policyClauses',
  'fingerprint',
  'class_uid',
  'specversion',
  'data',
  'finding_info',
  'time',
  text,
] as const;
let serial = 0;
const good = () => ({
  id: `fuzz-${serial++}`,
  detector: { id: 'fuzz', version: '1' },
  severity: 3,
  observedAt: new Date().toISOString(),
  subject: { kind: 'account', id: `acct-${serial % 5}` },
  indicators: [{ type: 'ip', value: '203.0.113.7' }],
});
const place = fc.oneof(...paths.map((path) => (typeof path === 'string' ? fc.constant(path) : path)));
const alert = fc
  .array(fc.tuple(place, value), { maxLength: 3 })
  .map((changes) => Object.assign(good(), ...changes.map(([path, other]) => ({ [path]: other }))) as object);
const words = fc.tuple(text, text, text).map(([a, b, c]) => ({
  ...good(),
  id: a || 'x',
  title: b,
  detector: { id: c || 'd', version: a },
  subject: { kind: b || 'k', id: c || 's' },
  indicators: [{ type: a || 't', value: b || 'v' }],
  fingerprint: c,
}));

async function send(payload: string | Buffer, headers: Record<string, string>) {
  const { statusCode, body } = await door.app.inject({
    method: 'POST',
    url: '/v1/alerts',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    payload,
  });
  expect(statusCode).toBeLessThan(500);
  expect(body).not.toMatch(/"code":"fault"|node_modules|at Object\.|syntax error at/);
  return {
    statusCode,
    body: JSON.parse(body) as {
      accepted: number;
      duplicates: number;
      folded: number;
      suppressed: number;
      rejected: number;
      results: object[];
    },
  };
}

it('every alert of a batch has a result, whatever stands in it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(alert, words, value), { minLength: 1, maxLength: 12 }), async (alerts) => {
      const { statusCode, body } = await send(JSON.stringify(alerts), {});
      expect(statusCode).toBe(200);
      expect(body.results).toHaveLength(alerts.length);
      expect(body.accepted + body.duplicates + body.folded + body.suppressed + body.rejected).toBe(alerts.length);
      // What was taken is there, and taking it again doubles nothing.
      const again = (await send(JSON.stringify(alerts), {})).body;
      expect([again.accepted, again.folded, again.rejected]).toEqual([0, 0, body.rejected]);
    }),
    { numRuns: RUNS },
  );
});

it('bytes of any kind under any declaration have a clear answer', async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 400 }).map((some) => Buffer.from(some)),
    fc
      .array(fc.oneof(value, alert), { maxLength: 6 })
      .map((lines) => Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n'))),
    alert.map((one) => Buffer.from(JSON.stringify(one).slice(0, 60))),
  );
  const type = fc.constantFrom(
    'application/json',
    'application/x-ndjson',
    'application/cloudevents+json',
    'application/cloudevents-batch+json',
    'text/plain',
    '',
    ';',
    'application/json; charset=utf-16',
  );
  const encoding = fc.constantFrom('', 'gzip', 'identity', 'zstd', 'br', 'gzip, gzip');
  await fc.assert(
    fc.asyncProperty(
      bytes,
      type,
      encoding,
      fc.boolean(),
      fc.boolean(),
      async (body, contentType, contentEncoding, packed, event) => {
        await send(packed ? gzipSync(body) : body, {
          'content-type': contentType,
          ...(contentEncoding ? { 'content-encoding': contentEncoding } : {}),
          ...(event ? { 'ce-specversion': '1.0', 'ce-id': '%', 'ce-source': 'x', 'ce-type': '' } : {}),
        });
      },
    ),
    { numRuns: RUNS },
  );
});

it('an alert asked for under any name has a clear answer', async () => {
  await fc.assert(
    fc.asyncProperty(text, text, async (detector, id) => {
      const name = (part: string) => encodeURIComponent(part.replace(/[\ud800-\udfff]/g, ''));
      const { statusCode } = await door.app.inject({
        method: 'GET',
        url: `/v1/alerts/${name(detector)}/${name(id)}`,
        headers: { authorization: `Bearer ${key}` },
      });
      expect(statusCode).toBeLessThan(500);
    }),
    { numRuns: RUNS },
  );
});
