import { describe, expect, it } from 'vitest';
import { parseAlert } from './parse.js';

const now = Date.UTC(2026, 10, 21, 12);
const time = Date.UTC(2026, 10, 20, 8, 15, 30, 120);

const finding = {
  class_uid: 2004,
  activity_id: 1,
  type_uid: 200401,
  time,
  severity_id: 4,
  confidence_score: 80,
  finding_info: {
    uid: 'f-1',
    title: 'One device id on many organizations',
    analytic: { uid: 'device-id-collision', name: 'Device ids', version: '2.0', type_id: 5, state_id: 1 },
    first_seen_time: time - 60_000,
    last_seen_time: time,
    types: ['Transfer Station', 'something else'],
  },
  metadata: { version: '1.3.0', product: { name: 'edge' }, uid: 'e-1', tenant_uid: 'org_12' },
  evidences: [
    {
      src_endpoint: { ip: '203.0.113.7', autonomous_system: { number: 64500 }, location: { country: 'SG' } },
      http_request: { user_agent: 'relay/1.2' },
      ja4_fingerprint_list: [{ type: 'JA4', value: 't13d1516h2_8daaf6152771_02713d6af862' }],
      user: { uid: 'acct_91', email_addr: 'Ops@Relay.example', org: { uid: 'org_12' } },
    },
  ],
  observables: [
    { name: 'device.device_id', type_id: 99, value: '6d80' },
    { name: 'evidences[0].src_endpoint.ip', type_id: 2, value: '203.0.113.7' },
    { name: 'net', type_id: 12, value: '203.0.113.9/24' },
    { name: 'hash', type_id: 30, value: 't13d1516h2_8daaf6152771_02713d6af862' },
    { name: 'geo', type_id: 14, value: 'SG' },
    { name: 'object without value', type_id: 21 },
  ],
  unmapped: { note: 'kept' },
};

function accepted(raw: unknown) {
  const parsed = parseAlert(raw, { now });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem));
  return parsed.alert;
}

const pointersOf = (raw: unknown) => {
  const parsed = parseAlert(raw, { now });
  return parsed.ok ? 'accepted' : (parsed.problem.errors ?? []).map(({ pointer }) => pointer);
};

describe('an OCSF Detection Finding', () => {
  it('becomes an alert of its analytic', () => {
    const alert = accepted(finding);
    expect(alert).toMatchObject({
      format: 'ocsf-2004',
      externalId: 'e-1',
      findingUid: 'f-1',
      occurrenceOf: null,
      detectorClaim: { id: 'device-id-collision', version: '2.0', state: 'active' },
      kind: 'fingerprint',
      severity: 4,
      confidence: 80,
      observedAt: time,
      firstSeen: time - 60_000,
      routes: [{ route: 'transfer_station', probability: null }],
      subject: { kind: 'account', id: 'acct_91' },
      related: [{ kind: 'organization', id: 'org_12' }],
      evidence: [{ type: 'ocsf_evidence', source: 'edge', data: finding.evidences[0] }],
      extra: { ocsf: { unmapped: { note: 'kept' } } },
    });
    expect(alert.indicators).toEqual([
      { type: 'device_id', value: '6d80' },
      { type: 'ip', value: '203.0.113.7' },
      { type: 'network', value: '203.0.113.0/24' },
      { type: 'ja4', value: 't13d1516h2_8daaf6152771_02713d6af862' },
      { type: 'country', value: 'SG' },
      { type: 'asn', value: '64500' },
      { type: 'user_agent', value: 'relay/1.2' },
      { type: 'account', value: 'acct_91' },
      { type: 'email', value: 'ops@relay.example' },
      { type: 'organization', value: 'org_12' },
    ]);
  });

  it('is identified by its finding where the event has no uid', () => {
    const { uid: _none, ...metadata } = finding.metadata;
    expect(accepted({ ...finding, metadata }).externalId).toBe('f-1');
  });

  it('as update or close is an occurrence of its finding, with an identity of its own', () => {
    const { uid: _none, ...metadata } = finding.metadata;
    const update = { ...finding, metadata, activity_id: 2, type_uid: 200402, time: time + 1000 };
    expect(accepted(update)).toMatchObject({
      externalId: `f-1#update@${time + 1000}`,
      findingUid: 'f-1',
      occurrenceOf: { findingUid: 'f-1', activity: 'update' },
    });
    expect(accepted(update).externalId).toBe(accepted(update).externalId);
    const close = { ...finding, activity_id: undefined, type_uid: 200403 };
    const { activity_id: _left, ...bare } = close;
    expect(accepted({ ...bare, metadata: { ...finding.metadata, uid: 'e-9' } })).toMatchObject({
      externalId: 'e-9',
      occurrenceOf: { findingUid: 'f-1', activity: 'close' },
    });
  });

  it('as a close may carry nothing but its finding', () => {
    const close = { class_uid: 2004, activity_id: 3, time, severity_id: 1, finding_info: { uid: 'f-1' } };
    expect(accepted(close)).toMatchObject({
      subject: { kind: 'finding', id: 'f-1' },
      occurrenceOf: { activity: 'close' },
    });
  });

  it.each([
    [{ severity_id: 7 }, ['/severity_id']],
    [{ time: 1_763_600_000 }, ['/time']],
    [{ time: 'yesterday' }, ['/time']],
    [{ time: Number.MAX_VALUE }, ['/time']],
    [{ type_uid: 200403 }, ['/type_uid']],
    [{ finding_info: { title: 'no uid' } }, ['/finding_info/uid']],
    [{ finding_info: { uid: 'f', first_seen_time: 5 } }, ['/finding_info/first_seen_time']],
    [{ observables: [{ name: 'ip', type_id: 2, value: 7 }] }, ['/observables/0/value']],
    [{ evidences: undefined, observables: [], metadata: {} }, ['/evidences']],
    [{ evidences: [], observables: [], metadata: {}, resources: [{ uid: 'r', type: 'API key' }] }, ['/observables']],
    [{ unmapped: { bad: '\u0000' } }, ['/unmapped/bad']],
  ])('is refused with a pointer into the finding: %j', (part, pointers) => {
    expect(pointersOf(JSON.parse(JSON.stringify({ ...finding, ...part })))).toEqual(pointers);
  });

  it('of another class is told so', () => {
    expect(pointersOf({ ...finding, class_uid: 2005 })).toEqual(['/class_uid']);
  });

  it('takes severity "other" as unknown', () => {
    expect(accepted({ ...finding, severity_id: 99 }).severity).toBe(0);
  });
});
