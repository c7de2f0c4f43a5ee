import type { DetectorId } from '../detectors/registry.js';
import { Random, seedOf } from '../random.js';
import type { RouteCode, SimulatedAlert } from '../wire.js';
import type { Actor } from '../world/actor.js';
import type { Ground } from '../world/ground.js';
import { makeOrganization } from '../world/organization.js';
import { anyCountry, restrictedPlace } from '../world/places.js';
import { gatewayClients, relayPrograms } from '../world/software.js';
import { castActor, recordsOf, storyAlert } from './cast-actor.js';
import type { AlertRef, ClearingReason } from './step.js';

/** One customer's affair in the past, before anybody has looked at it. */
export interface Matter {
  readonly number: number;
  readonly random: Random;
  readonly actors: readonly Actor[];
  readonly route: RouteCode;
  readonly guilty: boolean;
  /** Why it was nothing, when it was. */
  readonly innocence: Innocence | null;
  /** When its alerts came in. */
  readonly postedAt: number;
  readonly made: SimulatedAlert[];
}

export interface Innocence {
  readonly reason: ClearingReason;
  readonly verdict: 'false_positive' | 'benign';
  readonly route: RouteCode;
  readonly detectors: readonly DetectorId[];
}

/** What carries a violation of each route: never `ip-intelligence`, whose figures the fifth scene needs exact. */
export const violations: Readonly<Partial<Record<RouteCode, readonly DetectorId[]>>> = {
  transfer_station: ['relay-signature', 'instrument-reuse', 'device-id-collision'],
  distillation: ['distillation-shape', 'template-similarity', 'coordination'],
  shell_company: ['ownership-threshold', 'payment-mismatch', 'shell-indicators'],
  overseas_subsidiary: ['ownership-threshold', 'payment-mismatch', 'rtt-geometry'],
  intranet_tunnel: ['seat-headcount', 'rtt-geometry', 'diurnal-profile'],
  reseller_unscreened: ['relay-signature', 'end-user-fan-out', 'partner-report'],
  cloud_sub_routing: ['end-user-fan-out', 'relay-signature'],
  payment_cover: ['instrument-reuse', 'account-fan-in', 'payment-mismatch'],
  personal_subscription: ['device-id-collision', 'account-fan-in', 'template-similarity'],
  signup_farming: ['device-id-collision', 'instrument-reuse', 'account-fan-in'],
  stolen_credential: ['end-user-fan-out', 'relay-signature'],
  exception_abuse: ['exception-use', 'diurnal-profile'],
  vpn_proxy: ['client-timezone', 'rtt-geometry'],
};

export const innocences: readonly (readonly [Innocence, number])[] = [
  [
    {
      reason: 'legitimate_gateway',
      verdict: 'false_positive',
      route: 'transfer_station',
      detectors: ['egress-signature', 'end-user-fan-out'],
    },
    5,
  ],
  [
    { reason: 'travel', verdict: 'false_positive', route: 'vpn_proxy', detectors: ['client-timezone', 'rtt-geometry'] },
    4,
  ],
  [
    {
      reason: 'shared_infrastructure',
      verdict: 'false_positive',
      route: 'signup_farming',
      detectors: ['account-fan-in', 'device-id-collision'],
    },
    3,
  ],
  [
    {
      reason: 'shared_infrastructure',
      verdict: 'benign',
      route: 'payment_cover',
      detectors: ['instrument-reuse', 'payment-mismatch'],
    },
    2,
  ],
  [
    {
      reason: 'benign_automation',
      verdict: 'benign',
      route: 'distillation',
      detectors: ['distillation-shape', 'template-similarity'],
    },
    3,
  ],
  [{ reason: 'name_collision', verdict: 'false_positive', route: 'overseas_subsidiary', detectors: ['list-match'] }, 3],
  [
    {
      reason: 'stale_ownership_data',
      verdict: 'false_positive',
      route: 'shell_company',
      detectors: ['ownership-threshold', 'shell-indicators'],
    },
    2,
  ],
  [
    {
      reason: 'wrong_location',
      verdict: 'false_positive',
      route: 'intranet_tunnel',
      detectors: ['diurnal-profile', 'rtt-geometry'],
    },
    5,
  ],
  [{ reason: 'authorised_exception', verdict: 'benign', route: 'exception_abuse', detectors: ['exception-use'] }, 1],
  [
    {
      reason: 'partner_error',
      verdict: 'false_positive',
      route: 'reseller_unscreened',
      detectors: ['partner-report', 'end-user-fan-out'],
    },
    1,
  ],
];

