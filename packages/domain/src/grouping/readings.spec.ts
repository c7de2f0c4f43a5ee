import { describe, expect, it } from 'vitest';
import { GroupingEngine } from './engine.js';
import { MemoryIndex } from './memory-index.js';
import { DEFAULT_RULE_SET, type RuleSet } from './rule-set.js';
import { type Sighting, sightingOf } from './sighting.js';

/** A telephone is enough alone for up to seven, an address never is; neither brings pairs up from four on. */
const RULES: RuleSet = {
  ...DEFAULT_RULE_SET,
  attach: 1000,
  nominateBelow: 4,
  types: {
    phone: { family: 'contact', points: 1100, freeBands: 2, perBand: 200, floor: 0, hubFrom: 16, halfLifeDays: null },
    address: { family: 'place', points: 700, freeBands: 1, perBand: 100, floor: 0, hubFrom: 16, halfLifeDays: null },
    template: { family: 'content', points: 600, freeBands: 1, perBand: 200, floor: 0, hubFrom: 16, halfLifeDays: null },
  },
};

const seen = (account: string, values: Record<string, string>): Sighting =>
  sightingOf({
    id: account,
    subject: { kind: 'account', id: account },
    indicators: Object.entries(values).map(([type, value]) => ({ type, value })),
    observedAt: Date.UTC(2026, 10, 20),
  });
const all = (values: Record<string, string>, ...accounts: string[]) => accounts.map((account) => seen(account, values));

/** An index that says what it was asked. */
class AskedIndex extends MemoryIndex {
  readonly asked: string[] = [];

  override subjectsByNode(nodes: readonly string[]) {
    this.asked.push('subjects');
    return super.subjectsByNode(nodes);
  }
  override valuesByKey(...[keys]: Parameters<MemoryIndex['valuesByKey']>) {
    this.asked.push('values');
    return super.valuesByKey(keys);
  }
  override postingsOf(subjects: readonly number[]) {
    this.asked.push('postings');
    return super.postingsOf(subjects);
  }
  override membersOf(values: readonly number[]) {
    this.asked.push('members');
    return super.membersOf(values);
  }
}

const groupsOf = (index: MemoryIndex): string[] => {
  const groups = new Map<number, string[]>();
  for (const [node, cluster] of index.partition())
    groups.set(cluster, [...(groups.get(cluster) ?? []), node.split(':')[1] as string]);
  return [...groups.values()].map((nodes) => nodes.sort().join(' ')).sort();
};

describe('a batch that was read ahead', () => {
  const course = async (batches: readonly (readonly Sighting[])[]) => {
    const index = new AskedIndex();
    const before = new GroupingEngine(RULES, index);
    index.write(await before.assign(batches[0] as Sighting[]));
    // Another engine, which has nothing in memory.
    const engine = new GroupingEngine(RULES, index);
    let asked: string[] = [];
    for (const [i, batch] of batches.slice(1).entries()) {
      index.asked.length = 0;
      const effect = await engine.assign(batch);
      asked = [...index.asked];
      // While the effect is being written.
      await engine.warm(batches[i + 2] ?? []);
      index.write(effect);
    }
    return { groups: groupsOf(index), asked };
  };

  it('asks nothing when what one subject carried becomes common', async () => {
    const flat = { address: 'Dock 1', template: 't1' };
    const { groups, asked } = await course([all(flat, 'a'), all({ phone: '+1' }, 'x'), all(flat, 'b', 'c')]);
    expect(groups).toEqual(['a b c', 'x']);
    expect(asked).toEqual([]);
  });

  it('knows who carries a value that is no link any more, those of the batch before it among them', async () => {
    const phone = { phone: '+86 10 5550' };
    const { groups, asked } = await course([
      all(phone, 'a', 'b', 'c', 'd', 'e'),
      all(phone, 'f', 'g'),
      all(phone, 'h'),
    ]);
    expect(groups).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
    expect(asked).not.toContain('members');
  });
});
