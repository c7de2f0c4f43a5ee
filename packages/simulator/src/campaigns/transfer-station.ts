import type { Group } from '../group.js';
import type { Ground } from '../world/ground.js';
import { cardOf } from '../world/kit.js';
import { type CampaignWish, flat, makeCampaign } from './campaign.js';

/**
 * A relay service that pools accounts and resells access. One device id runs through large blocks of accounts; about
 * one account in twenty is somebody else's, used with a stolen key: its owner's card and company are honest.
 */
export function transferStation(ground: Ground, wish: CampaignWish): Group {
  return makeCampaign(
    ground,
    {
      route: 'transfer_station',
      title: 'Relay service behind pooled accounts',
      mix: [
        ['relay-signature', 5],
        ['device-id-collision', 3],
        ['instrument-reuse', 3],
        ['end-user-fan-out', 2],
        ['ip-intelligence', 2],
        ['account-fan-in', 1],
      ],
      rhythm: flat,
      access: 'hosting',
      countries: ['SG', 'US', 'JP', 'TW', 'MY', 'GB'],
      accountsPerOrganization: 1,
      relay: true,
      endUsers: (random) => random.int(40, 900),
      label: ({ index }) => (index % 23 === 9 ? 'victim' : index % 31 === 0 ? 'operator' : 'knowing_participant'),
      change: (actor, { random, organization }) =>
        actor.label === 'victim'
          ? { cards: [cardOf(random.next(), actor.claimed.country)], phone: organization?.phone ?? actor.phone }
          : {},
    },
    wish,
  );
}