/** Honest customers whom two decisive signals hit at once: from these come the wrongful actions. */
export const misleading: readonly Innocence[] = [
  {
    reason: 'shared_infrastructure',
    verdict: 'false_positive',
    route: 'transfer_station',
    detectors: ['device-id-collision', 'payment-mismatch'],
  },
  {
    reason: 'shared_infrastructure',
    verdict: 'false_positive',
    route: 'payment_cover',
    detectors: ['instrument-reuse', 'account-fan-in'],
  },
  {
    reason: 'stale_ownership_data',
    verdict: 'false_positive',
    route: 'overseas_subsidiary',
    detectors: ['ownership-threshold', 'payment-mismatch'],
  },
  {
    reason: 'legitimate_gateway',
    verdict: 'false_positive',
    route: 'cloud_sub_routing',
    detectors: ['relay-signature', 'end-user-fan-out'],
  },
];

const MINUTE = 60_000;

export interface MatterWish {
  readonly number: number;
  readonly postedAt: number;
  readonly route: RouteCode;
  readonly innocence: Innocence | null;
  readonly detectors: readonly DetectorId[];
  readonly severity: 2 | 3 | 4;
  readonly accounts?: number;
  /** Each account draws each detector's alert once; otherwise accounts take turns. */
  readonly everyPair?: boolean;
}

export function makeMatter(ground: Ground, wish: MatterWish): Matter {
  const random = Random.of(seedOf(ground.seed, 'matter'), wish.number);
  const home = anyCountry(random);
  const organization = makeOrganization(random, home, {
    id: ground.organizationId(ground.takeOrganizations(1)),
    domainTail: `m${wish.number}`,
    partner: wish.route === 'reseller_unscreened' ? `part_m${wish.number}` : null,
  });
  const guilty = wish.innocence === null;
  const count =
    wish.accounts ??
    random.weighted([
      [1, 5],
      [2, 4],
      [3, 3],
      [5, 2],
      [8, 1],
    ]);
  const base = ground.takeAccounts(count);
  const relay = random.pick(relayPrograms);
  const elsewhere = restrictedPlace(random);
  const startedAt = wish.postedAt - random.int(4, 60) * 1440 * MINUTE;
  const actors = Array.from({ length: count }, (_, i) =>
    castActor(organization, {
      account: ground.accountId(base + i),
      key: ground.keyId(base + i),
      route: wish.route,
      label: guilty
        ? wish.route === 'stolen_credential'
          ? 'victim'
          : i === 0
            ? 'operator'
            : 'knowing_participant'
        : 'innocent',
      cluster: guilty ? `past-${wish.number}` : organization.id,
      change: {
        ...(guilty ? { actual: elsewhere } : {}),
        ...(guilty && wish.detectors.includes('relay-signature')
          ? { ja4: relay.ja4, userAgent: relay.userAgent, relaySoftware: relay.name, endUsers: random.int(60, 900) }
          : {}),
        ...(wish.innocence?.reason === 'legitimate_gateway'
          ? { ...random.pick(gatewayClients), endUsers: random.int(400, 6000) }
          : {}),
        ...(wish.innocence?.reason === 'travel' ? { access: 'mobile' as const } : {}),
        templates: [`tpl_${random.hex(16)}`],
        cohort: {
          accounts: guilty ? random.int(3, 60) : count,
          organizations: guilty ? random.int(2, 20) : 1,
          startedAt,
        },
      },
    }),
  );
  const made: SimulatedAlert[] = [];
  const pairs = wish.everyPair
    ? wish.detectors.flatMap((detector) => actors.map((actor) => ({ detector, actor })))
    : Array.from({ length: Math.max(wish.detectors.length, count) }, (_, n) => ({
        detector: wish.detectors[n % wish.detectors.length] as DetectorId,
        actor: actors[n % actors.length] as Actor,
      }));
  for (const [n, { detector, actor }] of pairs.entries()) {
    made.push(pastAlert(wish.number, n, detector, actor, wish.postedAt - random.int(5, 300) * MINUTE, wish.severity));
  }
  return {
    number: wish.number,
    random,
    actors,
    route: wish.route,
    guilty,
    innocence: wish.innocence,
    postedAt: wish.postedAt,
    made,
  };
}

export function pastAlert(
  matter: number,
  n: number,
  detector: DetectorId,
  actor: Actor,
  at: number,
  severity: number,
): SimulatedAlert {
  return storyAlert(`${detector}-past-${matter}-${n}`, { detector, actor, at, says: { severity } });
}

export function anchorOf(matter: Matter): AlertRef {
  const [first] = matter.made;
  if (!first) throw new Error(`matter ${matter.number} has no alerts`);
  return { detector: first.alert.detector.id, id: first.alert.id };
}

export const matterRecords = (matter: Matter, since: number) => recordsOf(matter.actors, since);
