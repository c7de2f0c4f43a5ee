import { kitOf } from '../campaigns/campaign.js';
import { distillationByExchange } from '../campaigns/distillation.js';
import { type CampaignRoute, campaignMakers } from '../campaigns/index.js';
import { type Difficulty, difficulties } from '../difficulty.js';
import type { AlertLines, AlertSource, CampaignFacts, Group } from '../group.js';
import { type InnocentKind, innocentMakers } from '../innocents/index.js';
import { Random } from '../random.js';
import { inOrderOfTime, type Range, shuffled, totalOf } from '../sources.js';
import type { DirectoryRecord, KnownHub, SimulatedAlert } from '../wire.js';
import { Ground } from './ground.js';
import { cardOf } from './kit.js';

/** Default "now" of worlds that are written to files, so that the same seed gives the same bytes on any day. */
export const FILE_NOW = Date.UTC(2026, 10, 20, 12);

export interface WorldOptions {
  readonly seed: number;
  /** Epoch milliseconds; nothing is observed later. */
  readonly now?: number;
  readonly difficulty?: Difficulty['name'];
  /** No alert says more than this, whatever its detector thinks. */
  readonly severityCap?: number;
  /** Ground that the world shares with other stories, so that no identity is given twice. */
  readonly ground?: Ground;
}

export interface CampaignLine {
  readonly route: CampaignRoute;
  readonly accounts: number;
  readonly alertsPerAccount: number;
  readonly days: number;
  readonly startedDaysAgo: number;
  /** How many of an account's alerts in a row repeat one finding. */
  readonly persistence?: number;
}

export interface InnocentLine {
  readonly kind: InnocentKind;
  readonly organizations: number;
  readonly alertsPerAccount: number;
  readonly days: number;
  readonly persistence?: number;
}

export interface WorldPlan {
  readonly campaigns: readonly CampaignLine[];
  readonly innocents: readonly InnocentLine[];
  /** The published campaign with one alert for each exchange: this many accounts. */
  readonly exchangeAccounts?: number;
  /** How long it lasts, in shifts of 22½ hours; 48 when left out. */
  readonly exchangeShifts?: number;
}

export type Order = 'time' | 'shuffled';

export interface World {
  readonly seed: number;
  readonly now: number;
  readonly groups: readonly Group[];
  readonly campaigns: readonly CampaignFacts[];
  readonly alertCount: number;
  readonly organizations: number;
  readonly accounts: number;
  /** The provider's maintained hub list at the start. */
  readonly hubs: readonly KnownHub[];
  /** A running number from 0 to `alertCount`, from an alert's id; null for ids that this world does not have. */
  serialOf(alertId: string): number | null;
  /** Where the alert with this running number belongs. */
  placeOf(serial: number): { readonly group: Group; readonly index: number };
  alerts(order?: Order, range?: Range): Generator<SimulatedAlert>;
  /** The same stream as JSON without line ends; several times faster where findings repeat. */
  lines(order?: Order, range?: Range): Generator<AlertLines>;
  directory(): Generator<DirectoryRecord>;
}

export function buildWorld(plan: WorldPlan, options: WorldOptions): World {
  const now = options.now ?? FILE_NOW;
  const ground = options.ground ?? new Ground(options.seed, now, difficulties[options.difficulty ?? 'medium']);
  ground.severityCap = options.severityCap ?? 6;
  const groups: Group[] = [];
  const firstSerial = ground.totals.alerts;
  const numbers = new Map<string, number>();
  const numberOf = (name: string): number => {
    const next = (numbers.get(name) ?? 0) + 1;
    numbers.set(name, next);
    return next;
  };
  for (const { route, ...wish } of plan.campaigns) {
    groups.push(campaignMakers[route](ground, { ...wish, number: numberOf(route) }));
  }
  shareDealers(groups, ground);
  if (plan.exchangeAccounts) {
    const wish = { number: numberOf('distillation'), accounts: plan.exchangeAccounts, shifts: plan.exchangeShifts };
    groups.push(distillationByExchange(ground, wish));
  }
  for (const { kind, ...wish } of plan.innocents) {
    groups.push(innocentMakers[kind](ground, { ...wish, number: numberOf(kind) }));
  }
  const sources = groups.map((group) => group.source);
  const alertCount = totalOf(sources);
  // Groups took their running numbers in this order.
  const starts: number[] = [];
  for (let i = 0, sum = 0; i < sources.length; i += 1) {
    starts.push(sum);
    sum += (sources[i] as AlertSource).count;
  }
  const positions = (order: Order, range: Range) =>
    order === 'time' ? inOrderOfTime(sources, range) : shuffled(sources, options.seed, range);
  return {
    seed: options.seed,
    now,
    groups,
    campaigns: groups.flatMap((group) => (group.campaign ? [group.campaign] : [])),
    alertCount,
    organizations: ground.totals.organizations,
    accounts: ground.totals.accounts,
    hubs: ground.hubs,
    serialOf: (alertId) => {
      const serial = ground.alertSerial(alertId);
      return serial !== null && serial >= firstSerial && serial < firstSerial + alertCount
        ? serial - firstSerial
        : null;
    },
    placeOf: (serial) => {
      let at = starts.length - 1;
      while (at > 0 && (starts[at] as number) > serial) at -= 1;
      return { group: groups[at] as Group, index: serial - (starts[at] as number) };
    },
    *alerts(order = 'time', range = {}) {
      for (const { source, index } of positions(order, range)) yield source.at(index);
    },
    *lines(order = 'time', range = {}) {
      for (const { source, index } of positions(order, range)) yield linesOf(source, index);
    },
    *directory() {
      const partners = new Set<string>();
      for (const group of groups) {
        for (const record of group.directory()) {
          if (record.kind === 'partner') {
            if (partners.has(record.id)) continue;
            partners.add(record.id);
          }
          yield record;
        }
      }
    },
  };
}

function linesOf(source: AlertSource, index: number): AlertLines {
  if (source.lines) return source.lines(index);
  const { alert, truth } = source.at(index);
  return { alert: JSON.stringify(alert), truth: JSON.stringify(truth) };
}

/** Operators who do not know each other, with a card from the same dealer: what no grouping can tell apart by itself. */
function shareDealers(groups: readonly Group[], ground: Ground): void {
  const random = Random.of(ground.seed, 'dealers');
  const payers = random.shuffle(groups.flatMap((group) => kitOf(group) ?? []));
  for (let pair = 0; pair < ground.difficulty.sharedDealers; pair += 1) {
    const card = cardOf(random.next(), 'US');
    for (const kit of payers.slice(pair * 2, pair * 2 + 2)) kit.dealerCard = card;
  }
}
