import { exactInstant, words } from '@portcullis/ui';

const MOST = 8;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;
/** Numbers that name something and are not counted. */
const IDENTIFIER = /(^|_)(asn|id|port|bin|number|year|lei)$|[a-z](Id|Asn|Port|Number)$/;

const LABELS: Record<string, string> = {
  rttMs: 'Round trip, ms',
  expectedRttMs: 'Place explains, ms',
  claimedCountry: 'Claimed country',
  observedCountry: 'Observed country',
  userAgent: 'Client software',
  ja4: 'TLS signature',
  asn: 'ASN',
  ip: 'IP address',
  prefix: 'Network',
};

/** `claimedOffice` and `claimed_office` to "Claimed office". */
export function factName(key: string): string {
  const known = LABELS[key];
  if (known) return known;
  return words(
    key
      .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
      .replace(/_?(\d+)d$/i, '_in_$1_days')
      .toLowerCase(),
  );
}

/** A piece of evidence as names and values: what it has first, one level deep, nothing invented. */
export function evidenceFacts(data: unknown): (readonly [string, string])[] {
  if (data === null || data === undefined) return [];
  if (typeof data !== 'object') return [['Value', String(data)]];
  return Object.entries(data)
    .filter(([, value]) => value !== null && value !== '' && value !== undefined)
    .slice(0, MOST)
    .map(
      ([key, value]) =>
        [factName(key), typeof value === 'number' && IDENTIFIER.test(key) ? String(value) : factValue(value)] as const,
    );
}

function factValue(value: unknown): string {
  if (typeof value === 'number') return value.toLocaleString('en-GB', { maximumFractionDigits: 2 });
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return INSTANT.test(value) ? exactInstant(Date.parse(value)) : value;
  if (Array.isArray(value)) {
    const shown = value.slice(0, 5).map(factValue).join(', ');
    return value.length > 5 ? `${shown} and ${value.length - 5} more` : shown;
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .slice(0, 4)
      .map(([key, inner]) => `${factName(key).toLowerCase()} ${factValue(inner)}`)
      .join(', ');
  }
  return String(value);
}
