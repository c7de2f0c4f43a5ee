import { expect, it } from 'vitest';
import { DEFAULT_RULE_SET, type RuleSet, ruleSetProblems, unusable } from './rule-set.js';

it('a family with a type that is enough alone is not capped below what is enough', () => {
  const capped = (caps: Record<string, number>, more: Partial<RuleSet> = {}) =>
    ruleSetProblems({ ...DEFAULT_RULE_SET, ...more, caps: { ...DEFAULT_RULE_SET.caps, ...caps } });
  expect(capped({ device: 999 })).toEqual([
    { path: '/caps/device', detail: 'must be at least /attach (1000), since device_id is enough alone' },
  ]);
  expect(capped({ device: 1000, ownership: 1500 })).toEqual([]);
  // Up to a number of carriers is enough alone as well, and so is what a person said.
  expect(capped({ contact: 999, correction: 10 }).map(({ path }) => path)).toEqual([
    '/caps/contact',
    '/caps/correction',
  ]);
  expect(capped({ device: 999 }, { attach: 900, learned: { ...DEFAULT_RULE_SET.learned, cap: 800 } })).toEqual([]);
});

it('a rule set that is in force goes on where more is asked of new ones', () => {
  const rules: RuleSet = { ...DEFAULT_RULE_SET, caps: { ...DEFAULT_RULE_SET.caps, device: 999 } };
  expect(ruleSetProblems(rules)).toHaveLength(1);
  expect(unusable(rules)).toEqual([]);
  expect(unusable({ ...rules, spanDays: 0 })).toMatchObject([{ path: '/spanDays' }]);
});
