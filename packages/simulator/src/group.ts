import { emitAlert } from './detectors/emit.js';
import { cast, type Mould, mouldOf } from './detectors/mould.js';
import { officeTime } from './detectors/profiles.js';
import type { DetectorId } from './detectors/registry.js';
import { permutation } from './permutation.js';
import { mix, Random, seedOf } from './random.js';
import type { DirectoryRecord, RouteCode, SimulatedAlert } from './wire.js';
import type { Actor } from './world/actor.js';
import { directoryOfActors } from './world/directory.js';

/** Alerts in order of `observedAt`, each reachable by its index: nothing is kept, everything can be made again. */
export interface AlertSource {
  readonly count: number;
  /** `observedAt` of an alert, in epoch milliseconds; cheap. */
  timeOf(index: number): number;
  /** Which account of the group it is about; cheap. */
  accountOf(index: number): number;
  at(index: number): SimulatedAlert;
  /** What `at` gives, already as JSON, for sources that know a shorter way. */
  lines?(index: number): AlertLines;
}

export interface AlertLines {
  readonly alert: string;
  readonly truth: string;
}

export interface CampaignFacts {
  readonly id: string;
  readonly route: RouteCode;
  readonly title: string;
  readonly accounts: number;
  readonly exchanges: number;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** A campaign, or a kind of innocent customers, with its alerts and its part of the directory. */
export interface Group {
  readonly id: string;
  readonly campaign: CampaignFacts | null;
  readonly accounts: number;
  readonly source: AlertSource;
  actor(index: number): Actor;
  directory(): Iterable<DirectoryRecord>;
}

export type DetectorMix = readonly (readonly [DetectorId, number])[];

/** When alerts fall: machines work around the clock, people by their own clock, farms in bursts. */
export type Rhythm =
  | { readonly kind: 'flat' }
  | { readonly kind: 'office'; readonly utcOffsetHours: number }
  | { readonly kind: 'bursts'; readonly bursts: number };

export interface GroupPlan {
  readonly id: string;
  readonly seed: number;
  readonly campaign: CampaignFacts | null;
  readonly accounts: number;
  /** On average; each account gets its turn in every round. */
  readonly alertsPerAccount: number;
  readonly startedAt: number;
  readonly days: number;
  readonly rhythm: Rhythm;
  readonly mix: DetectorMix;
  readonly alertId: (index: number) => string;
  /** In how many consecutive rounds an account shows the same finding again; 1 when left out. */
  readonly persistence?: number;
  readonly severityCap: number;
  readonly actor: (index: number) => Actor;
}

const DAY = 86_400_000;
const CACHED_ACTORS = 60_000;

export function makeGroup(plan: GroupPlan): Group {
  const actor = remembered(plan.actor, plan.accounts);
  const count = Math.round(plan.accounts * plan.alertsPerAccount);
  const drawSeed = seedOf(plan.seed, 'draw');
  const turn = permutation(plan.accounts, seedOf(plan.seed, 'turn'));
  const persistence = plan.persistence ?? 1;
  const timeOf = (index: number) => instant(plan, (index + mix(drawSeed, index) / 4294967296) / count);

  /** Whose turn it is, and which of that account's findings it shows. */
  const turnOf = (index: number) => {
    const round = Math.floor(index / plan.accounts);
    const place = (index - round * plan.accounts + round * 7919) % plan.accounts;
    return { account: turn(place), finding: Math.floor(round / persistence) };
  };

  const at = (index: number): SimulatedAlert => {
    const { account, finding } = turnOf(index);
    const seed = seedOf(drawSeed, account, finding);
    const shown = seedOf(seed, 'shown');
    const observedAt = timeOf(index);
    return emitAlert({
      detector: new Random(seed).weighted(plan.mix),
      actor: actor(account),
      at: observedAt,
      id: plan.alertId(index),
      seed: shown,
      severityCap: plan.severityCap,
      ...(persistence > 1 ? { repeatOf: { seed: shown, at: plan.startedAt } } : {}),
    });
  };

  const source: AlertSource = {
    count,
    timeOf,
    accountOf: (index) => turnOf(index).account,
    at,
    ...(persistence > 1 ? { lines: repeatedLines(at, turnOf, plan.alertId, timeOf) } : {}),
  };
  return {
    id: plan.id,
    campaign: plan.campaign,
    accounts: plan.accounts,
    source,
    actor,
    directory: () => directoryOfActors(actor, plan.accounts, plan.startedAt),
  };
}

/** JSON by moulds: a finding is serialised once, its repeats only get their id and time. */
export function repeatedLines(
  at: (index: number) => SimulatedAlert,
  turnOf: (index: number) => { readonly account: number; readonly finding: number },
  alertId: (index: number) => string,
  timeOf: (index: number) => number,
): (index: number) => AlertLines {
  const moulds: (Mould & { readonly finding: number })[] = [];
  return (index) => {
    const { account, finding } = turnOf(index);
    let mould = moulds[account];
    if (mould?.finding !== finding) {
      mould = { ...mouldOf(at(index)), finding };
      moulds[account] = mould;
    }
    return cast(mould, alertId(index), timeOf(index));
  };
}

/** Monotone in `share`, so that sources are in order of time by construction. */
function instant(plan: GroupPlan, share: number): number {
  const { rhythm } = plan;
  if (rhythm.kind === 'flat') return Math.floor(plan.startedAt + share * plan.days * DAY);
  if (rhythm.kind === 'bursts') {
    const at = share * rhythm.bursts;
    const burst = Math.floor(at);
    const every = (plan.days * DAY) / rhythm.bursts;
    return Math.floor(plan.startedAt + burst * every + (at - burst) * Math.min(every, 2 * 3_600_000));
  }
  const day = Math.floor(share * plan.days);
  const midnight = Math.floor(plan.startedAt / DAY) * DAY;
  return Math.floor(midnight + (day + officeTime(share * plan.days - day, rhythm.utcOffsetHours)) * DAY);
}

/** Small groups keep their actors; large ones build them again, so that memory does not grow with the world. */
export function remembered<T>(make: (index: number) => T, count: number): (index: number) => T {
  if (count > CACHED_ACTORS) return make;
  const kept: (T | undefined)[] = [];
  return (index) => {
    let found = kept[index];
    if (found === undefined) {
      found = make(index);
      kept[index] = found;
    }
    return found;
  };
}
