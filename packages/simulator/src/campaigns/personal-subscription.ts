import type { Group } from '../group.js';
import type { Ground } from '../world/ground.js';
import { type CampaignWish, makeCampaign, officeHours } from './campaign.js';

/** Consumer accounts of one employer's staff, reimbursed, behind one corporate egress and one internal prompt tool. */
export function personalSubscriptions(ground: Ground, wish: CampaignWish): Group {
  return makeCampaign(
    ground,
    {
      route: 'personal_subscription',
      title: 'Reimbursed personal accounts of one employer',
      mix: [
        ['account-fan-in', 3],
        ['template-similarity', 3],
        ['diurnal-profile', 2],
        ['ip-intelligence', 2],
        ['instrument-reuse', 2],
        ['device-id-collision', 1],
      ],
      rhythm: officeHours,
      access: 'corporate',
      countries: ['SG', 'JP', 'US', 'HK'],
      accountsPerOrganization: 0,
      kit: { proxySites: 1 },
      templates: () => 2,
      label: () => 'knowing_participant',
    },
    wish,
  );
}
