import type { Group } from '../group.js';
import { coinedWord } from '../names/make.js';
import { Random, seedOf } from '../random.js';
import type { Ground } from '../world/ground.js';
import { type CampaignWish, makeCampaign } from './campaign.js';

/** Free credits and bought accounts, opened in bursts with throw-away mail domains. */
export function signupFarming(ground: Ground, wish: CampaignWish): Group {
  const seed = seedOf(ground.seed, 'farm', wish.number);
  return makeCampaign(
    ground,
    {
      route: 'signup_farming',
      title: 'Accounts farmed for free credits',
      mix: [
        ['account-fan-in', 5],
        ['device-id-collision', 3],
        ['instrument-reuse', 3],
        ['coordination', 2],
        ['ip-intelligence', 2],
      ],
      rhythm: () => ({ kind: 'bursts', bursts: 9 }),
      access: 'residential_proxy',
      countries: ['US', 'BR', 'ID', 'PH', 'NG', 'TR', 'VN'],
      accountsPerOrganization: 0,
      label: () => 'operator',
      change: (_, { index, random }) => {
        const domain = Random.of(seed, Math.floor(index / 25));
        return {
          email: `${coinedWord(random)}${random.int(10, 9999)}@${coinedWord(domain, 3)}-${domain.hex(3)}.example`,
        };
      },
    },
    wish,
  );
}
