import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAlertV1 } from './alert-v1.reader.js';
import { canonicalJson } from './canonical-json.js';
import { parseAlert } from './parse.js';
import { explainAlertV1 } from './parse-alert-v1.js';

const now = Date.UTC(2026, 10, 21, 12);

const sample = {
  id: 'relay-77812',
  detector: { id: 'relay-signature', version: '3.2', state: 'active' },
  kind: 'fingerprint',
  title: 'Known relay software behind one device id',
  severity: 4,
  confidence: 80,
  observedAt: '2026-11-20T08:15:30.120Z',
  count: 1,
  routes: [{ route: 'transfer_station', probability: 0.8 }],
  subject: { kind: 'account', id: 'acct_91' },
  related: [{ kind: 'organization', id: 'org_12' }],
  indicators: [
    { type: 'device_id', value: '6d80' },
    { type: 'ip', value: '2001:DB8:0:0:0:0:0:1' },
    { type: 'email', value: ' Ana@Fintech.Example ' },
    { type: 'asn', value: 'AS64500' },
    { type: 'phone', value: '' },
  ],
  evidence: [{ type: 'tls_header_signature', family: 'client', collectedAt: '2026-11-20T08:15:31Z', data: { a: 1 } }],
  policyClauses: ['supported-regions'],
};

function accepted(raw: unknown) {
  const parsed = parseAlert(raw, { now });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem));
  return parsed.alert;
}

function refusal(raw: unknown) {
  const parsed = parseAlert(raw, { now });
  if (parsed.ok) throw new Error('was accepted');
  return parsed.problem;
}

const pointersOf = (raw: unknown) => (refusal(raw).errors ?? []).map(({ pointer }) => pointer);

