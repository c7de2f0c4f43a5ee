import { expect, it } from 'vitest';
import { isoText } from './iso-text.js';

it('answers what the language answers, over all that a date can hold', () => {
  const edges = [
    0, -1, 1, 86_399_999, 86_400_000, -86_400_000, -62_167_219_200_001, 253_402_300_800_000, 8.64e15, -8.64e15,
  ];
  const steps = Array.from({ length: 20_000 }, (_, index) => (index - 10_000) * 7_919_733_331);
  for (const ms of [...edges, ...steps]) expect(isoText(new Date(ms))).toBe(new Date(ms).toISOString());
});

it('refuses what is no date', () => {
  expect(() => isoText(new Date(Number.NaN))).toThrow(RangeError);
});
