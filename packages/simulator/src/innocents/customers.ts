import { type DetectorMix, type Group, makeGroup, type Rhythm } from '../group.js';
import { coinedWord, personName } from '../names/make.js';
import { asns, ipv6, network64 } from '../names/network.js';
import { Random, seedOf } from '../random.js';
import type { RouteCode } from '../wire.js';
import type { Actor } from '../world/actor.js';
import type { Ground } from '../world/ground.js';
import { cardOf } from '../world/kit.js';
import { makeOrganization, type Organization, type OrganizationWish } from '../world/organization.js';
import { anyCountry, country, placeIn } from '../world/places.js';
import { popularClients } from '../world/software.js';

export interface InnocentWish {
  readonly number: number;
  readonly organizations: number;
  readonly alertsPerAccount: number;
  readonly days: number;
  readonly persistence?: number;
}

export interface InnocentDraft {
  /** Of the account within its group, and of its organization. */
  readonly index: number;
  readonly organizationIndex: number;
  readonly random: Random;
  readonly organization: Organization;
}

export interface InnocentStyle {
  readonly name: string;
  /** The route that the detectors suspect. */
  readonly looksLike: RouteCode | ((draft: InnocentDraft) => RouteCode);
  readonly mix: DetectorMix;
  readonly accountsPerOrganization: number;
  readonly countries?: readonly string[];
  readonly organization?: Partial<OrganizationWish>;
  readonly rhythm?: Rhythm;
  readonly change?: (actor: Actor, draft: InnocentDraft) => Partial<Actor>;
}

const DAY = 86_400_000;

/** Honest customers that look like trouble in one way. Each organization is its own cluster. */
export function makeInnocents(ground: Ground, style: InnocentStyle, wish: InnocentWish): Group {
  const seed = seedOf(ground.seed, 'innocent', style.name, wish.number);
  const id = `innocents-${style.name}-${wish.number}`;
  const perOrganization = style.accountsPerOrganization;
  const accounts = wish.organizations * perOrganization;
  const accountBase = ground.takeAccounts(accounts);
  const organizationBase = ground.takeOrganizations(wish.organizations);
  const site = ground.takeSites(wish.organizations);
  const startedAt = ground.now - wish.days * DAY;
  const organizationAt = (n: number): Organization => {
    const own = Random.of(seed, 'organization', n);
    const home = style.countries ? country(own.pick(style.countries)) : anyCountry(own);
    const index = organizationBase + n;
    return makeOrganization(own, home, {
      id: ground.organizationId(index),
      domainTail: index.toString(32),
      ...style.organization,
    });
  };
  // Accounts of one organization are built next to each other; one slot is all the memory that needs.
  let last: { n: number; organization: Organization } | null = null;
  const remembering = (n: number): Organization => {
    if (last?.n !== n) last = { n, organization: organizationAt(n) };
    return last.organization;
  };

  const actor = (i: number): Actor => {
    const n = Math.floor(i / perOrganization);
    const organization = remembering(n);
    const own = Random.of(seed, 'actor', i);
    const person = personName(own, country(organization.country));
    const client = popularClients[own.int(0, popularClients.length - 1)] as (typeof popularClients)[number];
    const draft: InnocentDraft = { index: i, organizationIndex: n, random: own, organization };
    const claimed = placeIn(own, country(organization.country));
    const plain: Actor = {
      account: ground.accountId(accountBase + i),
      key: ground.keyId(accountBase + i),
      organization,
      label: 'innocent',
      cluster: organization.id,
      campaign: null,
      route: typeof style.looksLike === 'function' ? style.looksLike(draft) : style.looksLike,
      email: `${coinedWord(own)}@${organization.domain}`,
      phone: organization.phone,
      cards: [cardOf(seedOf(seed, 'card', n), organization.country)],
      devices: [own.uuid()],
      ips: [ipv6(site + n, own.next())],
      network: network64(site + n),
      asn: own.pick(asns.access),
      access: 'fixed',
      ja4: client.ja4,
      userAgent: client.userAgent,
      relaySoftware: null,
      templates: [],
      registeredAddress: organization.registeredAddress,
      owner:
        perOrganization === 1
          ? organization.owner
          : { ...organization.owner, name: i % perOrganization === 0 ? organization.owner.name : person.name },
      partner: organization.partner,
      endUsers: 1,
      seats: organization.seats,
      claimed,
      actual: claimed,
      cohort: { accounts: perOrganization, organizations: 1, startedAt },
      missing: 0,
    };
    return style.change ? { ...plain, ...style.change(plain, draft) } : plain;
  };

  const alerts = Math.round(accounts * wish.alertsPerAccount);
  return makeGroup({
    id,
    seed,
    campaign: null,
    accounts,
    alertsPerAccount: wish.alertsPerAccount,
    startedAt,
    days: wish.days,
    persistence: wish.persistence,
    severityCap: ground.severityCap,
    rhythm: style.rhythm ?? { kind: 'office', utcOffsetHours: 0 },
    mix: style.mix,
    alertId: ground.takeAlertIds(alerts),
    actor,
  });
}
