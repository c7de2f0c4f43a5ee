import { Random, seedOf } from '../random.js';
import type { DirectoryRecord, RouteCode, TruthRow } from '../wire.js';
import type { Ground } from '../world/ground.js';
import { decideMatter } from './decide-matter.js';
import { restsOn } from './evidence-of.js';
import { innocences, type Matter, makeMatter, matterRecords, misleading, pastAlert, violations } from './matter.js';
import type { StoryStep } from './step.js';

export interface HistoryWish {
  readonly weeks: number;
  readonly mattersPerWeek: number;
  /** Appeals and proposals that wait for somebody, beside those that are open anyway. */
  readonly waitingAppeals: number;
  readonly waitingProposals: number;
  /** Whether `ip-intelligence` 3.2 falls from 94 to 71 %. */
  readonly fallingDetector: boolean;
}

export interface History {
  readonly records: DirectoryRecord[];
  readonly truth: TruthRow[];
  readonly steps: StoryStep[];
  /** When the detector's vendor changed its feed; a Tuesday, 00:00 UTC. */
  readonly fallAt: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Decided alerts of the falling detector, right and wrong: 141 of 150 is 94 %, 44 of 62 is 71 %. */
export const FALL = { before: { right: 141, wrong: 9 }, after: { right: 44, wrong: 18 }, inEffect: 14 } as const;

/** The Tuesday at least nine days before `now`. */
export function fallDate(now: number): number {
  const day = Math.floor(now / DAY) * DAY - 9 * DAY;
  return day - ((new Date(day).getUTCDay() + 5) % 7) * DAY;
}

/**
 * Months of ordinary work: matters come in, are looked at, cleared or acted on, sometimes wrongly, appealed, and decided
 * again. What would happen after `ground.now` is cut off, which leaves desks, approvals and appeals with work on them.
 */
export function pastMonths(ground: Ground, wish: HistoryWish): History {
  const random = Random.of(seedOf(ground.seed, 'history'), 0);
  const { now } = ground;
  const fallAt = fallDate(now);
  const matters: Matter[] = [];
  const steps: StoryStep[] = [];
  let number = 0;
  const total = Math.round(wish.weeks * wish.mattersPerWeek);
  for (let i = 0; i < total; i += 1) {
    number += 1;
    // A little more work each month, and none in the very last hour.
    const back = (1 - Math.sqrt((i + random.float()) / total)) * wish.weeks * 7 * DAY;
    const postedAt = now - Math.max(HOUR, back) - random.int(0, 50) * MINUTE;
    const age = (now - postedAt) / DAY;
    const severity =
      age < 2.6
        ? random.pick([2, 3] as const)
        : random.weighted([
            [2, 2],
            [3, 5],
            [4, 3],
          ] as const);
    const kind = random.float();
    if (kind < 0.44) {
      const route = routeAt(random, 1 - age / (wish.weeks * 7));
      matters.push(
        makeMatter(ground, { number, postedAt, route, innocence: null, detectors: violations[route] ?? [], severity }),
      );
    } else if (kind < 0.53) {
      const innocence = random.pick(misleading);
      matters.push(
        makeMatter(ground, {
          number,
          postedAt,
          route: innocence.route,
          innocence,
          detectors: innocence.detectors,
          severity,
        }),
      );
    } else {
      const innocence = random.weighted(innocences);
      matters.push(
        makeMatter(ground, {
          number,
          postedAt,
          route: innocence.route,
          innocence,
          detectors: innocence.detectors,
          severity,
        }),
      );
    }
  }
  if (wish.fallingDetector) {
    spreadBefore(matters, fallAt);
    matters.push(...afterTheFall(ground, fallAt, number));
    number += 100;
  }
  for (const matter of matters) {
    steps.push(...decideMatter(ground, matter, fallAt));
  }
  for (let i = 0; i < wish.waitingAppeals + wish.waitingProposals; i += 1) {
    number += 1;
    const appeals = i < wish.waitingAppeals;
    const postedAt = now - (appeals ? random.int(4 * 24, 9 * 24) : random.int(3, 40)) * HOUR;
    const innocence = i % 3 === 0 ? random.pick(misleading) : null;
    const route =
      innocence?.route ?? random.pick(['transfer_station', 'signup_farming', 'reseller_unscreened'] as const);
    const detectors = innocence?.detectors ?? violations[route] ?? [];
    const matter = makeMatter(ground, { number, postedAt, route, innocence, detectors, severity: 4 });
    matters.push(matter);
    const stands = i % 5 === 3 ? 'in review' : i % 5 === 4 ? 'for the customer' : 'for a reviewer';
    const late = random.chance(wish.waitingAppeals > 20 ? 0.5 : 0.15);
    const appealedAt = now - (late ? random.int(74, 130) : random.int(7, 66)) * HOUR;
    const options = appeals ? ({ appealWaits: stands, appealedAt } as const) : { approvalWaits: true };
    steps.push(...decideMatter(ground, matter, fallAt, options));
  }
  return {
    records: matters.flatMap((matter) => matterRecords(matter, now - 400 * DAY)),
    truth: matters.flatMap((matter) => matter.made.map(({ truth }) => truth)),
    steps: steps.filter((step) => step.at <= now).sort((a, b) => a.at - b.at),
    fallAt,
  };
}

/** Routes move: relays give way to resellers and cloud tenants while the months pass. `progress` is 0 to 1. */
function routeAt(random: Random, progress: number): RouteCode {
  const p = Math.min(1, Math.max(0, progress));
  return random.weighted<RouteCode>([
    ['transfer_station', 9 - 5 * p],
    ['distillation', 2 + 3 * p],
    ['signup_farming', 4],
    ['payment_cover', 3],
    ['reseller_unscreened', 1 + 5 * p],
    ['cloud_sub_routing', 1 + 3 * p],
    ['shell_company', 2 + p],
    ['overseas_subsidiary', 2],
    ['intranet_tunnel', 2],
    ['personal_subscription', 1.5],
    ['stolen_credential', 1.5],
    ['exception_abuse', 0.7],
    ['vpn_proxy', 1.5],
  ]);
}

/** Gives matters before the fall the alerts that make up 94 %. */
function spreadBefore(matters: Matter[], fallAt: number): void {
  // In two months, so that whatever is compared with sees all of them.
  const early = matters.filter((matter) => matter.postedAt < fallAt - 4 * DAY && matter.postedAt > fallAt - 54 * DAY);
  // Where a labelling decision follows for certain: see `decideMatter`.
  const right = early.filter((matter) => matter.guilty && violationsThatLabel.has(matter.route));
  const wrong = early.filter(
    (matter) => matter.innocence?.verdict === 'false_positive' && !misleading.includes(matter.innocence),
  );
  // Nothing that was decided before rests on it, so that the list of what does is the fourteen.
  give(right, FALL.before.right, (matter) => !restsOn(matter, 'ip-intelligence'));
  give(evenly(wrong, FALL.before.wrong), FALL.before.wrong);
}

export const violationsThatLabel: ReadonlySet<RouteCode> = new Set<RouteCode>([
  'transfer_station',
  'distillation',
  'shell_company',
  'overseas_subsidiary',
  'reseller_unscreened',
  'cloud_sub_routing',
  'payment_cover',
  'personal_subscription',
  'signup_farming',
]);

/** At most `count` of them, spread over all. */
function evenly<T>(all: readonly T[], count: number): T[] {
  const step = Math.max(1, all.length / count);
  return Array.from({ length: Math.min(count, all.length) }, (_, i) => all[Math.floor(i * step)] as T);
}

/** Deals alerts of the falling detector out to matters, one each in turn, where `fits` agrees with the result. */
function give(matters: readonly Matter[], count: number, fits: (matter: Matter) => boolean = () => true): void {
  const takers = new Set(matters);
  let given = 0;
  while (given < count && takers.size > 0) {
    for (const matter of takers) {
      if (given === count) break;
      const n = matter.made.length;
      const actor = matter.actors[n % matter.actors.length] as Matter['actors'][number];
      // Hours apart, or the same finding would fold.
      const at = matter.postedAt - (6 + (n % 40) * 1.25) * HOUR;
      matter.made.push(pastAlert(matter.number, n, 'ip-intelligence', actor, at, 3));
      if (fits(matter)) {
        given += 1;
      } else {
        matter.made.pop();
        takers.delete(matter);
      }
    }
  }
}

/**
 * After the vendor's change: fourteen suspensions for which the detector is load-bearing (three accounts, three alerts
 * each of it and of relay-signature, nothing else), and nine customers of carrier-grade NAT who were cleared.
 */
function afterTheFall(ground: Ground, fallAt: number, first: number): Matter[] {
  const span = ground.now - fallAt - 4 * DAY;
  const matters: Matter[] = [];
  for (let i = 0; i < FALL.inEffect; i += 1) {
    const matter = makeMatter(ground, {
      number: first + 1 + i,
      postedAt: fallAt + 20 * HOUR + (span * i) / FALL.inEffect,
      route: 'transfer_station',
      innocence: null,
      detectors: ['ip-intelligence', 'relay-signature'],
      severity: 4,
      accounts: 3,
      everyPair: true,
    });
    matters.push(matter);
  }
  // 14 × 3 are 42 of the 44.
  give(matters.slice(0, 2), FALL.after.right - FALL.inEffect * 3);
  give2(matters.slice(0, 2));
  for (let i = 0; i < FALL.after.wrong / 2; i += 1) {
    matters.push(
      makeMatter(ground, {
        number: first + 40 + i,
        postedAt: fallAt + 8 * HOUR + (span * i) / 9,
        route: 'vpn_proxy',
        innocence: {
          reason: 'shared_infrastructure',
          verdict: 'false_positive',
          route: 'vpn_proxy',
          detectors: ['ip-intelligence'],
        },
        detectors: ['ip-intelligence'],
        severity: 3,
        accounts: 2,
      }),
    );
  }
  return matters;
}

/** Where the detector got one alert more, its partner gets one too, so that neither outweighs the other. */
function give2(matters: readonly Matter[]): void {
  for (const matter of matters) {
    const [actor] = matter.actors;
    const n = matter.made.length;
    if (actor) matter.made.push(pastAlert(matter.number, n, 'relay-signature', actor, matter.postedAt - 9 * HOUR, 4));
  }
}
