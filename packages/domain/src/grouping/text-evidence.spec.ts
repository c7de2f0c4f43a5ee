import { expect, it } from 'vitest';
import { DEFAULT_RULE_SET } from './rule-set.js';
import { MOST_TEXTS, type TextValue, textParts, textPartsAtMost } from './text-evidence.js';
import { textForm } from './text-form.js';

const one = (type: string, value: string): TextValue => ({
  type,
  value,
  degree: 2,
  listed: false,
  form: textForm(value),
});

it('counts one word under one type, and the same one in whatever order the values came', () => {
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

it('of words that hang together by way of others the strongest counts', () => {
  const chain = ['amber river', 'river stone', 'stone field', 'marsh', 'field copper'].map((text) => one('name', text));
  const others = [...chain.slice(1), one('town', 'copper garnet'), { ...one('name', 'amber river'), degree: 2 }];
  const mine = [...chain, { ...one('town', 'copper garnet'), degree: 9 }];
  const counted = textParts(DEFAULT_RULE_SET, mine, others, () => 500).filter(({ points }) => points > 0);
  expect(counted.map(({ value }) => value).sort()).toEqual(['amber river', 'marsh']);
});

it('what texts said before can include near spellings only while there were few of them', () => {
  const many = Array.from({ length: MOST_TEXTS + 1 }, (_, i) => one('name', i ? `x${i}` : 'green hollow'));
  const near = [one('name', 'green hallow')];
  const most = (had: [number, number]) =>
    textPartsAtMost(DEFAULT_RULE_SET, many, near, () => 500, had).map(({ other }) => other);
  expect(most([MOST_TEXTS, 1])).toEqual(['green hallow']);
  expect(most([MOST_TEXTS + 1, 1])).toEqual([]);
  expect(most([0, 1])).toEqual([]);
  expect(most([MOST_TEXTS, 0])).toEqual([]);
});
