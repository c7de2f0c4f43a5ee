import { DEFAULT_RULE_SET, type RuleSet, unusable } from '@portcullis/domain';
import type { Tx } from '../db/unit-of-work.js';

/** What is stored as the rule set in force cannot be used: the fault of no alert. */
export class UnusableRuleSet extends Error {}

/** The rule set that is active. @throws UnusableRuleSet with each fault by its path */
export async function activeRuleSet(tx: Tx): Promise<RuleSet> {
  const [row] = await tx.prepared<{ id: number; rules: RuleSet }>(
    'grouping-rule-set',
    `select id, rules from rule_set where state = 'active'`,
  );
  if (!row) return DEFAULT_RULE_SET;
  const rules: RuleSet = { ...DEFAULT_RULE_SET, ...row.rules, id: row.id };
  const problems = unusable(rules);
  if (problems.length > 0) {
    throw new UnusableRuleSet(
      `rule set ${row.id}: ${problems.map(({ path, detail }) => `${path}: ${detail}`).join('; ')}`,
    );
  }
  return rules;
}
