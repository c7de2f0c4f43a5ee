/** Examples of the API document. A spec holds each to its schema, and the alerts to the parser. */

export const ALERT_EXAMPLE = {
  id: 'relay-77812',
  detector: { id: 'relay-signature', version: '3.2', state: 'active' },
  kind: 'fingerprint',
  title: 'Known relay software behind one device id',
  severity: 4,
  confidence: 80,
  observedAt: '2026-11-20T08:15:30.120Z',
  firstSeen: '2026-11-20T08:00:00.000Z',
  lastSeen: '2026-11-20T08:15:30.120Z',
  count: 1,
  routes: [{ route: 'transfer_station', probability: 0.8 }],
  subject: { kind: 'account', id: 'acct_91' },
  related: [
    { kind: 'organization', id: 'org_12' },
    { kind: 'api_key', id: 'key_5' },
  ],
  indicators: [
    { type: 'device_id', value: '6d80f0c1' },
    { type: 'ip', value: '203.0.113.7' },
    { type: 'asn', value: '64500' },
  ],
  evidence: [
    {
      type: 'tls_header_signature',
      family: 'client',
      source: 'edge',
      collectedAt: '2026-11-20T08:15:30.120Z',
      data: { userAgent: 'relay/1.2' },
    },
  ],
  policyClauses: ['supported-regions'],
};

export const MINIMAL_ALERT_EXAMPLE = {
  id: 'ip-1',
  observedAt: '2026-11-20T08:15:30Z',
  severity: 2,
  subject: { kind: 'account', id: 'acct_91' },
  indicators: [{ type: 'ip', value: '2001:db8::7' }],
};

export const OCSF_EXAMPLE = {
  class_uid: 2004,
  activity_id: 1,
  type_uid: 200401,
  time: 1_795_162_530_120,
  severity_id: 4,
  confidence_score: 80,
  finding_info: {
    uid: 'finding-4711',
    title: 'One device id on many organizations',
    analytic: { uid: 'device-id-collision', name: 'Device ids', version: '2.0', type_id: 5, state_id: 1 },
    types: ['transfer_station'],
  },
  metadata: { version: '1.3.0', uid: 'event-1', product: { name: 'Edge' } },
  evidences: [{ src_endpoint: { ip: '203.0.113.7' }, user: { uid: 'acct_91' } }],
  observables: [{ name: 'device_id', type_id: 99, value: '6d80f0c1' }],
};

export const CLOUD_EVENT_EXAMPLE = {
  specversion: '1.0',
  id: 'event-1',
  source: '/detectors/relay-signature',
  type: 'example.alert',
  data: ALERT_EXAMPLE,
};

export const PROBLEM_EXAMPLE = {
  type: '/problems/invalid-alert',
  title: 'The alert is not valid',
  status: 422,
  code: 'invalid_alert' as const,
  errors: [{ pointer: '/observedAt', detail: 'is before 2015; check the clock or the unit' }],
};

export const INTAKE_ANSWER_EXAMPLE = {
  accepted: 1,
  duplicates: 0,
  folded: 0,
  suppressed: 0,
  rejected: 1,
  results: [
    { index: 0, id: 'relay-77812', status: 'accepted' },
    { index: 1, status: 'rejected', problem: PROBLEM_EXAMPLE },
  ],
};

export const DIRECTORY_EXAMPLE = {
  kind: 'organization',
  id: 'org_12',
  version: 3,
  name: 'Faro Claro S.A.',
  country: 'UY',
  size: '51-200',
  plan: 'team',
  language: 'es',
  registryNumber: '21-7788',
  usage: { exchanges30d: 412_000, seats: 60 },
};

export const DIRECTORY_ANSWER_EXAMPLE = {
  accepted: 1,
  duplicates: 0,
  rejected: 0,
  results: [{ index: 0, id: 'org_12', status: 'accepted' }],
};

const CASE_ID = '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b';

export const ALERT_VIEW_EXAMPLE = {
  detector: 'relay-signature',
  id: 'relay-77812',
  status: 'in_case',
  receivedAt: '2026-11-20T08:15:31.004Z',
  alert: ALERT_EXAMPLE,
  case: { id: CASE_ID, reference: 'C-1042', campaignId: null },
  link: {
    sentence: 'Shares device id 6d80f0c1 with 211 accounts.',
    shared: [{ type: 'device_id', value: '6d80f0c1', weight: 6.2 }],
  },
  occurrences: 1,
  outcome: null,
};

export const MEMBERSHIP_EXAMPLE = {
  detector: 'relay-signature',
  alertId: 'relay-77812',
  caseId: CASE_ID,
  campaignId: null,
};

export const STATUS_EXAMPLE = { accepted: 120_000, grouped: 119_000, pending: 1000, oldestPendingSeconds: 0.8 };

export const OUTCOME_EXAMPLE = {
  detector: 'relay-signature',
  alertId: 'relay-77812',
  verdict: { verdict_id: 1, name: 'False Positive' },
  reason: 'legitimate_gateway',
  provisional: false,
  caseRef: 'C-1042',
  decidedAt: '2026-11-20T12:00:00.000Z',
};

export const OUTCOMES_EXAMPLE = {
  outcomes: [{ position: '88123', ...OUTCOME_EXAMPLE }],
  next: '88123',
  hasMore: false,
};

export const GATE_EXAMPLE = { answer: 'hold', until: '2026-11-27T00:00:00.000Z', missing: ['ownership'] };

export const CONFIRMATION_EXAMPLE = { status: 'in_effect', at: '2026-11-20T09:00:00.000Z', detail: 'suspended' };

export const CONFIRMATION_ANSWER_EXAMPLE = { actionId: CASE_ID, state: 'active', repeated: false };

export const ACTION_REQUESTED_EXAMPLE = {
  type: 'action.requested',
  timestamp: '2026-11-20T08:59:58.000Z',
  data: {
    actionId: CASE_ID,
    idempotencyKey: CASE_ID,
    kind: 'suspend',
    scope: 'organization',
    subjects: [{ kind: 'organization', id: 'org_12' }],
    until: '2026-12-20T00:00:00.000Z',
    sequence: 1,
    effects: {
      requestsInFlight: 'finish',
      batchAndScheduledJobs: 'are held and can be resumed',
      billing: 'no new charges; prepaid credit is kept',
      dataExport: 'open for the whole time',
      retention: 'timers for stored data stand still',
      stillWorks: ['data export', 'the appeal'],
    },
    reasonCode: 'supported-regions',
  },
};

export const ALERT_OUTCOME_EXAMPLE = {
  type: 'alert.outcome',
  timestamp: '2026-11-20T12:00:01.000Z',
  data: OUTCOME_EXAMPLE,
};

export const VERIFICATION_CHANGED_EXAMPLE = {
  type: 'verification.changed',
  timestamp: '2026-11-20T12:00:01.000Z',
  data: { organization: 'org_12', verificationId: CASE_ID, state: 'accepted', validUntil: '2027-11-20T00:00:00.000Z' },
};
