import type { Group } from '../group.js';
import type { Ground } from '../world/ground.js';
import { type CampaignWish, makeCampaign, officeHours } from './campaign.js';

/** A research exception whose holder serves commercial users with it. */
export function exceptionAbuse(ground: Ground, wish: CampaignWish): Group {
  return makeCampaign(
    ground,
    {
      route: 'exception_abuse',
      title: 'Research exception used for business',
      mix: [
        ['exception-use', 5],
        ['diurnal-profile', 2],
        ['ip-intelligence', 1],
        ['rtt-geometry', 1],
      ],
      rhythm: officeHours,
      access: 'fixed',
      countries: ['JO', 'KE', 'GE', 'BD'],
      accountsPerOrganization: wish.accounts,
      organization: { size: 'small', plan: 'team' },
      label: ({ index }) => (index === 0 ? 'operator' : 'knowing_participant'),
    },
    wish,
  );
}
