import { INDICATOR_TYPES, ROUTES } from '@portcullis/domain/vocabulary';

export const OCSF_DETECTION_FINDING = 2004;
export const OCSF_INCIDENT_FINDING = 2005;

/** OCSF `activity_id` of a finding; anything else counts as a first report. */
export const OCSF_ACTIVITY = { create: 1, update: 2, close: 3 } as const;

/** `observables[].type_id` → indicator type, where the observable's name does not say more. */
const BY_TYPE_ID: Readonly<Record<number, string>> = {
  1: 'hostname',
  2: 'ip',
  4: 'user_name',
  5: 'email',
  6: 'url',
  10: 'resource',
  12: 'network',
  14: 'country',
  16: 'user_agent',
  21: 'account',
  30: 'fingerprint',
};

/** `finding_info.analytic.type_id` → kind of detector. */
export const KIND_BY_ANALYTIC_TYPE: Readonly<Record<number, string>> = {
  1: 'rule',
  2: 'behavioural',
  3: 'statistical',
  4: 'learned',
  5: 'fingerprint',
};

/** `finding_info.analytic.state_id` → what the sender claims about its state. */
export const STATE_BY_ANALYTIC_STATE: Readonly<Record<number, string>> = {
  1: 'active',
  2: 'suppressed',
  3: 'experimental',
};

const KNOWN_TYPES: ReadonlySet<string> = new Set(INDICATOR_TYPES);
const KNOWN_ROUTES: ReadonlySet<string> = new Set(ROUTES);
const JA4 = /^[tqd]\d\d[di]\d{4}[a-z0-9]{2}_[0-9a-f]{12}_[0-9a-f]{12}$/i;

/**
 * A name that ends in a known type (`device_id`, `evidences[0].api_key`, `payment_instrument.uid`) is more telling
 * than the type id, which has no number for most of what we share.
 */
export function indicatorTypeOf(name: string | undefined, typeId: number, value: string): string | undefined {
  const steps = (name ?? '')
    .toLowerCase()
    .replace(/\[\d*\]/g, '')
    .split('.');
  const last = steps.at(-1) ?? '';
  const telling = last === 'uid' || last === 'value' || last === 'name' ? (steps.at(-2) ?? last) : last;
  if (KNOWN_TYPES.has(telling)) return telling;
  if (typeId === 30 && JA4.test(value)) return 'ja4';
  return BY_TYPE_ID[typeId] ?? (telling.length > 0 && telling.length <= 64 ? telling : undefined);
}

/** `finding_info.types[]` entries that name a route; others are kept with the rest of the finding. */
export function routeOf(type: string): string | undefined {
  const word = type
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
  return KNOWN_ROUTES.has(word) ? word : undefined;
}
