import type { Group } from '../group.js';
import type { Ground } from '../world/ground.js';
import { type CampaignWish, makeCampaign, officeHours } from './campaign.js';

/** Staff of a foreign office who reach the corporate account through the company network. */
export function intranetTunnel(ground: Ground, wish: CampaignWish): Group {
  return makeCampaign(
    ground,
    {
      route: 'intranet_tunnel',
      title: 'Company network that tunnels a foreign office',
      mix: [
        ['rtt-geometry', 5],
        ['diurnal-profile', 3],
        ['client-timezone', 2],
        ['seat-headcount', 2],
        ['cross-layer-rtt', 1],
        ['ip-intelligence', 1],
      ],
      rhythm: officeHours,
      access: 'corporate',
      countries: ['SG', 'JP', 'DE', 'US'],
      accountsPerOrganization: wish.accounts,
      organization: { size: 'medium', plan: 'enterprise' },
      kit: { proxySites: 1 },
      label: () => 'knowing_participant',
    },
    wish,
  );
}
