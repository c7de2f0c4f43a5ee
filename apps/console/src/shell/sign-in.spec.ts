import { expect, it } from 'vitest';
import { safeNext } from './SignIn.js';

it('goes on only to a path of our own', () => {
  expect(safeNext('/cases/1042?tab=files')).toBe('/cases/1042?tab=files');
  for (const bad of [
    undefined,
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/sign-in?next=/x',
    'cases',
  ]) {
    expect(safeNext(bad)).toBe('/');
  }
});
