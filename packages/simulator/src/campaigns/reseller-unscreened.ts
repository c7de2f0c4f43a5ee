import type { Group } from '../group.js';
import { Random, seedOf } from '../random.js';
import type { Ground } from '../world/ground.js';
import { cardOf } from '../world/kit.js';
import { type CampaignWish, makeCampaign, officeHours } from './campaign.js';

/**
 * A reseller that never screened its own customers. A third of them bought through it to hide and share devices and
 * cards; the rest are ordinary and only share the reseller's name.
 */
export function resellerUnscreened(ground: Ground, wish: CampaignWish): Group {
  const random = Random.of(seedOf(ground.seed, 'reseller', wish.number), 'partner');
  const partner = `part_${random.hex(8)}`;
  const perOrganization = 3;
  const organizations = Math.ceil(wish.accounts / perOrganization);
  const honest = (index: number) => Math.floor(index / perOrganization) >= Math.max(1, Math.round(organizations / 3));
  return makeCampaign(
    ground,
    {
      route: 'reseller_unscreened',
      title: 'Reseller that screened nobody',
      mix: [
        ['relay-signature', 3],
        ['partner-report', 2],
        ['end-user-fan-out', 3],
        ['device-id-collision', 3],
        ['instrument-reuse', 2],
      ],
      rhythm: officeHours,
      access: 'hosting',
      countries: ['IE', 'NL', 'SG', 'AE', 'PL'],
      accountsPerOrganization: perOrganization,
      organization: { size: 'small', plan: 'business', partner },
      relay: true,
      endUsers: (own) => own.int(60, 2000),
      label: ({ index }) => (honest(index) ? 'bystander' : index % 3 === 0 ? 'operator' : 'knowing_participant'),
      change: (actor, draft) =>
        actor.label === 'bystander' && actor.organization
          ? {
              cluster: actor.organization.id,
              campaign: null,
              actual: actor.claimed,
              cards: [cardOf(seedOf(ground.seed, actor.organization.id), actor.claimed.country)],
              devices: [draft.random.uuid()],
              phone: actor.organization.phone,
            }
          : {},
    },
    wish,
  );
}
