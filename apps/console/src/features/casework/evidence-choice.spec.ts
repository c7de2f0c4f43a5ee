import { expect, it } from 'vitest';
import type { FullCase } from './casework.queries.js';
import { startingEvidence } from './evidence-choice.js';

const alert = (id: string, shadow = false) => ({ id, shadow });
const shown = (groups: { id: string; shadow: boolean }[][], loadBearing: string[]) =>
  ({
    evidence: groups.map((sample) => ({ sample })),
    independence: { loadBearing },
  }) as unknown as FullCase;

it('starts with what bears the decision and one of each other family', () => {
  expect([
    ...startingEvidence(
      shown(
        [
          [alert('a'), alert('b')],
          [alert('c'), alert('d')],
        ],
        ['b'],
      ),
    ),
  ]).toEqual(['b', 'c']);
});

it('a shadow detector supports nothing', () => {
  expect([...startingEvidence(shown([[alert('a', true)]], ['a']))]).toEqual([]);
  expect(startingEvidence(undefined).size).toBe(0);
});
