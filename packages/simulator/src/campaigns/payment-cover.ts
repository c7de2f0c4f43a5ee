import type { Group } from '../group.js';
import type { Ground } from '../world/ground.js';
import { type CampaignWish, makeCampaign, officeHours } from './campaign.js';

/** Cards, wallets and billing addresses as cover for accounts that otherwise look unrelated. */
export function paymentCover(ground: Ground, wish: CampaignWish): Group {
  return makeCampaign(
    ground,
    {
      route: 'payment_cover',
      title: 'Cards as cover for unrelated accounts',
      mix: [
        ['instrument-reuse', 6],
        ['payment-mismatch', 4],
        ['account-fan-in', 3],
        ['ip-intelligence', 2],
        ['diurnal-profile', 1],
      ],
      rhythm: officeHours,
      access: 'residential_proxy',
      countries: ['US', 'GB', 'SG', 'FR', 'BR', 'TR'],
      accountsPerOrganization: 2,
    },
    wish,
  );
}
