import { expect, it } from 'vitest';
import { shortened } from './shortened.js';

it('keeps what is short, and cuts at a whole character', () => {
  expect(shortened('a'.repeat(40), 40)).toBe('a'.repeat(40));
  expect(shortened('a'.repeat(41), 40)).toBe(`${'a'.repeat(37)}…`);
  expect(shortened(`${'a'.repeat(36)}😀${'a'.repeat(9)}`, 40)).toBe(`${'a'.repeat(36)}…`);
  expect(shortened(`${'a'.repeat(35)}😀${'a'.repeat(9)}`, 40)).toBe(`${'a'.repeat(35)}😀…`);
});
