import { expect, it } from 'vitest';
import { comparedWith, doubtsOf, partLines } from './trial-parts.js';

it('says who would go where, the largest parts first', () => {
  const parts = [
    { subjects: 1, from: [{ cases: [10], subjects: 1 }] },
    {
      subjects: 7,
      from: [
        { cases: [10], subjects: 4 },
        { cases: [11, 12], subjects: 2 },
        { cases: [], subjects: 1 },
      ],
    },
    { subjects: 3, from: [{ cases: [13, 14, 15, 16], subjects: 3 }] },
  ];
  expect(partLines(parts, 11)).toEqual([
    '7 subjects together: 4 from C-10, 2 from C-11 and C-12, 1 from no case',
    '3 subjects together, all from C-13 and C-14 and C-15 and more',
    '1 subject alone, from C-10',
  ]);
});

it('counts what is not shown', () => {
  const alone = { subjects: 1, from: [{ cases: [10], subjects: 1 }] };
  const lines = partLines(Array(50).fill(alone), 1_200);
  expect([lines.length, lines.at(-1)]).toEqual([9, '1,192 subjects in other parts']);
  expect(partLines([{ subjects: 9, from: [1, 2].map((n) => ({ cases: [n], subjects: 3 })) }], 9)).toEqual([
    '9 subjects together: 3 from C-1, 3 from C-2, 3 from elsewhere',
  ]);
});

it('says with what a trial was compared, and that another set is in force since', () => {
  const sets = (active: number) =>
    ['Built in', 'Stricter', 'Laxer'].map((name, i) => ({
      id: i + 1,
      name,
      state: i + 1 === active ? 'active' : 'draft',
    }));
  const trial = { against: 1, ruleSet: 3 };
  expect(comparedWith(trial, sets(1))).toEqual({ name: 'rule set 1 (Built in)', past: null });
  expect(comparedWith(trial, sets(2)).past).toContain('rule set 2 (Stricter) came into force');
  // Its own coming into force is no reason to doubt it.
  expect(comparedWith(trial, sets(3)).past).toBeNull();
  expect(comparedWith({ against: 9, ruleSet: 3 }, []).name).toBe('rule set 9');
});

it('says what speaks against relying on it', () => {
  const warnings = ['Of ja4 only the first day of each carrier is known.'];
  expect(doubtsOf({ subjects: 9, warnings }, { past: 'Try it again.' })).toEqual(['Try it again.', ...warnings]);
  expect(doubtsOf({ subjects: 9, warnings: [] }, { past: null })).toEqual([]);
});