describe('an alert v1', () => {
  it('comes out in normal form', () => {
    const alert = accepted(sample);
    expect(alert).toMatchObject({
      externalId: 'relay-77812',
      detectorClaim: { id: 'relay-signature', version: '3.2', state: 'active' },
      observedAt: Date.UTC(2026, 10, 20, 8, 15, 30, 120),
      firstSeen: Date.UTC(2026, 10, 20, 8, 15, 30, 120),
      subject: { kind: 'account', id: 'acct_91' },
      indicators: [
        { type: 'device_id', value: '6d80' },
        { type: 'ip', value: '2001:db8::1' },
        { type: 'email', value: 'ana@fintech.example' },
        { type: 'asn', value: '64500' },
      ],
      extra: null,
    });
    expect(alert.contentHash).toMatch(/^[0-9a-f]{64}$/);
    expect(alert.foldKey).toMatch(/^[0-9a-f]{32}$/);
  });

  it('needs no more than id, observedAt, subject, severity and one indicator or evidence', () => {
    const { id, observedAt, subject, severity } = sample;
    const bare = { id, observedAt, subject, severity };
    expect(accepted({ ...bare, indicators: [{ type: 'ip', value: '192.0.2.1' }] }).count).toBe(1);
    expect(accepted({ ...bare, evidence: [{ type: 'note' }] }).detectorClaim).toBeNull();
    expect(pointersOf(bare)).toEqual(['/indicators']);
    expect(pointersOf({ ...bare, indicators: [{ type: 'ip', value: '  ' }] })).toEqual(['/indicators']);
    for (const name of Object.keys(bare)) {
      expect(pointersOf({ ...sample, [name]: undefined as unknown })).toEqual([`/${name}`]);
      const { [name as 'id']: _left, ...without } = sample;
      expect(pointersOf(without)).toEqual([`/${name}`]);
    }
  });

  it('takes null for "not given" where a field is optional', () => {
    const alert = accepted({ ...sample, confidence: null, detector: null, routes: null, lastSeen: null, title: null });
    expect(alert).toMatchObject({ confidence: null, detectorClaim: null, routes: [], title: null });
  });

  it('keeps unknown fields, also inner ones and one called __proto__', () => {
    const raw = JSON.parse(
      JSON.stringify({ ...sample, product: { surface: 'api' }, subject: { ...sample.subject, tier: 'gold' } }).replace(
        '{',
        '{"__proto__":{"x":1},',
      ),
    );
    const alert = accepted(raw);
    expect(Object.keys(alert.extra ?? {}).sort()).toEqual(['/subject/tier', '__proto__', 'product']);
    expect(alert.extra).toMatchObject({ product: { surface: 'api' }, '/subject/tier': 'gold' });
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  it('names every fault with a pointer', () => {
    const problem = refusal({
      ...sample,
      severity: 'high',
      confidence: 101,
      routes: [{ route: 'x', probability: 2 }],
      indicators: [{ type: 'ip', value: 7 }],
    });
    expect(problem).toMatchObject({ type: '/problems/invalid-alert', status: 422, code: 'invalid_alert' });
    expect(problem.errors?.map(({ pointer }) => pointer).sort()).toEqual([
      '/confidence',
      '/indicators/0/value',
      '/routes/0/probability',
      '/severity',
    ]);
  });

  it.each([
    ['1970-01-01T00:00:00Z', 'before 2015'],
    ['2100-01-01T00:00:00Z', '24 hours in the future'],
    ['2026-11-22T12:00:00.001Z', '24 hours in the future'],
    ['2026-02-30T00:00:00Z', 'not a date'],
    ['2026-11-20', 'not a date'],
    ['2026-11-20T08:15:30', 'not a date'],
    ['20 Nov 2026', 'not a date'],
  ])('refuses the date %s: %s', (observedAt, why) => {
    const problem = refusal({ ...sample, observedAt });
    expect(problem.errors).toEqual([{ pointer: '/observedAt', detail: expect.stringContaining(why) }]);
  });

  it('takes a clock that runs ahead by less than a day, offsets, and microseconds', () => {
    expect(accepted({ ...sample, observedAt: '2026-11-22T11:59:59Z' }).observedAt).toBeGreaterThan(now);
    expect(accepted({ ...sample, observedAt: '2026-11-20T10:15:30.120999+02:00' }).observedAt).toBe(
      Date.UTC(2026, 10, 20, 8, 15, 30, 120),
    );
  });

  it('refuses an interval that ends before it begins', () => {
    const seen = { firstSeen: '2026-11-20T08:00:00Z', lastSeen: '2026-11-20T07:00:00Z' };
    expect(pointersOf({ ...sample, ...seen })).toEqual(['/firstSeen']);
  });

  it.each([
    [{ id: 'x'.repeat(257) }, '/id'],
    [{ title: 'x'.repeat(10_000_000) }, '/title'],
    [{ note: 'x'.repeat(10_000_000) }, '/note'],
    [{ indicators: [{ type: 'ip', value: 'x'.repeat(4097) }] }, '/indicators/0/value'],
    [{ note: 'a\u0000b' }, '/note'],
    [{ evidence: [{ type: 'x', data: { deep: ['\ud800'] } }] }, '/evidence/0/data/deep/0'],
    [{ evidence: [{ type: 'x', data: { 'a\u0000': 1 } }] }, '/evidence/0/data/a\ufffd'],
    [{ big: JSON.parse('1e400') }, '/big'],
    [{ 'a/b~c': '\udc00' }, '/a~1b~0c'],
  ])('refuses what cannot be kept, at its place (%#)', (part, pointer) => {
    expect(pointersOf({ ...sample, ...part })).toEqual([pointer]);
  });

  it.each([
    ['routes', 32, { route: 'unknown' }],
    ['related', 1000, { kind: 'account', id: 'a' }],
    ['indicators', 1000, { type: 'ip', value: '192.0.2.1' }],
    ['evidence', 200, { type: 'note' }],
    ['policyClauses', 64, 'supported-regions'],
  ])('takes as many %s as its limit and not one more', (name, limit, entry) => {
    const list = (length: number) => ({ ...sample, [name]: Array.from({ length }, () => entry) });
    expect(accepted(list(limit)).externalId).toBe(sample.id);
    expect(pointersOf(list(limit + 1))).toEqual([`/${name}`]);
    expect(readAlertV1(list(limit + 1), now)).toBeUndefined();
  });

  it.each([
    ['id', 256],
    ['title', 1024],
    ['fingerprint', 256],
    ['kind', 64],
  ])('takes a %s as long as its limit and not one more', (name, limit) => {
    expect(accepted({ ...sample, [name]: 'x'.repeat(limit) }).severity).toBe(4);
    expect(pointersOf({ ...sample, [name]: 'x'.repeat(limit + 1) })).toEqual([`/${name}`]);
    expect(readAlertV1({ ...sample, [name]: 'x'.repeat(limit + 1) }, now)).toBeUndefined();
  });

  it('refuses nesting beyond its limit, however deep', () => {
    const deep = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`);
    const [error] = refusal({ ...sample, deep }).errors ?? [];
    expect(error?.pointer.startsWith('/deep/0/0')).toBe(true);
    expect(error?.detail).toContain('32 levels');
  });

  it('refuses a document that is large only in all', () => {
    const many = Array.from({ length: 40 }, () => 'x'.repeat(60_000));
    expect(refusal({ ...sample, many }).errors?.[0]?.detail).toContain('in all');
  });

  it.each([[null], [undefined], [7], ['text'], [[]], [[sample]], [true]])('refuses %j as an alert', (raw) => {
    expect(refusal(raw).status).toBe(422);
  });

  it('keeps every script as it is', () => {
    const title = '上海中转站 · Пересылка · محطة · ترانزیت · ट्रांज़िट · 𠮷野家 · ꦗꦮ · 🏛️ \t"\\';
    expect(accepted({ ...sample, title }).title).toBe(title);
  });

  it('gives one spelling to one value, so that composed and decomposed letters are shared', () => {
    const value = (text: string) =>
      accepted({ ...sample, indicators: [{ type: 'owner_name', value: text }] }).indicators;
    expect(value('Caf\u00e9  Ltd')).toEqual(value('Cafe\u0301 Ltd'));
  });

  it('drops a repeated indicator', () => {
    const indicators = [...sample.indicators, { type: 'IP', value: '2001:db8::1' }];
    expect(accepted({ ...sample, indicators }).indicators).toHaveLength(4);
  });
});

describe('content hash and fold', () => {
  it('does not depend on the order of names', () => {
    const turned = Object.fromEntries(Object.entries(sample).reverse());
    turned.detector = { state: 'active', version: '3.2', id: 'relay-signature' };
    expect(JSON.stringify(turned)).not.toBe(JSON.stringify(sample));
    expect(accepted(turned).contentHash).toBe(accepted(sample).contentHash);
  });

  it('depends on everything that was sent', () => {
    const hash = accepted(sample).contentHash;
    expect(accepted({ ...sample, note: null }).contentHash).not.toBe(hash);
    expect(accepted({ ...sample, count: 2 }).contentHash).not.toBe(hash);
    expect(accepted({ ...sample, indicators: [...sample.indicators].reverse() }).contentHash).not.toBe(hash);
  });

  it('folds the same finding within its window, whatever its id, time, spelling and order', () => {
    const { foldKey } = accepted(sample);
    const again = { ...sample, id: 'other', observedAt: '2026-11-20T08:59:59Z', title: 'again' };
    expect(accepted({ ...again, indicators: [...sample.indicators].reverse() }).foldKey).toBe(foldKey);
    expect(accepted({ ...again, observedAt: '2026-11-20T09:00:00Z' }).foldKey).not.toBe(foldKey);
    expect(accepted({ ...again, fingerprint: 'f' }).foldKey).not.toBe(foldKey);
    expect(accepted({ ...again, subject: { kind: 'account', id: 'acct_92' } }).foldKey).not.toBe(foldKey);
    expect(accepted({ ...again, detector: { id: 'other' } }).foldKey).not.toBe(foldKey);
  });

  it('keeps neighbouring parts apart', () => {
    const one = { ...sample, subject: { kind: 'account', id: 'x' }, fingerprint: null };
    const key = (indicators: object[], more = {}) => accepted({ ...one, indicators, ...more }).foldKey;
    expect(key([{ type: 'ab', value: 'c' }])).not.toBe(key([{ type: 'a', value: 'bc' }]));
    expect(key([{ type: 'a', value: 'b' }], { fingerprint: 'f' })).not.toBe(key([{ type: 'fa', value: 'b' }]));
    expect(key([{ type: 'a', value: 'b' }], { subject: { kind: 'accountx', id: 'x' } })).not.toBe(
      key([{ type: 'a', value: 'b' }], { subject: { kind: 'account', id: 'xx' } }),
    );
  });

  it('takes the default detector for the one that is missing', () => {
    const { detector: _none, ...anonymous } = sample;
    const parsed = parseAlert(anonymous, { now, defaultDetector: 'relay-signature' });
    expect(parsed.ok && parsed.alert.foldKey).toBe(accepted(sample).foldKey);
  });
});

/** Alerts that are right, or wrong in one or two places. */
const near = fc
  .record({
    base: fc.constant(sample),
    changes: fc.dictionary(
      fc.constantFrom(...Object.keys(sample), 'firstSeen', 'lastSeen', 'fingerprint', 'note'),
      fc.oneof(
        fc.jsonValue({ maxDepth: 3 }),
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.constantFrom('2026-11-19T00:00:00Z', '1999-01-01T00:00:00Z', '', ' ', '\u00a0', '@', '.'),
        fc.integer({ min: -2, max: 8 }),
        fc.array(
          fc.record(
            {
              type: fc.constantFrom<unknown>('ip', 'email_domain', 'email', '', 'x'.repeat(65), null, 3),
              value: fc.constantFrom<unknown>('', '@', '.', ' ', '::1', '10.0.0.1/8', 'A@B.', null, 5),
              kind: fc.constantFrom<unknown>('account', ' ', null),
              id: fc.constantFrom<unknown>('a', ' ', 4),
              route: fc.constantFrom<unknown>('unknown', '', 1),
              probability: fc.constantFrom<unknown>(0, 1, 1.5, null, 'x'),
              collectedAt: fc.constantFrom<unknown>('2026-11-19T00:00:00Z', '2200-11-19T00:00:00Z', 'x', null),
            },
            { requiredKeys: [] },
          ),
          { maxLength: 3 },
        ),
      ),
      { maxKeys: 3 },
    ),
  })
  .map(({ base, changes }) => ({ ...base, ...changes }) as unknown);

describe('the reader of the hot path', () => {
  it('accepts exactly what the schema accepts', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(near, (raw) => {
        if (!canonicalJson(raw).ok) return;
        const isRead = readAlertV1(raw, now) !== undefined;
        expect({ isRead, errors: explainAlertV1(raw, now).length === 0 }).toEqual({ isRead, errors: isRead });
      }),
      { numRuns: 20_000 },
    );
  });

  it('gives the same alert for the same JSON, spelled anew in any order', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(near, fc.boolean(), (given, reverse) => {
        // JSON writes a negative zero as 0, so what is compared has been JSON once.
        const raw: unknown = JSON.parse(JSON.stringify(given));
        const parsed = parseAlert(raw, { now });
        const respelled = JSON.parse(JSON.stringify(reverse ? turned(raw) : raw));
        const again = parseAlert(respelled, { now });
        if (parsed.ok !== again.ok) throw new Error('one is accepted, the other not');
        if (parsed.ok && again.ok) {
          expect(again.alert.contentHash).toBe(parsed.alert.contentHash);
          expect(again.alert.foldKey).toBe(parsed.alert.foldKey);
          expect(again.alert).toEqual(parsed.alert);
        }
      }),
      { numRuns: 3_000 },
    );
  });
});

function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, turned(inner)] as const);
  return Object.fromEntries(entries.reverse());
}
