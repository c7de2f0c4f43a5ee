import type { Group } from '../group.js';
import { country } from '../names/countries.js';
import { personName } from '../names/make.js';
import { Random, seedOf } from '../random.js';
import type { Ground } from '../world/ground.js';
import { type CampaignWish, makeCampaign, officeHours, spelling } from './campaign.js';

/** Companies without substance at one formation agent, with the same two nominee directors. */
export function shellCompanies(ground: Ground, wish: CampaignWish): Group {
  const random = Random.of(seedOf(ground.seed, 'shells', wish.number), 'nominees');
  const agent = random.pick(ground.agents);
  const nominees = [0, 1].map(() => ({
    entity: `own_${random.hex(10)}`,
    name: personName(random, country(agent.country)).name,
    country: agent.country,
  }));
  return makeCampaign(
    ground,
    {
      route: 'shell_company',
      title: 'Shells behind one formation agent',
      mix: [
        ['shell-indicators', 4],
        ['ownership-threshold', 3],
        ['instrument-reuse', 3],
        ['payment-mismatch', 2],
        ['device-id-collision', 2],
        ['list-match', 1],
        ['diurnal-profile', 1],
      ],
      rhythm: officeHours,
      access: 'vpn',
      countries: [agent.country],
      accountsPerOrganization: 4,
      label: ({ index }) => (index % 4 === 0 ? 'operator' : 'knowing_participant'),
      change: (_, draft) => {
        const nominee = nominees[Math.floor(draft.index / 4) % 2] as (typeof nominees)[number];
        return {
          registeredAddress: spelling(ground, draft, agent.address),
          owner: { ...nominee, name: spelling(ground, draft, nominee.name) },
        };
      },
    },
    wish,
  );
}
