import { expect, it } from 'vitest';
import { flashOf } from './correction-flash.js';

const side = (number: number, subjectCount: number, mergedInto: number | null = null) => ({
  id: `id-${number}`,
  number,
  subjectCount,
  mergedInto,
});
const split = { step: 'split', subjects: [] } as const;

it('says in which case those are now who were taken out, and opens it', () => {
  const after = [side(1042, 9), side(1077, 3)];
  expect(flashOf(split, { after, places: [{ number: 1077, subjects: 3 }] }, 'id-1042')).toEqual({
    text: 'C-1042 split: 3 subjects are now in C-1077',
    open: 1077,
  });
  expect(flashOf(split, { after, places: [{ number: 1077, subjects: 1 }] }, null).text).toBe(
    'The case split: 1 subject is now in C-1077',
  );
});

it('names several cases, and counts them when they are many', () => {
  const places = [5, 6, 7, 8, 9].map((number) => ({ number, subjects: 2 }));
  const text = (n: number) => flashOf(split, { after: [side(4, 1)], places: places.slice(0, n) }, 'id-4').text;
  expect(text(2)).toBe('C-4 split: 4 subjects are now in C-5 (2) and C-6 (2)');
  expect(text(3)).toBe('C-4 split: 6 subjects are now in C-5 (2), C-6 (2) and C-7 (2)');
  expect(text(5)).toBe('C-4 split: 10 subjects are now in C-5 (2), C-6 (2), C-7 (2) and 2 more cases');
});

it('says which case went into which, whichever of them is on the page', () => {
  const after = [side(1038, 4, 1042), side(1042, 12)];
  for (const here of ['id-1038', 'id-1042'])
    expect(flashOf({ step: 'merge' }, { after, places: [] }, here)).toEqual({
      text: 'C-1038 merged into C-1042: 12 subjects are now in C-1042',
      open: null,
    });
});
