/** The matter of the journey: three accounts of one customer behind one relay, and others who are none of it. */

export const CUSTOMER = { id: 'org_tidewater', name: 'Tidewater Commerce', email: 'owner@tidewater.example' };
export const ACCOUNTS = ['acct_tide_1', 'acct_tide_2', 'acct_tide_3'] as const;
export const RELAY = 'journey-relay-signature';
export const CARD = 'journey-instrument-reuse';
const OTHERS = [
  { organization: 'org_pinewood', name: 'Pinewood Press', account: 'acct_pine' },
  { organization: 'org_lakeside', name: 'Lakeside Studio', account: 'acct_lake' },
];

export function directoryRecords(): object[] {
  const version = 1;
  const org = (id: string, name: string) => ({
    kind: 'organization',
    id,
    version,
    name,
    country: 'SG',
    plan: 'team',
    language: 'en',
  });
  const account = (id: string, organization: string, seats: number) => ({
    kind: 'account',
    id,
    version,
    parent: { kind: 'organization', id: organization },
    name: id.replace('acct_', ''),
    usage: { exchanges30d: 12_000, seats },
  });
  const contact = (organization: string, email: string) => ({
    kind: 'contact',
    id: `contact_${organization}`,
    version,
    parent: { kind: 'organization', id: organization },
    email,
    verifiedAt: '2026-01-01T00:00:00Z',
    role: 'owner',
  });
  return [
    org(CUSTOMER.id, CUSTOMER.name),
    contact(CUSTOMER.id, CUSTOMER.email),
    ...ACCOUNTS.map((id) => account(id, CUSTOMER.id, 20)),
    ...OTHERS.flatMap(({ organization, name, account: id }) => [
      org(organization, name),
      contact(organization, `owner@${organization.replace('org_', '')}.example`),
      account(id, organization, 5),
    ]),
  ];
}

/** What a manager enters of the two detectors: nothing may rest on a detector that nobody vouched for. */
export const DETECTORS = [
  { id: RELAY, name: 'Relay software', family: 'client', sources: ['edge'] },
  { id: CARD, name: 'One card, many accounts', family: 'payment', sources: ['billing'] },
];

const observedAt = (minutesAgo: number) => new Date(Date.now() - minutesAgo * 60_000).toISOString();

function alert(detector: string, account: string, minutesAgo: number): Record<string, unknown> {
  const client = detector === RELAY;
  return {
    id: `${detector}-${account}`,
    detector: { id: detector, version: '1.0' },
    kind: client ? 'fingerprint' : 'statistical',
    title: client ? 'Known relay software behind one device' : 'One card pays for several accounts',
    severity: 4,
    confidence: 85,
    observedAt: observedAt(minutesAgo),
    routes: [{ route: 'transfer_station', probability: 0.8 }],
    subject: { kind: 'account', id: account },
    related: [{ kind: 'organization', id: CUSTOMER.id }],
    indicators: client
      ? [
          { type: 'device_id', value: 'journey-device-6d80' },
          { type: 'ip', value: '203.0.113.77' },
        ]
      : [{ type: 'payment_instrument', value: 'journey-card-4242' }],
    evidence: [
      {
        type: client ? 'tls_header_signature' : 'instrument_reuse',
        source: client ? 'edge' : 'billing',
        collectedAt: observedAt(minutesAgo),
        data: client ? { software: 'relay', matches: 9 } : { accounts: 3 },
      },
    ],
    policyClauses: ['supported-regions'],
  };
}

/** Six alerts of the matter: each account from both detectors. */
export const relayAlerts = () => ACCOUNTS.map((account, index) => alert(RELAY, account, 30 + index));
export const cardAlerts = () => ACCOUNTS.map((account, index) => alert(CARD, account, 20 + index));

/** Two alerts of lower severity about others, so that there is a queue to be on top of. */
export const otherAlerts = () =>
  OTHERS.map(({ account }, index) => ({
    id: `other-${account}`,
    detector: { id: RELAY, version: '1.0' },
    severity: 2,
    observedAt: observedAt(90 + index),
    routes: [{ route: 'vpn_proxy', probability: 0.4 }],
    subject: { kind: 'account', id: account },
    indicators: [{ type: 'ip', value: `198.51.100.${10 + index}` }],
  }));

/** Another product's form of the same thing, twice: OCSF as it is, and a CloudEvent around ours. */
export const ocsfFinding = () => ({
  class_uid: 2004,
  category_uid: 2,
  activity_id: 1,
  type_uid: 200401,
  severity_id: 2,
  time: Date.now() - 7_200_000,
  metadata: { version: '1.3.0', product: { name: 'Lantern', vendor_name: 'Lantern Works' } },
  finding_info: { uid: 'lantern-551', title: 'Sign-in from a hosting network' },
  resources: [{ type: 'account', uid: 'acct_pine' }],
  observables: [{ name: 'src_endpoint.ip', type_id: 2, type: 'IP Address', value: '198.51.100.40' }],
});
export const cloudEvent = () => ({
  specversion: '1.0',
  id: 'ce-1',
  source: '/detectors/journey',
  type: 'alert.v1',
  time: observedAt(60),
  datacontenttype: 'application/json',
  data: { ...otherAlerts()[1], id: 'other-by-cloud-event' },
});

/** A PDF of one page with a line of text, as a phone's scanner might make it. */
export function lease(): Buffer {
  const content = 'BT /F1 18 Tf 72 720 Td (Lease of an office, Kestrel Quay 7) Tj ET';
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const start = text.length;
  text += `xref\n0 6\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}`;
  return Buffer.from(`${text}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`);
}
