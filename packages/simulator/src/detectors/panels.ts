import type { Random } from '../random.js';
import type { Actor } from '../world/actor.js';
import { distanceKm, explainedRoundTripMs, type Place } from '../world/places.js';
import type { Seen } from './indicators.js';
import { dayProfile, flatProfile } from './profiles.js';
import type { DetectorId } from './registry.js';

type Data = Readonly<Record<string, unknown>>;

interface Sight {
  readonly actor: Actor;
  readonly seen: Seen;
  readonly random: Random;
  readonly at: number;
}

const DAY = 86_400_000;
const iso = (at: number) => new Date(at).toISOString();
const daysSince = (start: number, at: number) => Math.max(1, Math.round((at - start) / DAY));
const share = (value: number) => Math.round(value * 1000) / 1000;
const office = (place: Place) => ({
  label: place.city,
  country: place.country,
  latitude: place.latitude,
  longitude: place.longitude,
});

/** Where the provider measures from: the edge nearest to the claimed office. */
const VANTAGE = { label: 'edge-1', country: 'SG', latitude: 1.3, longitude: 103.8 };

function roundTrip({ actor, random }: Sight): Data {
  const explained = explainedRoundTripMs(distanceKm(actor.claimed, { ...actor.claimed, ...VANTAGE }));
  const tolerance = 20;
  const extra =
    actor.access === 'satellite'
      ? random.int(480, 640)
      : actor.access === 'mobile'
        ? random.int(60, 180)
        : explainedRoundTripMs(distanceKm(actor.claimed, actor.actual)) + random.int(10, 70);
  return {
    claimedOffice: office(actor.claimed),
    vantage: VANTAGE,
    observedRoundTripMs: explained + extra,
    explainedMs: explained,
    explainedToleranceMs: tolerance,
    impliedDistanceKm: Math.round(((explained + extra) * 200) / 3),
    samples: random.int(40, 4000),
    accessType: actor.access,
  };
}

function signature({ actor, seen, random, at }: Sight): Data {
  return {
    ja4: actor.ja4,
    userAgent: actor.userAgent,
    claimedClient: actor.userAgent.split('/')[0],
    knownSoftware: actor.relaySoftware,
    deviceId: seen.device,
    accountsWithDevice: actor.cohort.accounts,
    endUsersSeen: actor.endUsers,
    headers: [
      { name: 'x-client-beta', value: actor.relaySoftware ? '2025-03-01 (withdrawn)' : 'none' },
      { name: 'x-tool-name', value: actor.relaySoftware ? `fetch_${random.hex(4)}` : 'fetch' },
    ],
    firstSeen: iso(Math.min(actor.cohort.startedAt, at)),
  };
}

function payment({ actor, seen, random, at }: Sight): Data {
  return {
    instrument: { token: seen.card.token, brand: seen.card.brand, last4: seen.card.last4, country: seen.card.country },
    accounts: actor.cohort.accounts,
    organizations: actor.cohort.organizations,
    billingCountry: actor.organization?.country ?? actor.claimed.country,
    useCountry: actor.actual.country,
    firstCharge: iso(Math.min(actor.cohort.startedAt, at)),
    charges30d: random.int(2, 60),
  };
}

function ownership({ actor, random }: Sight): Data {
  const held = actor.label === 'innocent' ? random.int(8, 34) : random.int(52, 90);
  const upper = actor.label === 'innocent' ? random.int(20, 48) : random.int(52, 80);
  const holder = `${actor.owner.entity}h`;
  return {
    subject: actor.organization?.id ?? actor.account,
    threshold: 50,
    operator: '>',
    entities: [
      {
        id: actor.organization?.id ?? actor.account,
        name: actor.organization?.name ?? actor.email,
        country: actor.claimed.country,
      },
      { id: holder, name: `Holding of ${actor.owner.name}`, country: actor.claimed.country },
      { id: actor.owner.entity, name: actor.owner.name, country: actor.actual.country },
    ],
    interests: [
      { owner: holder, owned: actor.organization?.id ?? actor.account, share: { exact: held } },
      { owner: actor.owner.entity, owned: holder, share: { minimum: upper - 2, maximum: upper + 2 } },
    ],
    multipliedPercent: share((held * upper) / 100),
    controlChain: held > 50 && upper > 52 ? 'fail' : held > 50 ? 'indeterminate' : 'pass',
    registerAsOf: '2026-06-30',
  };
}

