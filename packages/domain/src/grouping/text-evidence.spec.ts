import { expect, it } from 'vitest';
import { DEFAULT_RULE_SET } from './rule-set.js';
import { type TextValue, textParts } from './text-evidence.js';
import { textForm } from './text-form.js';

it('counts one word under one type, and the same one in whatever order the values came', () => {
  const one = (type: string, value: string): TextValue => ({
    type,
    value,
    degree: 2,
    listed: false,
    form: textForm(value),
  });
  const values = [one('name', 'green hollow'), one('name', 'marsh'), one('town', 'green hollow')];
  const counted = (a: readonly TextValue[], b: readonly TextValue[]) =>
    textParts(DEFAULT_RULE_SET, a, b, () => 500)
      .filter(({ points }) => points > 0)
      .map(({ type, value }) => `${type} ${value}`)
      .sort();
  const reversed = [...values].reverse();
  expect(counted(values, values)).toEqual(['name green hollow', 'name marsh']);
  expect(counted(reversed, values)).toEqual(counted(values, values));
  expect(counted(values, reversed)).toEqual(counted(values, values));
});
