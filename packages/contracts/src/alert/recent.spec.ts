import { expect, it } from 'vitest';
import { Recent } from './recent.js';

it('answers as the function does, works an answer out once, and forgets what is too much', () => {
  const asked: string[] = [];
  const recent = new Recent((text: string) => {
    asked.push(text);
    return text === '' ? undefined : text.length;
  });
  expect(['ab', 'ab', '', 'abc'].map((text) => recent.of(text))).toEqual([2, 2, undefined, 3]);
  expect(asked).toEqual(['ab', '', 'abc']);
  for (let i = 0; i < 10_000; i++) recent.of(`${i}`);
  asked.length = 0;
  for (let i = 9_000; i < 10_000; i++) recent.of(`${i}`);
  expect(asked).toEqual([]);
  expect(recent.of('ab')).toBe(2);
  expect(asked).toEqual(['ab']);
});
