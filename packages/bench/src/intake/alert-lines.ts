/** Alerts as detectors send them: some 1 KB, 25 fields, each a finding of its own. `serial` makes them differ. */
export function alertLine(serial: number, observedAt: number): string {
  const hash = Math.imul(serial + 1, 0x9e3779b1) >>> 0;
  const hex = (hash * 0x100000000 + Math.imul(serial, 0x85ebca6b)).toString(16).padStart(16, '0').slice(0, 16);
  const at = new Date(observedAt - (serial % 3_600_000)).toISOString();
  const ip = `203.0.113.${hash % 254}`;
  return JSON.stringify({
    id: `relay-${serial}`,
    detector: { id: 'tls-header-signature', version: '3.2', state: 'active' },
    kind: 'fingerprint',
    title: 'Header order and TLS fingerprint of a known relay program',
    severity: 1 + (hash % 5),
    confidence: hash % 100,
    observedAt: at,
    firstSeen: at,
    lastSeen: at,
    count: 1,
    routes: [
      { route: 'transfer_station', probability: 0.8 },
      { route: 'vpn_proxy', probability: 0.1 },
    ],
    subject: { kind: 'account', id: `acct_${serial}` },
    related: [
      { kind: 'organization', id: `org_${hash % 50_000}` },
      { kind: 'api_key', id: `key_${serial}` },
    ],
    indicators: [
      { type: 'device_id', value: `${hex}${hex}` },
      { type: 'ip', value: ip },
      { type: 'asn', value: String(64_496 + (hash % 16)) },
      { type: 'ja4', value: `t13d1516h2_${hex.slice(0, 12)}_${hex.slice(4)}` },
    ],
    evidence: [
      {
        type: 'tls_header_signature',
        family: 'client',
        source: 'edge',
        collectedAt: at,
        data: {
          userAgent: 'client-sdk/1.4.2 (linux; x64)',
          matched: ['header order', 'cipher order'],
          requests: hash % 9000,
          share: 0.97,
        },
      },
    ],
    policyClauses: ['supported-regions'],
    region: 'ap-south',
    collector: `edge-${hash % 40}`,
  });
}

/** Bodies of `size` alerts each, as NDJSON. */
export function bodiesOf(alerts: number, size: number, observedAt: number): Buffer[] {
  const bodies: Buffer[] = [];
  for (let from = 0; from < alerts; from += size) {
    let text = '';
    for (let i = from; i < Math.min(alerts, from + size); i++) text += `${alertLine(i, observedAt)}\n`;
    bodies.push(Buffer.from(text, 'utf8'));
  }
  return bodies;
}
