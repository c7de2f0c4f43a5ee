import type { Group } from '../group.js';
import type { Ground } from '../world/ground.js';
import { type InnocentWish, makeInnocents } from './customers.js';

/** Ordinary young companies that are registered where the shells are. */
export function agentNeighbours(ground: Ground, wish: InnocentWish): Group {
  return makeInnocents(
    ground,
    {
      name: 'agent-neighbour',
      looksLike: 'shell_company',
      mix: [
        ['shell-indicators', 5],
        ['ownership-threshold', 1],
        ['list-match', 1],
        ['payment-mismatch', 1],
      ],
      accountsPerOrganization: 1,
      countries: ground.agents.map((agent) => agent.country),
      organization: { size: 'small', plan: 'team' },
      change: (_, { organization }) => ({
        registeredAddress:
          ground.agents.find((agent) => agent.country === organization.country)?.address ??
          organization.registeredAddress,
      }),
    },
    wish,
  );
}

/** Everybody else: the odd alert that any customer draws now and then. */
export function backgroundCustomers(ground: Ground, wish: InnocentWish): Group {
  return makeInnocents(
    ground,
    {
      name: 'background',
      looksLike: 'unknown',
      mix: [
        ['ip-intelligence', 6],
        ['diurnal-profile', 2],
        ['payment-mismatch', 2],
        ['client-timezone', 2],
        ['end-user-fan-out', 1],
        ['rtt-geometry', 1],
        ['template-similarity', 1],
        ['language-mix', 1],
      ],
      accountsPerOrganization: 1,
      change: (_, { random }) =>
        random.chance(0.4) ? { ips: [random.pick(random.chance(0.5) ? ground.carrierNat : ground.cloudEgress)] } : {},
    },
    wish,
  );
}
