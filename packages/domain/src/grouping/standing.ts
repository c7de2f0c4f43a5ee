import type { Standing, Value } from './nodes.js';
import { bandOf, type RuleSet, valueWeight } from './rule-set.js';

/**
 * How a value counts that so many subjects carry.
 * @param carriers postings of its type; matters for types that nobody described
 */
export function standingOf(
  rules: RuleSet,
  { type, listed, degree }: Pick<Value, 'type' | 'listed' | 'degree'>,
  carriers: number,
): Standing {
  const { name, rule } = type;
  const weight = valueWeight(rules, { type: name, degree, listed }, carriers);
  return {
    weight,
    joins: weight >= rules.attach && rule !== null && rule.halfLifeDays === null,
    nominates: weight > 0 && bandOf(degree) < bandOf(rules.nominateBelow),
  };
}
