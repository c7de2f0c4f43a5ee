import type { Group } from '../group.js';
import { country } from '../names/countries.js';
import { personName } from '../names/make.js';
import { Random, seedOf } from '../random.js';
import type { Ground } from '../world/ground.js';
import { type CampaignWish, makeCampaign, officeHours, spelling } from './campaign.js';

/** Two or three sister companies in permitted countries, held by one group whose users sit elsewhere. */
export function overseasSubsidiary(ground: Ground, wish: CampaignWish): Group {
  const random = Random.of(seedOf(ground.seed, 'subsidiary', wish.number), 'parent');
  const parent = {
    entity: `own_${random.hex(10)}`,
    name: `${personName(random, country('SG')).name} Holding`,
    country: 'XA',
  };
  return makeCampaign(
    ground,
    {
      route: 'overseas_subsidiary',
      title: 'Subsidiary whose users are elsewhere',
      mix: [
        ['ownership-threshold', 4],
        ['rtt-geometry', 3],
        ['diurnal-profile', 2],
        ['seat-headcount', 2],
        ['payment-mismatch', 2],
        ['client-timezone', 1],
        ['ip-intelligence', 1],
      ],
      rhythm: officeHours,
      access: 'fixed',
      countries: ['SG', 'AE', 'MY', 'JP', 'IE'],
      accountsPerOrganization: Math.max(4, Math.ceil(wish.accounts / 2)),
      organization: { size: 'medium', plan: 'business' },
      change: (_, draft) => ({ owner: { ...parent, name: spelling(ground, draft, parent.name) } }),
    },
    wish,
  );
}
