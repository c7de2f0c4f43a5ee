import type { Group } from '../group.js';
import type { Ground } from '../world/ground.js';
import { type CampaignWish, makeCampaign, officeHours } from './campaign.js';

/** A handful of people behind a VPN with one laptop image between them. Weak signals, rightly slow to act on. */
export function vpnProxy(ground: Ground, wish: CampaignWish): Group {
  return makeCampaign(
    ground,
    {
      route: 'vpn_proxy',
      title: 'Small team behind a VPN',
      mix: [
        ['ip-intelligence', 4],
        ['client-timezone', 3],
        ['rtt-geometry', 2],
        ['diurnal-profile', 2],
      ],
      rhythm: officeHours,
      access: 'vpn',
      countries: ['US', 'SG', 'GB'],
      accountsPerOrganization: wish.accounts,
      organization: { size: 'solo', plan: 'team' },
      kit: { accountsPerDevice: 64 },
    },
    wish,
  );
}
