import { expect, it } from 'vitest';
import { problemWith } from './FileDrop.js';

const accept = ['.pdf', 'application/pdf', 'image/*', '.png'];

it('takes what fits', () => {
  expect(problemWith({ name: 'Ownership.PDF', size: 10, type: '' }, accept, 100)).toEqual([]);
  expect(problemWith({ name: 'lease', size: 10, type: 'image/jpeg' }, accept, 100)).toEqual([]);
});

it('names the file, the size and the limit when it refuses', () => {
  expect(problemWith({ name: 'a.pdf', size: 2_500_000, type: 'application/pdf' }, accept, 1_000_000)[0]).toContain(
    'a.pdf is 2.5 MB; the limit is 1.0 MB',
  );
  expect(problemWith({ name: 'a.exe', size: 2, type: '' }, accept, 100)[0]).toContain('.pdf, .png');
  expect(problemWith({ name: 'a.pdf', size: 0, type: '' }, accept, 100)).toEqual(['a.pdf is empty.']);
});
