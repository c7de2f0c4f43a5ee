import { Random } from '../random.js';
import type { AlertBody, RouteCode, SimulatedAlert, SubjectRef } from '../wire.js';
import type { Actor } from '../world/actor.js';
import { collect } from './indicators.js';
import { panels } from './panels.js';
import { type DetectorEntry, type DetectorId, detectorEntry } from './registry.js';

/** Clauses of the terms that an installation starts with. */
const CLAUSES: Readonly<Record<RouteCode, string>> = {
  transfer_station: 'supported-regions',
  vpn_proxy: 'supported-regions',
  intranet_tunnel: 'supported-regions',
  unknown: 'supported-regions',
  cloud_sub_routing: 'no-resale',
  cloud_marketplace: 'no-resale',
  reseller_unscreened: 'no-resale',
  overseas_subsidiary: 'ownership',
  shell_company: 'ownership',
  distillation: 'no-competing-training',
  signup_farming: 'account-integrity',
  payment_cover: 'account-integrity',
  personal_subscription: 'account-integrity',
  stolen_credential: 'credentials',
  exception_abuse: 'exception-scope',
};

const DATA_CLASS = { payment: 'payment', identity: 'identity', content: 'content' } as const;

/** Detectors that speak about a customer as a whole rather than one of its accounts. */
const ABOUT_ORGANIZATIONS: ReadonlySet<DetectorId> = new Set<DetectorId>([
  'seat-headcount',
  'ownership-threshold',
  'list-match',
  'shell-indicators',
  'partner-report',
  'exception-use',
]);
const ABOUT_KEYS: ReadonlySet<DetectorId> = new Set<DetectorId>(['end-user-fan-out']);

export interface Emission {
  readonly detector: DetectorId;
  readonly actor: Actor;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Unique in the world. */
  readonly id: string;
  readonly seed: number;
  readonly severityCap?: number;
  /** A repeat: all that is drawn comes from `seed`, and evidence speaks as of `at`, so that only id and times differ. */
  readonly repeatOf?: { readonly seed: number; readonly at: number };
}

/** What one detector would post about one actor at one moment, and the truth about it. */
export function emitAlert({ detector, actor, at, id, seed, severityCap = 6, repeatOf }: Emission): SimulatedAlert {
  const random = new Random(repeatOf?.seed ?? seed);
  const entry = detectorEntry(detector);
  const seen = collect(detector, actor, random);
  const subject = subjectOf(detector, actor);
  const observedAt = new Date(at).toISOString();
  const related = relatedOf(subject, actor);
  const alert: AlertBody = {
    id,
    detector: { id: detector, version: entry.version, state: entry.state },
    kind: entry.kind,
    title: entry.title,
    severity: Math.min(severityCap, severityOf(entry, actor, random)),
    confidence: actor.label === 'innocent' ? random.int(45, 84) : random.int(60, 96),
    observedAt,
    firstSeen: repeatOf ? observedAt : new Date(at - random.int(1, 50) * 60_000).toISOString(),
    lastSeen: observedAt,
    count: 1,
    routes: routesOf(entry, actor.route, random),
    subject,
    related,
    indicators: seen.indicators,
    evidence: [
      {
        type: entry.evidenceType,
        family: entry.family,
        source: entry.sources[0] as string,
        collectedAt: observedAt,
        dataClass: DATA_CLASS[entry.family as keyof typeof DATA_CLASS] ?? 'technical',
        data: panels[detector]({ actor, seen, random, at: repeatOf?.at ?? at }),
      },
    ],
    policyClauses: [CLAUSES[actor.route]],
  };
  return { alert, at, truth: truthOf(alert, actor) };
}

function subjectOf(detector: DetectorId, actor: Actor): SubjectRef {
  if (actor.organization && ABOUT_ORGANIZATIONS.has(detector))
    return { kind: 'organization', id: actor.organization.id };
  if (ABOUT_KEYS.has(detector)) return { kind: 'api_key', id: actor.key };
  return { kind: 'account', id: actor.account };
}

function relatedOf(subject: SubjectRef, actor: Actor): SubjectRef[] {
  const related: SubjectRef[] = [];
  if (actor.organization && subject.kind !== 'organization') {
    related.push({ kind: 'organization', id: actor.organization.id });
  }
  if (subject.kind === 'api_key') related.push({ kind: 'account', id: actor.account });
  return related;
}

function severityOf(entry: DetectorEntry, actor: Actor, random: Random): number {
  const base = actor.label === 'innocent' ? 2 : 3;
  const grown = base + (actor.cohort.accounts > 100 ? 1 : 0) + (random.chance(0.25) ? 1 : 0);
  return Math.min(entry.highestSeverity, grown);
}

function routesOf(entry: DetectorEntry, route: RouteCode, random: Random): AlertBody['routes'] {
  const main = (entry.routes as readonly string[]).includes(route) ? route : (entry.routes[0] as RouteCode);
  const probability = random.real(0.45, 0.92);
  const other = random.pick(entry.routes);
  if (other === main) return [{ route: main, probability }];
  return [
    { route: main, probability },
    { route: other, probability: Math.round((1 - probability) * 50) / 100 },
  ];
}

function truthOf(alert: AlertBody, actor: Actor): SimulatedAlert['truth'] {
  const wrong = actor.label === 'innocent' || actor.label === 'bystander';
  return {
    detector: alert.detector.id,
    alertId: alert.id,
    cluster: actor.cluster,
    campaign: actor.campaign,
    organization: actor.organization?.id ?? null,
    subject: alert.subject,
    route: actor.campaign ? actor.route : null,
    label: actor.label,
    verdict: wrong ? (actor.label === 'bystander' ? 'benign' : 'false_positive') : 'true_positive',
    verdictId: wrong ? (actor.label === 'bystander' ? 5 : 1) : 2,
  };
}
