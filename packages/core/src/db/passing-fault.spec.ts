import { expect, it } from 'vitest';
import { isPassing } from './passing-fault.js';

it.each([
  [{ code: '08006' }, true],
  [{ code: '40001' }, true],
  [{ code: '40P01' }, true],
  [{ code: '53100' }, true],
  [{ code: '55P03' }, true],
  [{ code: '57P01' }, true],
  [{ code: 'ECONNRESET' }, true],
  [new Error('Connection terminated unexpectedly'), true],
  [new Error('timeout exceeded when trying to connect'), true],
  [{ code: '23505' }, false],
  [{ code: '21000' }, false],
  [{ code: '22P02' }, false],
  [{ code: '57014' }, false],
  [new TypeError("Cannot read properties of undefined (reading 'id')"), false],
  [null, false],
  ['words', false],
])('%o passes by itself: %s', (fault, passes) => {
  expect(isPassing(fault)).toBe(passes);
});
