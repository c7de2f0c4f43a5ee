import { expect, it } from 'vitest';
import { partLines } from './trial-parts.js';

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
