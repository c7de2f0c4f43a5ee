import { emitAlert } from '../detectors/emit.js';
import type { DetectorId } from '../detectors/registry.js';
import { type AlertSource, type Group, repeatedLines } from '../group.js';
import { permutation } from '../permutation.js';
import { mix, seedOf } from '../random.js';
import type { SimulatedAlert } from '../wire.js';
import type { Ground } from '../world/ground.js';
import { type CampaignWish, flat, makeCampaign } from './campaign.js';

const DAY = 86_400_000;
const DAYS = 45;
/** 48 shifts of 24 exchanges: the 1,152 exchanges per account of the published campaign. */
const SHIFTS = 48;
const PER_SHIFT = 24;
const BLOCKS = 24;
export const EXCHANGES_PER_ACCOUNT = SHIFTS * PER_SHIFT;

const WATCHERS: readonly DetectorId[] = [
  'distillation-shape',
  'template-similarity',
  'distillation-shape',
  'coordination',
  'reasoning-elicitation',
  'relay-signature',
  'device-id-collision',
  'instrument-reuse',
];

function campaign(ground: Ground, wish: CampaignWish): Group {
  return makeCampaign(
    ground,
    {
      route: 'distillation',
      title: 'Coordinated harvesting of outputs',
      mix: [
        ['distillation-shape', 5],
        ['template-similarity', 3],
        ['coordination', 3],
        ['reasoning-elicitation', 2],
        ['device-id-collision', 2],
        ['instrument-reuse', 2],
        ['account-fan-in', 1],
        ['ip-intelligence', 1],
      ],
      rhythm: flat,
      access: 'residential_proxy',
      countries: ['US', 'BR', 'IN', 'DE', 'ID', 'MX', 'PL', 'TR'],
      accountsPerOrganization: 0,
      templates: (accounts) => Math.max(3, Math.round(accounts / 60)),
      label: ({ index }) => (index % 400 === 0 ? 'operator' : 'knowing_participant'),
    },
    wish,
  );
}

/** The campaign as detectors summarise it: a few alerts per account. */
export function distillation(ground: Ground, wish: CampaignWish): Group {
  return campaign(ground, wish);
}

export interface ExchangeWish extends Omit<CampaignWish, 'alertsPerAccount' | 'days' | 'startedDaysAgo'> {
  /** Of the 48 that fill 45 days; a shorter campaign has fewer. */
  readonly shifts?: number;
}

/**
 * The published campaign with one alert for each exchange: `accounts` × 1,152. Accounts work in shifts, 24 blocks one
 * after the other and 24 exchanges each in their turn, so that volume is flat around the clock while each account's
 * own findings repeat within the hour. In order of time by construction; nothing is held but the accounts.
 */
export function distillationByExchange(ground: Ground, { shifts = SHIFTS, ...wish }: ExchangeWish): Group {
  const { accounts } = wish;
  const count = accounts * shifts * PER_SHIFT;
  const days = (DAYS * shifts) / SHIFTS;
  const group = campaign(ground, { ...wish, days, startedDaysAgo: days, alertsPerAccount: 0 });
  const alertId = ground.takeAlertIds(count);
  const seed = seedOf(ground.seed, 'exchanges', wish.number);
  const startedAt = ground.now - days * DAY;
  const span = days * DAY;
  const block = Math.ceil(accounts / BLOCKS);
  const orders = Array.from({ length: shifts }, (_, shift) => permutation(accounts, mix(seed, shift)));
  const timeOf = (index: number) => Math.floor(startedAt + ((index + 0.5) / count) * span);

  /** Which account has its turn, and in which shift. */
  const turnOf = (index: number) => {
    const shift = Math.floor(index / (accounts * PER_SHIFT));
    const inShift = index - shift * accounts * PER_SHIFT;
    const first = Math.floor(inShift / (block * PER_SHIFT)) * block;
    const size = Math.min(block, accounts - first);
    const place = first + ((inShift - first * PER_SHIFT) % size);
    return { finding: shift, account: (orders[shift] as (i: number) => number)(place) };
  };

  const at = (index: number): SimulatedAlert => {
    const { finding: shift, account } = turnOf(index);
    const draw = seedOf(seed, account, shift);
    return emitAlert({
      detector: WATCHERS[draw % WATCHERS.length] as DetectorId,
      actor: group.actor(account),
      at: timeOf(index),
      id: alertId(index),
      seed: draw,
      // Within its turn an account repeats itself; what it shows changes from shift to shift.
      repeatOf: { seed: draw, at: startedAt + (shift * span) / shifts },
    });
  };

  const accountOf = (index: number) => turnOf(index).account;
  const source: AlertSource = { count, timeOf, accountOf, at, lines: repeatedLines(at, turnOf, alertId, timeOf) };
  return { ...group, campaign: group.campaign && { ...group.campaign, exchanges: count }, source };
}
