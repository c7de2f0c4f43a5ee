import { Scales } from './evidence.js';
import type { GroupingIndex, JoinNote } from './index.port.js';
import { Neighbourhood } from './neighbourhood.js';
import type { Subject, Value } from './nodes.js';
import type { RuleSet } from './rule-set.js';

/** Carriers that are weighed at most; values with few carriers tell most and come first. */
const MOST_CARRIERS = 1500;

/**
 * Subjects outside these that nearly belong to them: from `suggest` points on, and those that would be linked were they
 * not kept apart. The strongest link to each other cluster, the strongest first.
 */
export async function relatedSubjects(
  rules: RuleSet,
  index: GroupingIndex,
  nodes: readonly string[],
  most: number,
): Promise<JoinNote[]> {
  const hood = new Neighbourhood(rules, index);
  for (const [type, count] of (await index.counters()).carriers) hood.carriers.set(type, count);
  const scales = new Scales(hood);
  await hood.loadSubjects(nodes);
  const own = nodes.flatMap((node) => hood.subject(node) ?? []);
  await hood.deepen(own);
  const inside = new Set(own.map((subject) => subject.root()));
  const values = [...new Set(own.flatMap((subject) => subject.values as Value[]))]
    .filter((value) => value.nominates && value.degree > 1)
    .sort((a, b) => a.degree - b.degree || a.id - b.id);
  let carriers = 0;
  const weighed = values.filter((value) => {
    carriers += value.degree;
    return carriers <= MOST_CARRIERS;
  });
  await hood.enlist(weighed);
  const ofThese = new Set(own);
  const others = new Set(
    weighed.flatMap((value) => value.members as Subject[]).filter((one) => !inside.has(one.root())),
  );
  await hood.deepen(others);
  const best = new Map<number, JoinNote>();
  const seen = new Set<string>();
  for (const value of weighed) {
    const members = value.members as Subject[];
    for (const subject of members.filter((one) => ofThese.has(one))) {
      for (const other of members) {
        const pair = `${subject.id}/${other.id}`;
        if (!others.has(other) || seen.has(pair)) continue;
        seen.add(pair);
        const score = scales.score(subject, other);
        const known = best.get(other.root().id);
        if (score < rules.suggest || (known && known.score >= score)) continue;
        best.set(other.root().id, scales.explain(subject, other));
      }
    }
  }
  return [...best.values()].sort((a, b) => b.score - a.score || (a.other < b.other ? -1 : 1)).slice(0, most);
}
