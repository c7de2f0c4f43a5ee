import { expect, it } from 'vitest';
import { correctionWhat } from './correction-what.js';

const account = (id: string) => ({ kind: 'account', id });

it('names the value', () => {
  expect(correctionWhat({ act: 'unlink', subjects: 1, whom: [], valueType: 'device_id', value: 'd-1' })).toBe(
    'stopped linking by a value: device id d-1',
  );
});

it('names the first subjects and counts the rest', () => {
  const split = { act: 'split', valueType: null, value: null };
  expect(correctionWhat({ ...split, subjects: 1, whom: [account('a')] })).toBe('split the case: account a');
  expect(correctionWhat({ ...split, subjects: 2, whom: ['a', 'b'].map(account) })).toBe(
    'split the case: account a and account b',
  );
  expect(correctionWhat({ ...split, subjects: 1_202, whom: ['a', 'b'].map(account) })).toBe(
    'split the case: account a, account b and 1,200 more',
  );
});

it('of whole cases says what was done; their numbers stand beside it', () => {
  expect(correctionWhat({ act: 'merge', subjects: 40, whom: [] })).toBe('merged two cases');
  expect(correctionWhat({ act: 'keep_apart' })).toBe('kept two cases apart');
  expect(correctionWhat({ act: 'something_new' })).toBe('something_new');
});
