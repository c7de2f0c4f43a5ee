import { expect, it } from 'vitest';
import { pageLanguage, say, sayCount, sayKnown, sayParts, speak } from './say.js';

it('fills placeholders, and numbers in the form of the language', () => {
  expect(say('count.left.other', { count: 20_000 })).toBe('20,000 characters left');
  expect(sayCount('count.left', 1)).toBe('1 character left');
  expect(sayCount('papers.some', 3)).toBe('3 papers');
});

it('never says a bare placeholder', () => {
  expect(() => say('filed.title')).toThrow('no value for reference');
});

it('gives a message in parts for elements in its places', () => {
  expect(sayParts('contact.text')).toEqual([
    { text: 'A person reads replies to ', placeholder: false },
    { text: 'address', placeholder: true },
    { text: '. Please quote ', placeholder: false },
    { text: 'reference', placeholder: true },
    { text: '.', placeholder: false },
  ]);
});

it('falls back where the server uses a word that this page does not know', () => {
  expect(sayKnown('state.upheld', 'x')).toBe('The decision stands');
  expect(sayKnown('state.of_another_release', 'Another state')).toBe('Another state');
});

it('speaks English where it has no other, and says so to the document', () => {
  expect(pageLanguage('es-UY')).toBe('en');
  expect(pageLanguage('EN_gb')).toBe('en');
  expect(pageLanguage(null)).toBe('en');
  const root = { lang: '', dir: '' };
  speak('ar', root);
  expect(root).toEqual({ lang: 'en', dir: 'ltr' });
});
