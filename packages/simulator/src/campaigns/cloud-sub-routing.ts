import type { Group } from '../group.js';
import { Random, seedOf } from '../random.js';
import type { Ground } from '../world/ground.js';
import { type CampaignWish, flat, makeCampaign } from './campaign.js';

/** A compliant customer of a cloud platform that routes its access on to others through a few tenants. */
export function cloudSubRouting(ground: Ground, wish: CampaignWish): Group {
  const platform = `part_${Random.of(seedOf(ground.seed, 'platform', wish.number % 3), 'id').hex(8)}`;
  return makeCampaign(
    ground,
    {
      route: 'cloud_sub_routing',
      title: 'Cloud tenant that routes on to others',
      mix: [
        ['end-user-fan-out', 4],
        ['relay-signature', 4],
        ['device-id-collision', 2],
        ['partner-report', 1],
        ['egress-signature', 1],
      ],
      rhythm: flat,
      access: 'hosting',
      countries: ['SG', 'US', 'DE', 'KR'],
      accountsPerOrganization: Math.max(2, Math.ceil(wish.accounts / 3)),
      organization: { size: 'medium', plan: 'enterprise', partner: platform },
      kit: { accountsPerDevice: ground.difficulty.name === 'hard' ? wish.accounts : wish.accounts * 2 },
      relay: true,
      endUsers: (own) => own.int(300, 6000),
      label: ({ index }) => (index < 2 ? 'operator' : 'facilitator'),
    },
    wish,
  );
}
