import type { Group } from '../group.js';
import type { Ground } from '../world/ground.js';
import type { InnocentWish } from './customers.js';
import { agentNeighbours, backgroundCustomers } from './everybody.js';
import {
  agency,
  corporateNat,
  coworking,
  evaluationLabs,
  gatewayCustomers,
  goldenImage,
  singaporeStartUps,
  travellingStaff,
  university,
} from './look-alikes.js';

export type InnocentMaker = (ground: Ground, wish: InnocentWish) => Group;

export const innocentMakers = {
  gateway: gatewayCustomers,
  university,
  travel: travellingStaff,
  singapore: singaporeStartUps,
  agency,
  corporateNat,
  goldenImage,
  evaluationLab: evaluationLabs,
  coworking,
  agentNeighbour: agentNeighbours,
  background: backgroundCustomers,
} as const satisfies Record<string, InnocentMaker>;

export type InnocentKind = keyof typeof innocentMakers;