function distillation({ actor, random, at }: Sight): Data {
  const days = Math.min(45, daysSince(actor.cohort.startedAt, at));
  const perDay = actor.label === 'innocent' ? random.int(200, 900) : random.int(22, 30);
  return {
    exchanges: perDay * days,
    days,
    exchangesPerAccountPerDay: perDay,
    accounts: actor.cohort.accounts,
    hours: flatProfile(random),
    flatness: random.real(0.9, 0.99),
    templates: random.int(8, 40),
    medianOutputTokens: random.int(900, 3600),
    reasoningShare: random.real(0.6, 0.96),
    models: actor.cohort.accounts > 20 ? ['heron-3'] : ['heron-2', 'heron-3'],
    modelSwitch: { hoursAfterRelease: random.int(2, 30), shareOnNewModel: random.real(0.5, 0.98) },
  };
}

/** The content of a detector's evidence panel: what a reviewer reads, in numbers with units in their names. */
export const panels: Readonly<Record<DetectorId, (sight: Sight) => Data>> = {
  'ip-intelligence': ({ actor, seen, random, at }) => ({
    ip: seen.ip,
    asn: actor.asn,
    networkKind: actor.access,
    vendor: 'exit-atlas',
    country: actor.claimed.country,
    accountsOnAddress: actor.access === 'fixed' ? random.int(1, 6) : random.int(40, 6000),
    listedSince: iso(at - random.int(1, 200) * DAY),
  }),
  'rtt-geometry': roundTrip,
  'cross-layer-rtt': ({ random }) => {
    const transport = random.int(20, 60);
    const difference = random.int(90, 240);
    return {
      applicationRoundTripMs: transport + difference,
      transportRoundTripMs: transport,
      differenceMs: difference,
      explainedMs: 25,
      explainedToleranceMs: 20,
      samples: random.int(40, 900),
    };
  },
  'relay-signature': signature,
  'egress-signature': (sight) => ({ ...signature(sight), catalogue: 'exit-atlas signatures 2026-10' }),
  'device-id-collision': ({ actor, seen, at }) => ({
    deviceId: seen.device,
    accounts: actor.cohort.accounts,
    organizations: actor.cohort.organizations,
    firstSeen: iso(Math.min(actor.cohort.startedAt, at)),
    lastSeen: iso(at),
  }),
  'end-user-fan-out': ({ actor, random }) => ({
    key: actor.key,
    endUsers: actor.endUsers,
    windowHours: 24,
    countries: [
      { country: actor.claimed.country, share: share(actor.label === 'innocent' ? 0.8 : 0.1) },
      { country: actor.actual.country, share: share(actor.label === 'innocent' ? 0.1 : 0.85) },
    ],
    medianRequestsPerUser: random.int(2, 30),
  }),
  'account-fan-in': ({ actor, seen, random }) => ({
    attribute: { type: 'payment_instrument', value: seen.card.token },
    accounts: actor.cohort.accounts,
    organizations: actor.cohort.organizations,
    newAccountsPerDay: [0, 0, 0, 0, 0, 0, 0].map(() =>
      random.int(0, Math.max(1, Math.min(400, actor.cohort.accounts))),
    ),
  }),
  'payment-mismatch': payment,
  'instrument-reuse': payment,
  'diurnal-profile': ({ actor, random }) => ({
    claimedUtcOffsetHours: actor.claimed.utcOffsetHours,
    bestFitUtcOffsetHours: actor.actual.utcOffsetHours,
    fit: random.real(0.7, 0.97),
    hoursUtc: dayProfile(random, actor.actual.utcOffsetHours),
  }),
  'client-timezone': ({ actor, random }) => ({
    claimedUtcOffsetHours: actor.claimed.utcOffsetHours,
    observed: [
      { utcOffsetHours: actor.actual.utcOffsetHours, share: random.real(0.6, 0.98) },
      { utcOffsetHours: actor.claimed.utcOffsetHours, share: random.real(0.01, 0.2) },
    ],
  }),
  'language-mix': ({ actor, random }) => ({
    languages: [
      { language: actor.organization?.language ?? 'en', share: random.real(0.1, 0.5) },
      { language: 'other', share: random.real(0.3, 0.6) },
    ],
    note: 'Never grounds for action',
  }),
  'seat-headcount': ({ actor, random }) => ({
    seats: actor.seats,
    localHeadcount: Math.max(1, Math.round(actor.seats / random.int(4, 14))),
    headcountSource: 'company register, 2025 filing',
    claimedOffice: office(actor.claimed),
  }),
  'ownership-threshold': ownership,
  'list-match': ({ actor, random }) => ({
    name: actor.owner.name,
    matchedName: actor.owner.name,
    score: random.real(0.71, 0.97),
    threshold: 0.7,
    list: 'demo-consolidated-list',
    listEntity: `LST-${random.int(1000, 9999)}`,
    differs: actor.label === 'innocent' ? ['birth year', 'country'] : [],
  }),
  'shell-indicators': ({ actor, random, at }) => ({
    incorporatedAt: iso(Math.min(actor.cohort.startedAt, at) - random.int(20, 160) * DAY).slice(0, 10),
    registeredAddress: actor.registeredAddress,
    companiesAtAddress: random.int(90, 2400),
    sharedDirectors: [{ name: actor.owner.name, companies: Math.max(1, actor.cohort.organizations) }],
    employees: 0,
    website: null,
  }),
  'distillation-shape': distillation,
  'template-similarity': ({ actor, random }) => ({
    skeleton: 'You are {role}. Solve {task}. Think step by step and number the steps.',
    similarity: random.real(0.86, 0.995),
    accounts: actor.cohort.accounts,
    templates: actor.templates.length,
  }),
  'reasoning-elicitation': ({ random }) => ({
    share: random.real(0.55, 0.95),
    baselineShare: 0.08,
    patterns: ['numbered steps', 'restate and verify', 'explain each choice'],
    exchanges: random.int(300, 4000),
  }),
  coordination: ({ actor, random }) => ({
    accounts: actor.cohort.accounts,
    synchrony: random.real(0.7, 0.98),
    quotaResetAlignment: random.real(0.6, 0.99),
    windowSeconds: random.pick([30, 60, 300]),
  }),
  'partner-report': ({ actor, random, at }) => ({
    partner: actor.partner,
    reference: `PR-${random.int(10_000, 99_999)}`,
    receivedAt: iso(at),
    summary: 'Tenant resells access without screening its own customers.',
    screened: random.int(0, 3),
    downstream: actor.cohort.organizations,
  }),
  'recidivism-link': ({ actor, seen, random, at }) => ({
    previousSubject: `acct_closed_${random.hex(4)}`,
    terminatedAt: iso(at - random.int(20, 200) * DAY),
    via: [{ type: 'payment_instrument', value: seen.card.token }],
    accounts: actor.cohort.accounts,
  }),
  'exception-use': ({ actor, random }) => ({
    exception: `EXC-${random.int(100, 999)}`,
    scope: 'Research on water quality, one laboratory',
    observedUse: 'Commercial support traffic',
    outsideShare: actor.label === 'innocent' ? random.real(0.02, 0.1) : random.real(0.6, 0.95),
  }),
};
