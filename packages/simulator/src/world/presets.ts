import { type CampaignRoute, campaignMakers } from '../campaigns/index.js';
import { Random } from '../random.js';
import type { CampaignLine, InnocentLine, WorldPlan } from './world.js';

export const worldNames = [
  'small',
  'burst',
  'quiet',
  'appeal-backlog',
  'empty',
  'grouping',
  'simple',
  'headline',
] as const;
export type WorldName = (typeof worldNames)[number];

const grow = (value: number, scale: number) => Math.max(1, Math.round(value * scale));

const campaign = (
  route: CampaignRoute,
  accounts: number,
  alertsPerAccount: number,
  days: number,
  startedDaysAgo = days,
): CampaignLine => ({ route, accounts, alertsPerAccount, days, startedDaysAgo });

const innocent = (
  kind: InnocentLine['kind'],
  organizations: number,
  alertsPerAccount: number,
  days = 30,
): InnocentLine => ({ kind, organizations, alertsPerAccount, days });

/** Alerts of the last days: what lies on the desks when a visitor comes in. */
function small(scale: number): WorldPlan {
  return {
    campaigns: [
      campaign('distillation', grow(400, scale), 4, 9),
      campaign('transfer_station', grow(60, scale), 5, 6),
      campaign('shell_company', grow(24, scale), 4, 12),
      campaign('intranet_tunnel', grow(38, scale), 3, 8),
      campaign('overseas_subsidiary', grow(30, scale), 3, 10),
      campaign('reseller_unscreened', grow(27, scale), 4, 7),
      campaign('cloud_sub_routing', grow(9, scale), 8, 5),
      campaign('payment_cover', grow(22, scale), 4, 6),
      campaign('personal_subscription', grow(45, scale), 3, 9),
      campaign('signup_farming', grow(180, scale), 3, 4),
      campaign('stolen_credential', grow(11, scale), 5, 3),
      campaign('exception_abuse', grow(6, scale), 4, 8),
      campaign('vpn_proxy', 3, 5, 4),
    ],
    innocents: [
      innocent('gateway', grow(3, scale), 9, 8),
      innocent('university', grow(5, scale), 2, 10),
      innocent('travel', grow(5, scale), 2, 7),
      innocent('singapore', grow(6, scale), 3, 9),
      innocent('agency', grow(6, scale), 2, 9),
      innocent('corporateNat', grow(5, scale), 2, 6),
      innocent('goldenImage', grow(6, scale), 2, 8),
      innocent('evaluationLab', grow(3, scale), 4, 8),
      innocent('coworking', grow(4, scale), 2, 9),
      innocent('agentNeighbour', grow(6, scale), 2, 9),
      innocent('background', grow(26, scale), 2, 10),
    ],
  };
}

/** A wave in the last hours: sign-ups and a swarm at once. */
function burst(scale: number): WorldPlan {
  const base = small(scale);
  return {
    ...base,
    campaigns: [
      ...base.campaigns,
      campaign('signup_farming', grow(1500, scale), 4, 1),
      campaign('distillation', grow(2500, scale), 5, 2),
    ],
  };
}

function quiet(scale: number): WorldPlan {
  return {
    campaigns: [campaign('vpn_proxy', 3, 3, 6), campaign('payment_cover', 6, 3, 8)],
    innocents: [innocent('singapore', 2, 2), innocent('background', grow(20, scale), 1, 14)],
  };
}

/**
 * For measuring grouping: concurrent campaigns of every route and several sizes on shared infrastructure, with the
 * innocents of DOMAIN §7 among them. Sizes and starts are drawn, so that no two seeds look alike.
 */
