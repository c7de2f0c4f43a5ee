import { expect, it } from 'vitest';
import { allowedWord } from './allowed-words.js';

it('says what may be done in words of the screen', () => {
  expect(allowedWord('casework.find')).toBe('record findings first');
  expect(allowedWord('decisions.emergency')).toBe('emergency');
  expect(allowedWord('require_verification')).toBe('require verification');
});
