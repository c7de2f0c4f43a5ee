import type { Country } from '../names/countries.js';
import { address, organizationName, personName } from '../names/make.js';
import { phone } from '../names/network.js';
import type { Random } from '../random.js';
import { type Place, placeIn } from './places.js';

export type Plan = 'free' | 'pro' | 'team' | 'business' | 'enterprise';
export type Size = 'solo' | 'small' | 'medium' | 'large';

export interface Owner {
  readonly entity: string;
  readonly name: string;
  readonly country: string;
}

/** A customer as the provider's directory knows it. */
export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly country: string;
  readonly language: string;
  readonly office: Place;
  readonly plan: Plan;
  readonly size: Size;
  readonly seats: number;
  readonly exchanges30d: number;
  readonly registryNumber: string;
  readonly lei: string | null;
  readonly registeredAddress: string;
  readonly phone: string;
  readonly owner: Owner;
  readonly contact: { readonly name: string; readonly email: string };
  readonly partner: string | null;
  readonly contractTerms: { readonly noticeDays: number; readonly curePeriodDays: number } | null;
}

const SIZES: readonly (readonly [Size, number])[] = [
  ['solo', 30],
  ['small', 42],
  ['medium', 20],
  ['large', 8],
];
const SEATS: Readonly<Record<Size, readonly [number, number]>> = {
  solo: [1, 2],
  small: [3, 24],
  medium: [25, 180],
  large: [181, 2400],
};
const PLANS: Readonly<Record<Size, readonly (readonly [Plan, number])[]>> = {
  solo: [
    ['free', 3],
    ['pro', 6],
    ['team', 1],
  ],
  small: [
    ['pro', 3],
    ['team', 6],
    ['business', 1],
  ],
  medium: [
    ['team', 3],
    ['business', 6],
    ['enterprise', 1],
  ],
  large: [
    ['business', 3],
    ['enterprise', 7],
  ],
};
const USE: Readonly<Record<Size, number>> = { solo: 900, small: 14_000, medium: 160_000, large: 1_900_000 };

export interface OrganizationWish {
  readonly id: string;
  /** Makes the domain unique where coined words may repeat. */
  readonly domainTail?: string;
  readonly size?: Size;
  readonly plan?: Plan;
  readonly partner?: string | null;
  readonly contact?: string;
}

/** An ordinary customer of `home`; a caller overrides what its story needs. */
export function makeOrganization(random: Random, home: Country, wish: OrganizationWish): Organization {
  const { name, slug } = organizationName(random, home);
  const office = placeIn(random, home);
  const size = wish.size ?? random.weighted(SIZES);
  const [low, high] = SEATS[size];
  const owner = personName(random, home);
  const contact = personName(random, home);
  const domain = `${slug}${wish.domainTail ? `-${wish.domainTail}` : ''}.example`;
  const city = home.cities.find((one) => one.name === office.city) ?? home.cities[0];
  const plan = wish.plan ?? random.weighted(PLANS[size]);
  return {
    id: wish.id,
    name,
    domain,
    country: home.code,
    language: home.language,
    office,
    plan,
    size,
    seats: random.int(low, high),
    exchanges30d: Math.round(random.logNormal(USE[size], 0.8)),
    registryNumber: `${home.code}-${random.int(1_000_000, 9_999_999)}`,
    lei: size === 'large' && random.chance(0.7) ? `XX00${random.hex(14).toUpperCase()}00` : null,
    registeredAddress: address(random, home, city as Country['cities'][number]),
    phone: phone(random, home.code),
    owner: { entity: `own_${random.hex(10)}`, name: owner.name, country: home.code },
    contact: {
      name: contact.name,
      email: `${wish.contact ?? random.pick(['ops', 'admin', 'legal', 'office'])}@${domain}`,
    },
    partner: wish.partner ?? null,
    contractTerms: plan === 'enterprise' ? { noticeDays: 10, curePeriodDays: 14 } : null,
  };
}
