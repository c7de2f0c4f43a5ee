import type { Group } from '../group.js';
import { address } from '../names/make.js';
import { asns, ipv4 } from '../names/network.js';
import { Random, seedOf } from '../random.js';
import type { Ground } from '../world/ground.js';
import { cardOf } from '../world/kit.js';
import { country, placeIn } from '../world/places.js';
import { gatewayClients } from '../world/software.js';
import { type InnocentWish, makeInnocents } from './customers.js';

/** A customer with 5,000 end users behind a gateway such as LiteLLM: many users, one key, one handshake. */
export function gatewayCustomers(ground: Ground, wish: InnocentWish): Group {
  return makeInnocents(
    ground,
    {
      name: 'gateway',
      looksLike: 'transfer_station',
      mix: [
        ['egress-signature', 3],
        ['ip-intelligence', 3],
        ['end-user-fan-out', 3],
        ['relay-signature', 1],
      ],
      accountsPerOrganization: 2,
      organization: { size: 'large', plan: 'enterprise' },
      change: (_, { organizationIndex }) => ({
        ...(gatewayClients[organizationIndex % gatewayClients.length] as (typeof gatewayClients)[number]),
        ips: [ground.cloudEgress[organizationIndex % ground.cloudEgress.length] as string],
        access: 'hosting' as const,
        asn: asns.cloud[organizationIndex % asns.cloud.length] as number,
        endUsers: 5000,
      }),
    },
    wish,
  );
}

/** Laboratories of one university: one address, one mail domain, nothing else in common. */
export function university(ground: Ground, wish: InnocentWish): Group {
  const random = Random.of(seedOf(ground.seed, 'university', wish.number), 'campus');
  const domain = `university-${wish.number}-${random.hex(3)}.example`;
  const exit = ipv4(176 + (wish.number % 16));
  const hall = country(random.pick(['JP', 'DE', 'IN', 'CA']));
  const campus = address(random, hall, random.pick(hall.cities));
  ground.knowHub('ip', exit, 'university exit', 'declared by the university');
  ground.knowHub('email_domain', domain, 'university mail', 'declared by the university');
  ground.knowHub('registered_address', campus, 'university campus', 'declared by the university');
  ground.knowHub('asn', String(asns.university[0]), 'university network', 'routing registry');
  return makeInnocents(
    ground,
    {
      name: 'university',
      looksLike: 'signup_farming',
      mix: [
        ['account-fan-in', 4],
        ['ip-intelligence', 3],
        ['device-id-collision', 1],
        ['template-similarity', 1],
        ['end-user-fan-out', 1],
      ],
      accountsPerOrganization: 6,
      countries: [hall.code],
      organization: { size: 'small', plan: 'team' },
      change: (actor) => ({
        email: `${actor.email.slice(0, actor.email.indexOf('@'))}@${domain}`,
        ips: [exit],
        asn: asns.university[0],
        access: 'university',
        registeredAddress: campus,
        cohort: { ...actor.cohort, accounts: wish.organizations * 6, organizations: wish.organizations },
      }),
    },
    wish,
  );
}

/** Staff on the road: hotel VPNs, other time zones, the mobile network of wherever they are. */
export function travellingStaff(ground: Ground, wish: InnocentWish): Group {
  return makeInnocents(
    ground,
    {
      name: 'travel',
      looksLike: 'vpn_proxy',
      mix: [
        ['ip-intelligence', 4],
        ['client-timezone', 3],
        ['rtt-geometry', 3],
        ['diurnal-profile', 1],
      ],
      accountsPerOrganization: 5,
      organization: { size: 'medium', plan: 'business' },
      change: (_, { random }) => {
        const abroad = placeIn(random, country(random.pick(['SG', 'AE', 'JP', 'BR', 'KE', 'US'])));
        return { ips: [random.pick(ground.vpnExits)], access: 'mobile', asn: random.pick(asns.vpn), actual: abroad };
      },
    },
    wish,
  );
}

/** A start-up in Singapore: UTC+8, Chinese names, two languages, and entirely in order. */
export function singaporeStartUps(ground: Ground, wish: InnocentWish): Group {
  return makeInnocents(
    ground,
    {
      name: 'singapore',
      looksLike: 'intranet_tunnel',
      mix: [
        ['diurnal-profile', 4],
        ['language-mix', 2],
        ['client-timezone', 2],
        ['rtt-geometry', 1],
        ['ip-intelligence', 1],
      ],
      accountsPerOrganization: 4,
      countries: ['SG', 'MY', 'PH', 'TW', 'HK'],
      rhythm: { kind: 'office', utcOffsetHours: 8 },
      organization: { size: 'small', plan: 'business' },
      change: (_, { organizationIndex }) => ({
        ips: [ground.carrierNat[organizationIndex % ground.carrierNat.length] as string],
      }),
    },
    wish,
  );
}

