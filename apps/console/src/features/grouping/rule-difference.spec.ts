import { expect, it } from 'vitest';
import { ruleDifferences } from './rule-difference.js';

it('names each rule that differs by its path', () => {
  const before = { id: 1, attach: 1000, types: { ip: { points: 500 }, asn: { points: 100 } } };
  const after = { id: 2, attach: 1000, types: { ip: { points: 400 } } };
  expect(ruleDifferences(before, after)).toEqual([
    { path: '/types/asn', before: '{"points":100}', after: 'not there' },
    { path: '/types/ip/points', before: '500', after: '400' },
  ]);
  expect(ruleDifferences(before, { ...before, id: 9 })).toEqual([]);
});
