import { expect, it } from 'vitest';
import { tokenOf } from './link.js';

it.each([
  ['/open', '#abc_-1', 'abc_-1'],
  ['/open', '#abc%2D1', 'abc-1'],
  ['/open', '#100%', '100%'],
  ['/open', '#', null],
  ['/open', '', null],
  ['/', '#abc', null],
])('%s%s holds %s', (pathname, hash, token) => {
  expect(tokenOf({ pathname, hash })).toBe(token);
});
