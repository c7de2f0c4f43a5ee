import { type DetectorMix, type Group, makeGroup, type Rhythm } from '../group.js';
import { coinedWord, misspelt, personName } from '../names/make.js';
import { asns, ipv4 } from '../names/network.js';
import { mix, Random, seedOf } from '../random.js';
import type { RouteCode, TruthLabel } from '../wire.js';
import type { Actor, Cohort } from '../world/actor.js';
import type { Ground } from '../world/ground.js';
import { Kit, type KitWish } from '../world/kit.js';
import { makeOrganization, type Organization, type OrganizationWish } from '../world/organization.js';
import { country, type Place, placeIn, restrictedPlace } from '../world/places.js';
import { popularClients, relayPrograms } from '../world/software.js';

export interface CampaignWish {
  /** Distinguishes campaigns of one route in one world. */
  readonly number: number;
  readonly accounts: number;
  readonly days: number;
  /** Days before the world's now when it began. */
  readonly startedDaysAgo: number;
  readonly alertsPerAccount: number;
  readonly persistence?: number;
}

export interface Draft {
  readonly index: number;
  readonly random: Random;
  readonly organization: Organization | null;
  readonly kit: Kit;
  readonly real: Place;
}

/** What makes one route differ from another. */
export interface RouteStyle {
  readonly route: RouteCode;
  readonly title: string;
  readonly mix: DetectorMix;
  readonly rhythm: (real: Place) => Rhythm;
  readonly access: Actor['access'];
  /** Where the accounts claim to be. */
  readonly countries: readonly string[];
  /** Accounts per organization; 0 for consumer accounts without one. */
  readonly accountsPerOrganization: number;
  readonly organization?: Partial<OrganizationWish>;
  readonly kit?: Partial<KitWish>;
  readonly label?: (draft: Draft) => TruthLabel;
  readonly templates?: (accounts: number) => number;
  readonly relay?: boolean;
  readonly endUsers?: (random: Random) => number;
  /** The last word on an account, after everything common is filled in. */
  readonly change?: (actor: Actor, draft: Draft) => Partial<Actor>;
}

const DAY = 86_400_000;

