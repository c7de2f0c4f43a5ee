import { plural, words } from '@portcullis/ui';

/** What an attribute is called on screen. */
const ATTRIBUTES: Record<string, string> = {
  payment_instrument: 'card or wallet',
  device_id: 'device id',
  ip: 'IP address',
  network: 'network',
  asn: 'network operator (ASN)',
  ja4: 'TLS signature',
  email_domain: 'e-mail domain',
  phone: 'phone',
  registered_address: 'registered address',
  owner_entity: 'owner',
  owner_name: 'owner name',
  api_key: 'API key',
  end_user: 'end user',
  prompt_template: 'prompt skeleton',
  prompt_template_band: 'part of a prompt skeleton’s hash',
  user_agent: 'client software',
  billing_country: 'billing country',
  registry_number: 'registry number',
  lei: 'LEI',
  '=together': 'put together by a person,',
};

export function attributeWord(type: string): string {
  return ATTRIBUTES[type] ?? words(type).toLowerCase();
}

/** How rare a shared attribute is, in words: "only these 31 accounts", "4,812 accounts, adds nothing". */
export function rarity(shared: { subjects: number; subjectsInCase?: number; hub: boolean }): string {
  if (shared.hub) return `${plural(shared.subjects, 'account')}, adds nothing`;
  if (shared.subjectsInCase === undefined) return plural(shared.subjects, 'account');
  if (shared.subjects <= shared.subjectsInCase) return `only these ${plural(shared.subjects, 'account')}`;
  return `${plural(shared.subjectsInCase, 'account')} here of ${shared.subjects.toLocaleString('en-GB')} anywhere`;
}

/** Long values keep both ends: `6d80c1…9f02`. */
export function shortValue(value: string, most = 26): string {
  return value.length <= most ? value : `${value.slice(0, most - 7)}…${value.slice(-6)}`;
}

const KINDS: Record<string, { noun: string; verb: string }> = {
  no_violation: { noun: 'no violation', verb: 'Decide “no violation”' },
  monitor: { noun: 'monitoring', verb: 'Propose monitoring' },
  warn: { noun: 'a warning', verb: 'Propose a warning' },
  require_verification: { noun: 'a verification request', verb: 'Propose a verification request' },
  rate_limit: { noun: 'a rate limit', verb: 'Propose a rate limit' },
  restrict: { noun: 'a restriction', verb: 'Propose a restriction' },
  suspend: { noun: 'suspension', verb: 'Propose suspension' },
  terminate: { noun: 'termination', verb: 'Propose termination' },
};

export function kindNoun(kind: string): string {
  return KINDS[kind]?.noun ?? words(kind).toLowerCase();
}

/** What a scope counts, in the singular: "account", "API key". */
export function scopeNoun(scope: string | null): string {
  return scope === 'api_key' ? 'API key' : words(scope ?? 'account').toLowerCase();
}

/** What the button says: always with the number of people it hits. */
export function proposeVerb(
  kind: string,
  reach: { known: boolean; subjects: number; accounts: number } | null,
  scope: string | null,
): string {
  const verb = KINDS[kind]?.verb ?? `Propose ${words(kind).toLowerCase()}`;
  if (kind === 'no_violation' || kind === 'monitor' || reach === null) return verb;
  if (!reach.known) return `${verb}, reach unknown`;
  if (reach.subjects === 0) return verb;
  const unit = scopeNoun(scope);
  const many = unit === 'account' ? reach.accounts || reach.subjects : reach.subjects;
  return `${verb} of ${plural(many, unit)}`
    .replace('warning of', 'warning to')
    .replace('request of', 'request to')
    .replace('limit of', 'limit on')
    .replace('restriction of', 'restriction on');
}

const FAMILIES: Record<string, string> = {
  network: 'Network',
  client: 'Client',
  account: 'Account',
  payment: 'Payment',
  behaviour: 'Behaviour',
  identity: 'Identity',
  content: 'Content',
  report: 'Report',
};
export const familyWord = (family: string): string => FAMILIES[family] ?? words(family);
