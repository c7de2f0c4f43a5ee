import { describe, expect, it } from 'vitest';
import { cloudEventFromHeaders, parseCloudEvent } from './cloud-events.js';
import { parseAlert } from './parse.js';

const now = Date.UTC(2026, 10, 21, 12);
const data = {
  id: 'a-1',
  observedAt: '2026-11-20T08:15:30Z',
  severity: 3,
  subject: { kind: 'account', id: 'acct_1' },
  indicators: [{ type: 'ip', value: '192.0.2.1' }],
};
const event = { specversion: '1.0', id: 'ev-1', source: '/detectors/rtt', type: 'example.alert', data };

const accepted = (parsed: ReturnType<typeof parseAlert>) => {
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem));
  return parsed.alert;
};
const pointersOf = (parsed: ReturnType<typeof parseAlert>) =>
  parsed.ok ? 'accepted' : parsed.problem.errors?.map(({ pointer }) => pointer);

describe('a CloudEvent', () => {
  it('is an envelope: the alert within keeps its id and its hash', () => {
    const bare = accepted(parseAlert(data, { now }));
    expect(accepted(parseAlert(event, { now }))).toEqual(bare);
    expect(accepted(parseAlert({ ...event, id: 'ev-2', traceparent: 'x' }, { now })).contentHash).toBe(
      bare.contentHash,
    );
  });

  it('lends its identity and time to an alert without', () => {
    const { id: _id, observedAt: _at, ...anonymous } = data;
    const timed = { ...event, time: '2026-11-20T09:00:00Z', data: anonymous };
    const alert = accepted(parseAlert(timed, { now }));
    expect(alert).toMatchObject({ externalId: '/detectors/rtt#ev-1', observedAt: Date.UTC(2026, 10, 20, 9) });
    const elsewhere = accepted(parseAlert({ ...timed, source: '/other' }, { now }));
    expect(elsewhere.externalId).not.toBe(alert.externalId);
    const long = accepted(parseAlert({ ...timed, source: `/${'s'.repeat(1000)}` }, { now }));
    expect(long.externalId).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it('may hold an OCSF finding, and may hold its data in base64', () => {
    const finding = {
      class_uid: 2004,
      time: now,
      severity_id: 2,
      finding_info: { uid: 'f' },
      observables: [{ name: 'account', type_id: 21, value: 'acct_2' }],
    };
    expect(accepted(parseAlert({ ...event, data: finding }, { now })).format).toBe('ocsf-2004');
    const { data: _data, ...envelope } = event;
    const encoded = { ...envelope, data_base64: Buffer.from(JSON.stringify(data)).toString('base64') };
    expect(accepted(parseAlert(encoded, { now })).externalId).toBe('a-1');
    expect(pointersOf(parseAlert({ ...envelope, data_base64: 'AAAA' }, { now }))).toEqual(['/data_base64']);
  });

  it('tells what is wrong at its place', () => {
    expect(pointersOf(parseAlert({ ...event, data: { ...data, severity: 9 } }, { now }))).toEqual(['/data/severity']);
    expect(pointersOf(parseAlert({ ...event, id: '', source: 7 }, { now }))).toEqual(['/id', '/source']);
    expect(pointersOf(parseAlert({ ...event, specversion: '0.3' }, { now }))).toEqual(['/specversion']);
    expect(pointersOf(parseAlert({ ...event, datacontenttype: 'text/xml' }, { now }))).toEqual(['/datacontenttype']);
    expect(pointersOf(parseAlert({ ...event, data: 'text' }, { now }))).toEqual(['/data']);
    expect(pointersOf(parseCloudEvent(data, { now }))).toEqual(expect.arrayContaining(['/specversion', '/source']));
    expect(pointersOf(parseCloudEvent([], { now }))).toEqual(['']);
  });

  it('comes in binary mode, its attributes in headers', () => {
    const headers = {
      'ce-specversion': '1.0',
      'ce-id': 'ev%20%E4%B8%8A',
      'ce-source': '/d/100%',
      'ce-type': 'example.alert',
    };
    const { id: _id, ...anonymous } = data;
    const made = cloudEventFromHeaders(headers, anonymous);
    expect(accepted(parseCloudEvent(made, { now }, 'binary')).externalId).toBe('/d/100%#ev 上');
    expect(cloudEventFromHeaders({ 'content-type': 'application/json' }, data)).toBeUndefined();
    const bad = cloudEventFromHeaders(headers, { ...data, severity: 9 });
    expect(pointersOf(parseCloudEvent(bad, { now }, 'binary'))).toEqual(['/severity']);
  });
});
