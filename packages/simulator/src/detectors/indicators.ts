import { network28 } from '../names/network.js';
import type { Random } from '../random.js';
import type { Indicator } from '../wire.js';
import type { Actor } from '../world/actor.js';
import type { DetectorId } from './registry.js';

/** One thing that a detector may collect of an actor. */
type Trait =
  | 'ip'
  | 'network'
  | 'asn'
  | 'device_id'
  | 'ja4'
  | 'user_agent'
  | 'card'
  | 'billing_country'
  | 'email'
  | 'email_domain'
  | 'phone'
  | 'registered_address'
  | 'owner_entity'
  | 'owner_name'
  | 'registry_number'
  | 'lei'
  | 'partner'
  | 'end_user'
  | 'template'
  | 'previous';

/** What each detector looks at, strongest first. A `?` behind a name: in about half of its alerts. */
const TRAITS: Readonly<Record<DetectorId, readonly (Trait | `${Trait}?`)[]>> = {
  'ip-intelligence': ['ip', 'network', 'asn', 'user_agent?'],
  'rtt-geometry': ['ip', 'network', 'asn', 'device_id?'],
  'cross-layer-rtt': ['ip', 'asn'],
  'relay-signature': ['device_id', 'ja4', 'user_agent', 'ip', 'asn'],
  'egress-signature': ['ja4', 'user_agent', 'ip', 'asn'],
  'device-id-collision': ['device_id', 'user_agent', 'ip?'],
  'end-user-fan-out': ['end_user', 'ip?', 'asn?', 'email_domain?'],
  'account-fan-in': ['card', 'phone?', 'email_domain', 'registered_address?'],
  'payment-mismatch': ['card', 'billing_country', 'email?'],
  'instrument-reuse': ['card', 'email', 'device_id?'],
  'diurnal-profile': ['network', 'asn', 'device_id?'],
  'client-timezone': ['device_id?', 'network', 'asn'],
  'language-mix': ['network', 'asn'],
  'seat-headcount': ['email_domain', 'network', 'registry_number?'],
  'ownership-threshold': ['owner_entity', 'owner_name', 'registry_number', 'lei'],
  'list-match': ['owner_name', 'owner_entity?', 'registry_number?'],
  'shell-indicators': ['registered_address', 'owner_name', 'registry_number', 'phone?'],
  'distillation-shape': ['device_id', 'template', 'ip', 'asn'],
  'template-similarity': ['template', 'user_agent', 'ja4?'],
  'reasoning-elicitation': ['template', 'device_id?'],
  coordination: ['device_id', 'network', 'asn', 'template?'],
  'partner-report': ['partner', 'end_user?', 'email_domain?'],
  'recidivism-link': ['previous', 'email'],
  'exception-use': ['network', 'email_domain', 'asn'],
};

/** The attributes whose absence makes an alert hard to place. */
const STRONG: ReadonlySet<Trait> = new Set([
  'device_id',
  'card',
  'phone',
  'registered_address',
  'owner_entity',
  'owner_name',
  'template',
  'email',
  'previous',
]);

export interface Seen {
  readonly indicators: Indicator[];
  readonly ip: string;
  readonly device: string;
  readonly card: Actor['cards'][number];
}

/** What `detector` collects of `actor` this time. The account or organization itself is always among it. */
export function collect(detector: DetectorId, actor: Actor, random: Random): Seen {
  const ip = random.pick(actor.ips);
  const device = random.pick(actor.devices);
  const card = random.pick(actor.cards);
  const indicators: Indicator[] = [];
  for (const wanted of TRAITS[detector]) {
    const half = wanted.endsWith('?');
    const trait = (half ? wanted.slice(0, -1) : wanted) as Trait;
    if (half && random.chance(0.5)) continue;
    if (actor.missing > 0 && STRONG.has(trait) && random.chance(actor.missing)) continue;
    const [type, value] = attribute(trait, actor, { ip, device, card }, random);
    if (value) indicators.push({ type, value });
  }
  return { indicators, ip, device, card };
}

function attribute(
  trait: Trait,
  actor: Actor,
  { ip, device, card }: Omit<Seen, 'indicators'>,
  random: Random,
): [type: string, value: string | null] {
  switch (trait) {
    case 'ip':
      return ['ip', ip];
    case 'network':
      return ['network', ip.includes('.') ? network28(ip) : actor.network];
    case 'asn':
      return ['asn', String(actor.asn)];
    case 'device_id':
      return ['device_id', device];
    case 'ja4':
      return ['ja4', actor.ja4];
    case 'user_agent':
      return ['user_agent', actor.userAgent];
    case 'card':
      return ['payment_instrument', card.token];
    case 'billing_country':
      return ['billing_country', card.country];
    case 'email':
      return ['email', actor.email];
    case 'email_domain':
      return ['email_domain', actor.email.slice(actor.email.indexOf('@') + 1)];
    case 'phone':
      return ['phone', actor.phone];
    case 'registered_address':
      return ['registered_address', actor.registeredAddress];
    case 'owner_entity':
      return ['owner_entity', actor.owner.entity];
    case 'owner_name':
      return ['owner_name', actor.owner.name];
    case 'registry_number':
      return ['registry_number', actor.organization?.registryNumber ?? null];
    case 'lei':
      return ['lei', actor.organization?.lei ?? null];
    case 'partner':
      return ['partner', actor.partner];
    case 'end_user':
      return ['end_user', `${actor.account}:u${random.int(1, Math.max(1, actor.endUsers))}`];
    case 'template':
      return ['prompt_template', actor.templates.length === 0 ? null : random.pick(actor.templates)];
    case 'previous':
      // What a returning actor brought along: mostly the card, else the device.
      return random.chance(0.7) ? ['payment_instrument', card.token] : ['device_id', device];
  }
}