/** An agency that pays for all its clients with one card. */
export function agency(ground: Ground, wish: InnocentWish): Group {
  const seed = seedOf(ground.seed, 'agency', wish.number);
  const card = cardOf(seed, 'FR');
  if (Random.of(seed, 'known').chance(ground.difficulty.knownDecoys)) {
    ground.knowHub('payment_instrument', card.token, "an agency's card", 'reviewer, dated entry');
  }
  return makeInnocents(
    ground,
    {
      name: 'agency',
      looksLike: 'payment_cover',
      mix: [
        ['instrument-reuse', 5],
        ['payment-mismatch', 3],
        ['account-fan-in', 2],
      ],
      accountsPerOrganization: 1,
      countries: ['FR', 'BE', 'CH', 'ES', 'IT'],
      organization: { size: 'small', plan: 'team' },
      change: (actor) => ({
        cards: [card],
        cohort: { ...actor.cohort, accounts: wish.organizations, organizations: wish.organizations },
      }),
    },
    wish,
  );
}

/** Companies behind one security gateway. */
export function corporateNat(ground: Ground, wish: InnocentWish): Group {
  const exit = ground.securityGateways[wish.number % ground.securityGateways.length] as string;
  return makeInnocents(
    ground,
    {
      name: 'corporate-nat',
      looksLike: 'vpn_proxy',
      mix: [
        ['ip-intelligence', 5],
        ['rtt-geometry', 2],
        ['egress-signature', 1],
      ],
      accountsPerOrganization: 3,
      organization: { size: 'large', plan: 'enterprise' },
      change: () => ({ ips: [exit], asn: asns.securityGateway[0], access: 'corporate' }),
    },
    wish,
  );
}

/** Machines cloned from one image, with the device id that was in it. */
export function goldenImage(ground: Ground, wish: InnocentWish): Group {
  const random = Random.of(seedOf(ground.seed, 'golden', wish.number), 'image');
  const device = random.uuid();
  if (random.chance(ground.difficulty.knownDecoys)) {
    ground.knowHub('device_id', device, 'id baked into a public machine image', 'vendor documentation');
  }
  return makeInnocents(
    ground,
    {
      name: 'golden-image',
      looksLike: 'transfer_station',
      mix: [
        ['device-id-collision', 5],
        ['ip-intelligence', 2],
      ],
      accountsPerOrganization: 1,
      organization: { size: 'medium', plan: 'business' },
      change: (actor) => ({
        devices: [device],
        cohort: { ...actor.cohort, accounts: wish.organizations, organizations: wish.organizations },
      }),
    },
    wish,
  );
}

/** Laboratories that evaluate models with public benchmarks: flat volume, shared prompts. */
export function evaluationLabs(ground: Ground, wish: InnocentWish): Group {
  const random = Random.of(ground.seed, 'benchmarks');
  const templates = Array.from({ length: 4 }, () => `tpl_${random.hex(16)}`);
  if (wish.number === 1) {
    for (const template of templates)
      ground.knowHub('prompt_template', template, 'public benchmark', 'benchmark catalogue');
  }
  return makeInnocents(
    ground,
    {
      name: 'evaluation-lab',
      looksLike: 'distillation',
      mix: [
        ['distillation-shape', 4],
        ['template-similarity', 3],
        ['reasoning-elicitation', 2],
        ['coordination', 1],
      ],
      accountsPerOrganization: 4,
      rhythm: { kind: 'flat' },
      organization: { size: 'medium', plan: 'business' },
      change: () => ({ templates }),
    },
    wish,
  );
}

/** Companies at the desks of one co-working space. */
export function coworking(ground: Ground, wish: InnocentWish): Group {
  const random = Random.of(seedOf(ground.seed, 'coworking', wish.number), 'house');
  const home = country(random.pick(['PT', 'DE', 'MX', 'ZA']));
  const house = address(random, home, random.pick(home.cities));
  const exit = ipv4(128 + (wish.number % 16));
  if (random.chance(ground.difficulty.knownDecoys)) {
    ground.knowHub('registered_address', house, 'co-working space', 'reviewer, dated entry');
  }
  ground.knowHub('ip', exit, 'co-working space', 'reviewer, dated entry');
  return makeInnocents(
    ground,
    {
      name: 'coworking',
      looksLike: 'shell_company',
      mix: [
        ['shell-indicators', 3],
        ['account-fan-in', 2],
        ['ip-intelligence', 2],
      ],
      accountsPerOrganization: 2,
      countries: [home.code],
      organization: { size: 'small', plan: 'team' },
      change: () => ({ registeredAddress: house, ips: [exit] }),
    },
    wish,
  );
}