function grouping(scale: number, seed: number): WorldPlan {
  const random = Random.of(seed, 'grouping-plan');
  const sizes: Readonly<Record<CampaignRoute, readonly [number, number]>> = {
    transfer_station: [40, 220],
    cloud_sub_routing: [4, 14],
    reseller_unscreened: [18, 48],
    overseas_subsidiary: [12, 60],
    shell_company: [8, 60],
    intranet_tunnel: [12, 60],
    vpn_proxy: [2, 5],
    payment_cover: [12, 60],
    personal_subscription: [20, 90],
    distillation: [150, 600],
    signup_farming: [80, 320],
    stolen_credential: [6, 24],
    exception_abuse: [3, 10],
  };
  const campaigns: CampaignLine[] = [];
  for (const route of Object.keys(campaignMakers) as CampaignRoute[]) {
    const several = route === 'distillation' || route === 'transfer_station' ? 2 : random.int(2, 3);
    for (let n = 0; n < several; n += 1) {
      const [low, high] = sizes[route];
      const days = random.int(15, 45);
      campaigns.push(
        campaign(route, grow(random.int(low, high), scale), random.real(3, 6), days, days + random.int(0, 20)),
      );
    }
  }
  return {
    campaigns,
    innocents: [
      innocent('gateway', grow(12, scale), 8),
      innocent('university', grow(12, scale), 2),
      innocent('university', grow(9, scale), 2),
      innocent('travel', grow(25, scale), 2),
      innocent('singapore', grow(30, scale), 3),
      innocent('agency', grow(18, scale), 3),
      innocent('agency', grow(12, scale), 3),
      innocent('corporateNat', grow(20, scale), 2),
      innocent('goldenImage', grow(30, scale), 2),
      innocent('evaluationLab', grow(8, scale), 4),
      innocent('coworking', grow(14, scale), 2),
      innocent('agentNeighbour', grow(40, scale), 2),
      innocent('background', grow(700, scale), 2),
    ],
  };
}

/**
 * Mostly unrelated customers over shared networks, and three campaigns: for rates, at any length. Findings repeat, as
 * they do from detectors that look again every day.
 */
function simple(scale: number): WorldPlan {
  const often = { persistence: 8 };
  return {
    campaigns: [
      { ...campaign('distillation', grow(2000, scale), 16, 20), ...often },
      { ...campaign('transfer_station', grow(300, scale), 16, 20), ...often },
      { ...campaign('signup_farming', grow(1000, scale), 16, 10), ...often },
    ],
    innocents: [
      { ...innocent('gateway', grow(50, scale), 24), ...often },
      { ...innocent('university', grow(60, scale), 16), ...often },
      { ...innocent('background', grow(20_000, scale), 8), ...often },
    ],
  };
}

/** Fewer would be a case, not a campaign. */
const LEAST_CAMPAIGN = 600;

/**
 * The published campaign among 200,000 innocent organizations. `scale` 1 is 28.8 million exchanges. A small one has
 * fewer accounts, and below 600 of them lasts less long instead.
 */
function headline(scale: number): WorldPlan {
  const wished = grow(25_000, scale);
  const accounts = Math.max(LEAST_CAMPAIGN, wished);
  return {
    exchangeAccounts: accounts,
    exchangeShifts: Math.max(1, Math.round((48 * wished) / accounts)),
    campaigns: [
      campaign('transfer_station', grow(212, Math.max(0.1, scale)), 6, 30),
      campaign('signup_farming', grow(1200, Math.max(0.05, scale)), 4, 20),
      campaign('shell_company', grow(60, Math.max(0.2, scale)), 4, 40),
    ],
    innocents: [
      innocent('gateway', grow(60, scale), 20, 45),
      innocent('university', grow(80, scale), 4, 45),
      innocent('evaluationLab', grow(60, scale), 6, 45),
      innocent('travel', grow(2_000, scale), 2, 45),
      innocent('singapore', grow(2_000, scale), 2, 45),
      innocent('agency', grow(40, scale), 3, 45),
      innocent('goldenImage', grow(60, scale), 3, 45),
      innocent('agentNeighbour', grow(700, scale), 2, 45),
      innocent('background', grow(195_000, scale), 2, 45),
    ],
  };
}

export function worldPlan(name: WorldName, { scale = 1, seed = 1 }: { scale?: number; seed?: number } = {}): WorldPlan {
  switch (name) {
    case 'small':
    case 'appeal-backlog':
      return small(scale);
    case 'burst':
      return burst(scale);
    case 'quiet':
      return quiet(scale);
    case 'empty':
      return { campaigns: [], innocents: [] };
    case 'grouping':
      return grouping(scale, seed);
    case 'simple':
      return simple(scale);
    case 'headline':
      return headline(scale);
  }
}
