import type { Group } from '../group.js';
import type { Ground } from '../world/ground.js';
import { cardOf } from '../world/kit.js';
import { type CampaignWish, flat, makeCampaign } from './campaign.js';

/** One ring that uses the keys of honest companies. Every owner is a victim; only the client side links them. */
export function stolenCredentials(ground: Ground, wish: CampaignWish): Group {
  return makeCampaign(
    ground,
    {
      route: 'stolen_credential',
      title: 'Stolen keys in the hands of one ring',
      mix: [
        ['relay-signature', 6],
        ['device-id-collision', 4],
        ['end-user-fan-out', 2],
        ['ip-intelligence', 2],
      ],
      rhythm: flat,
      access: 'hosting',
      countries: ['US', 'DE', 'IN', 'BR', 'AU', 'FR'],
      accountsPerOrganization: 1,
      organization: { size: 'medium', plan: 'business' },
      // A ring works from one or two machines; it is the keys that are many.
      kit: { accountsPerDevice: ground.difficulty.name === 'hard' ? Math.max(4, wish.accounts) : wish.accounts * 2 },
      relay: true,
      endUsers: (own) => own.int(3, 60),
      label: () => 'victim',
      change: (actor, { random }) => ({
        cards: [cardOf(random.next(), actor.claimed.country)],
        phone: actor.organization?.phone ?? actor.phone,
      }),
    },
    wish,
  );
}