/** A campaign as a group: common machinery, coloured by the route's style. */
export function makeCampaign(ground: Ground, style: RouteStyle, wish: CampaignWish): Group {
  const seed = seedOf(ground.seed, style.route, wish.number);
  const random = Random.of(seed, 'plan');
  const id = `${style.route.replaceAll('_', '-')}-${wish.number}`;
  const startedAt = ground.now - wish.startedDaysAgo * DAY;
  const days = Math.min(wish.days, wish.startedDaysAgo);
  const real = restrictedPlace(random);
  const countries = random.sample(style.countries, Math.min(style.countries.length, random.int(2, 4)));
  const perOrganization = style.accountsPerOrganization;
  const organizations = perOrganization === 0 ? 0 : Math.ceil(wish.accounts / perOrganization);
  const kit = new Kit(ground, { seed, accounts: wish.accounts, days, countries, ...style.kit });
  const base = ground.takeAccounts(wish.accounts);
  const organizationBase = ground.takeOrganizations(organizations);
  const cohort: Cohort = { accounts: wish.accounts, organizations: Math.max(1, organizations), startedAt };
  const relay = relayPrograms[seed % relayPrograms.length];
  const exits = random.sample(ground.vpnExits, 6);
  const made = new Map<number, Organization>();

  const organizationOf = (i: number): Organization | null => {
    if (perOrganization === 0) return null;
    const n = Math.floor(i / perOrganization);
    let found = made.get(n);
    if (!found) {
      const own = Random.of(seed, 'organization', n);
      found = makeOrganization(own, country(own.pick(countries)), {
        id: ground.organizationId(organizationBase + n),
        domainTail: own.hex(3),
        size: 'small',
        ...style.organization,
      });
      if (made.size > 50_000) made.clear();
      made.set(n, found);
    }
    return found;
  };

  const actor = (i: number): Actor => {
    const own = Random.of(seed, 'actor', i);
    const organization = organizationOf(i);
    const home = country(organization?.country ?? own.pick(countries));
    const draft: Draft = { index: i, random: own, organization, kit, real };
    const client =
      style.relay && relay
        ? relay
        : (popularClients[mix(seed, i >> 3) % popularClients.length] as (typeof popularClients)[number]);
    const person = personName(own, home);
    const owner = organization?.owner ?? { entity: `own_${own.hex(10)}`, name: person.name, country: home.code };
    const plain: Actor = {
      account: ground.accountId(base + i),
      key: ground.keyId(base + i),
      organization,
      label: style.label?.(draft) ?? (i % 17 === 0 ? 'operator' : 'knowing_participant'),
      cluster: id,
      campaign: id,
      route: style.route,
      email: organization
        ? `${coinedWord(own)}@${organization.domain}`
        : `${coinedWord(own)}.${own.hex(4)}@${own.pick(ground.freeMail)}`,
      phone: kit.phone(i),
      cards: kit.cards(i),
      devices: kit.devices(i),
      ips: style.access === 'vpn' ? [own.pick(exits), own.pick(exits)] : kit.ips(i),
      network: kit.network(i),
      asn: asnOf(style.access, seed),
      access: style.access,
      ja4: client.ja4,
      userAgent: client.userAgent,
      relaySoftware: style.relay && relay ? relay.name : null,
      templates: style.templates
        ? [kit.template(i, style.templates(wish.accounts)), kit.template(i + 1, style.templates(wish.accounts))]
        : [],
      registeredAddress: organization?.registeredAddress ?? `${home.code} ${own.hex(8)}`,
      owner,
      partner: organization?.partner ?? null,
      endUsers: style.endUsers?.(own) ?? 1,
      seats: organization?.seats ?? 1,
      claimed: organization?.office ?? placeIn(own, home),
      actual: real,
      cohort,
      missing: ground.difficulty.missing,
    };
    return style.change ? { ...plain, ...style.change(plain, draft) } : plain;
  };

  const alerts = Math.round(wish.accounts * wish.alertsPerAccount);
  const group = makeGroup({
    id,
    seed,
    campaign: {
      id,
      route: style.route,
      title: style.title,
      accounts: wish.accounts,
      exchanges: wish.accounts * 1152,
      startedAt,
      endedAt: startedAt + days * DAY,
    },
    accounts: wish.accounts,
    alertsPerAccount: wish.alertsPerAccount,
    startedAt,
    days,
    persistence: wish.persistence,
    severityCap: ground.severityCap,
    rhythm: style.rhythm(real),
    mix: style.mix,
    alertId: ground.takeAlertIds(alerts),
    actor,
  });
  kits.set(group, kit);
  return group;
}

/** Kits by campaign, so that a world can let two operators buy from one dealer. */
const kits = new WeakMap<Group, Kit>();

export function kitOf(group: Group): Kit | undefined {
  return kits.get(group);
}

function asnOf(access: Actor['access'], seed: number): number {
  const pool =
    access === 'vpn'
      ? asns.vpn
      : access === 'residential_proxy'
        ? asns.residentialProxy
        : access === 'hosting'
          ? asns.hosting
          : access === 'corporate'
            ? asns.corporate
            : asns.access;
  return pool[seed % pool.length] as number;
}

/** One text that clerks spell in several ways, the more so the harder the world. */
export function spelling(ground: Ground, draft: Draft, text: string): string {
  return draft.random.chance(ground.difficulty.misspelling) ? misspelt(draft.random, text) : text;
}

export const flat = (): Rhythm => ({ kind: 'flat' });
export const officeHours = (real: Place): Rhythm => ({ kind: 'office', utcOffsetHours: real.utcOffsetHours });
export const sharedExit = (n: number): string => ipv4(n);
