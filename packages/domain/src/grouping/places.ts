import { BOND_TYPE } from './corrections.js';
import type { Subject, Value } from './nodes.js';
import { nameOfKey } from './sighting.js';

/**
 * Where a link stands in the order in which links are taken where a person set some apart (`rebuild.ts`): bonds, then
 * values that are enough alone, the heaviest first, then pairs, the strongest first; equal ones by name.
 */
export interface Place {
  /** The higher the earlier. */
  readonly key: number;
  readonly first: string;
  readonly second: string;
}

const ALONE = 2 ** 40;

/** Before all pairs, and after all values that are enough alone. */
export const PAIRS: Place = { key: ALONE, first: '', second: '' };

export const placeOfValue = ({ type, weight, value }: Value): Place => ({
  key: type.name === BOND_TYPE ? Number.POSITIVE_INFINITY : ALONE + weight,
  first: nameOfKey({ type: type.name, value }),
  second: '',
});

export function placeOfPair(one: Subject, other: Subject, score: number): Place {
  const [a, b] = one.node < other.node ? [one, other] : [other, one];
  return { key: score, first: a.node, second: b.node };
}

export function isEarlier(a: Place, b: Place): boolean {
  if (a.key !== b.key) return a.key > b.key;
  return a.first === b.first ? a.second < b.second : a.first < b.first;
}

/** For sorting, the earlier first. */
export const inOrder = (a: Place, b: Place): number => (isEarlier(a, b) ? -1 : isEarlier(b, a) ? 1 : 0);
