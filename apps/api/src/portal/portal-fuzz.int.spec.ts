import { aSuspension } from '@portcullis/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CustomerDoor, openCustomerDoor, type Visit, visitOf } from './test-customer-door.js';

let door: CustomerDoor;
let visit: Visit;
let token: string;
let appealId: string;
const RUNS = Number(process.env.FUZZ_RUNS ?? 150);

beforeAll(async () => {
  door = await openCustomerDoor();
  token = (await aSuspension(door.world)).token;
  visit = visitOf(door.app, (await door.visit(token)).headers, from);
  const appeal = { statement: 'It is ours.', contactName: 'Ana', standing: 'administrator' };
  appealId = (await visit.post('/appeals', appeal)).json().id;
});
afterAll(() => door?.close());

let runs = 0;
/** Every request from an address of its own, some seconds apart: here the answers are tried, not the limits. */
const from = () => `${['192.0.2', '198.51.100', '203.0.113'][runs % 3]}.${runs % 251}`;
async function another(): Promise<void> {
  runs += 1;
  door.clock.advance(11_000);
  // A session lasts twelve hours.
  if (runs % 3000 === 0) visit = visitOf(door.app, (await door.visit(token)).headers, from);
}

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom('', '\u0000', '\ud800', "'; drop table appeal; --", '<script>', '../../etc/passwd', '🚧'.repeat(200)),
  fc.constantFrom('00000000-0000-7000-8000-000000000000', 'NaN', '-1', '9'.repeat(40), 'é'.repeat(5000)),
);
const json = fc.oneof(text, fc.jsonValue({ maxDepth: 4 }), fc.integer(), fc.constant(null));
const unharmed = ({ statusCode, body }: { statusCode: number; body: string }) => {
  expect(statusCode).toBeLessThan(429);
  expect(body).not.toMatch(/"code":"fault"|node_modules|at Object\.|SELECT |syntax error at|row-level/i);
};

describe('whatever comes to the customer door', () => {
  it('as a form, the answer is clear', async () => {
    const form = fc.oneof(
      json,
      fc.record(
        {
          token: json,
          statement: json,
          grounds: fc.oneof(json, fc.array(json)),
          contactName: json,
          standing: json,
          relief: json,
          text: json,
          reason: json,
        },
        { requiredKeys: [] },
      ),
    );
    const route = fc.constantFrom(
      '/session',
      '/links',
      '/appeals',
      'messages',
      'withdrawal?x=1',
      'relief',
      'cure',
      'files',
    );
    await fc.assert(
      fc.asyncProperty(route, form, async (name, body) => {
        await another();
        // A withdrawal would end what the other runs need.
        const url = name.startsWith('/')
          ? name
          : `/appeals/${name.startsWith('withdrawal') ? '00000000-0000-7000-8000-000000000000' : appealId}/${name}`;
        unharmed(await visit.post(url, JSON.stringify(body) ?? '', { 'content-type': 'application/json' }));
      }),
      { numRuns: RUNS },
    );
  });

  it('as a file, its name, type and purpose, the answer is clear', async () => {
    const head = fc.oneof(
      text.map((value) => value.replace(/[\r\n"]/g, '')),
      fc.constantFrom(
        'a.pdf',
        'b.png',
        'c.txt',
        'd.csv',
        'e.docx',
        '"; filename="x.exe',
        '%22%0d%0aSet-Cookie: a=b.txt',
      ),
    );
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((some) => Buffer.from(some)),
      fc
        .constantFrom(
          '%PDF-1.7',
          '\u0089PNG\r\n\u001a\n',
          'plain words',
          'PK\u0003\u0004',
          '\r\n--a-line-that-is-nowhere-else',
        )
        .map((some) => Buffer.from(some, 'latin1')),
    );
    await fc.assert(
      fc.asyncProperty(head, head, head, bytes, async (name, type, purpose, content) => {
        await another();
        const answer = await visit.upload(`/appeals/${appealId}/files`, { name, type, purpose, content });
        unharmed(answer);
        if (answer.statusCode !== 201) return;
        const back = await visit.get(`/appeals/${appealId}/files/${answer.json().id}`);
        expect(back.rawPayload.equals(content)).toBe(true);
        expect(back.headers['content-disposition']).toMatch(
          /^attachment; filename="[\w. -]+"; filename\*=UTF-8''[\w.!~%-]+$/,
        );
        expect(back.headers['set-cookie']).toBeUndefined();
      }),
      { numRuns: RUNS },
    );
  });

  it('as bytes that only say that they are a form with a file, the answer is clear', async () => {
    const boundary = fc.constantFrom('x', '', '"', 'a'.repeat(300), '--');
    await fc.assert(
      fc.asyncProperty(boundary, fc.uint8Array({ maxLength: 400 }), async (line, bytes) => {
        await another();
        const type = `multipart/form-data; boundary=${line}`;
        unharmed(await visit.post(`/appeals/${appealId}/files`, Buffer.from(bytes), { 'content-type': type }));
      }),
      { numRuns: RUNS },
    );
  });

  it('as an address, a method or a cookie, the answer is clear', async () => {
    const method = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD');
    const path = fc.oneof(
      fc.webPath().map((value) => `/${value}`),
      text.map((value) => `/appeals/${encodeURIComponent(value.replace(/[\ud800-\udfff]/g, ''))}/files/x`),
      fc.constantFrom(
        '/matter/x',
        '/appeals',
        '/appeals/x/files/y',
        '//',
        '/%',
        '/graphql',
        '/attachments/x',
        '/v1/alerts',
      ),
    );
    const value = fc.string({ unit: fc.constantFrom(...'abc=; "%,/\\'), maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(method, path, value, async (verb, url, cookie) => {
        await another();
        const headers = { 'x-portcullis-csrf': '1', cookie: `portcullis_customer=${cookie}`, 'x-request-id': cookie };
        unharmed(await door.app.inject({ method: verb as 'GET', url, headers, remoteAddress: from() }));
      }),
      { numRuns: RUNS },
    );
  });
});
