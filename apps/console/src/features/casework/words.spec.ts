import { expect, it } from 'vitest';
import { proposeVerb, rarity, shortValue } from './words.js';

it('the button names the number of people it hits', () => {
  const reach = { known: true, subjects: 203, accounts: 203 };
  expect(proposeVerb('suspend', reach, 'account')).toBe('Propose suspension of 203 accounts');
  expect(proposeVerb('suspend', { ...reach, subjects: 1 }, 'organization')).toBe(
    'Propose suspension of 1 organization',
  );
  expect(proposeVerb('warn', reach, 'account')).toBe('Propose a warning to 203 accounts');
  expect(proposeVerb('rate_limit', reach, 'account')).toBe('Propose a rate limit on 203 accounts');
  expect(proposeVerb('suspend', { ...reach, known: false }, 'account')).toBe('Propose suspension, reach unknown');
  expect(proposeVerb('no_violation', reach, null)).toBe('Decide “no violation”');
  expect(proposeVerb('suspend', null, 'account')).toBe('Propose suspension');
});

it('says how rare a shared attribute is', () => {
  expect(rarity({ subjects: 31, subjectsInCase: 31, hub: false })).toBe('only these 31 accounts');
  expect(rarity({ subjects: 40, subjectsInCase: 31, hub: false })).toBe('31 accounts here of 40 anywhere');
  expect(rarity({ subjects: 4812, subjectsInCase: 3, hub: true })).toBe('4,812 accounts, adds nothing');
  expect(rarity({ subjects: 3, hub: false })).toBe('3 accounts');
});

it('keeps both ends of a long value', () => {
  expect(shortValue('6d80c1aa-77e0-4b1c-9d7f-0123459f02')).toBe('6d80c1aa-77e0-4b1c-…459f02');
  expect(shortValue('203.0.113.7')).toBe('203.0.113.7');
});
