import { emitAlert } from './detectors/emit.js';
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
  at(index: number): SimulatedAlert;
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
  readonly firstSerial: number;
  readonly actor: (index: number) => Actor;
}

const DAY = 86_400_000;
const CACHED_ACTORS = 60_000;

export function makeGroup(plan: GroupPlan): Group {
  const actor = remembered(plan.actor, plan.accounts);
  const count = Math.round(plan.accounts * plan.alertsPerAccount);
  const drawSeed = seedOf(plan.seed, 'draw');
  const turn = permutation(plan.accounts, seedOf(plan.seed, 'turn'));
  const source: AlertSource = {
    count,
    at(index) {
      const draw = new Random(mix(drawSeed, index));
      const round = Math.floor(index / plan.accounts);
      const place = (index - round * plan.accounts + round * 7919) % plan.accounts;
      return emitAlert({
        detector: draw.weighted(plan.mix),
        actor: actor(turn(place)),
        at: instant(plan, (index + draw.float()) / count),
        serial: plan.firstSerial + index,
        seed: plan.seed,
      });
    },
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
