import { Scales } from './evidence.js';
import type { GroupingIndex, JoinNote } from './index.port.js';
import { Neighbourhood } from './neighbourhood.js';
import type { Subject, Value } from './nodes.js';
import type { RuleSet } from './rule-set.js';

/** Carriers that are weighed at most; values with few carriers tell most and come first. */
const MOST_CARRIERS = 1500;

export interface Looking {
  /** Of whom is told: of other clusters, or of the same one under another owner, which is another case of a campaign. */
  readonly where?: 'elsewhere' | 'campaign';
  /** Others to weigh: what makes them one may be so common that not all who carry it are read. */
  readonly candidates?: readonly string[];
}

/**
 * Subjects outside these that nearly belong to them: from `suggest` points on, and those that would be linked were they
 * not kept apart. Of a campaign those that are linked to them. The strongest link to each other cluster, or owner, the
 * strongest first.
 */
export async function relatedSubjects(
  rules: RuleSet,
  index: GroupingIndex,
  nodes: readonly string[],
  most: number,
  { where = 'elsewhere', candidates = [] }: Looking = {},
): Promise<JoinNote[]> {
  const hood = new Neighbourhood(rules, index);
  for (const [type, count] of (await index.counters()).carriers) hood.carriers.set(type, count);
  const scales = new Scales(hood);
  await hood.loadSubjects([...nodes, ...candidates]);
  const own = nodes.flatMap((node) => hood.subject(node) ?? []);
  await hood.deepen(own);
  const inside = new Set(own.map((subject) => subject.root()));
  const owners = new Set(own.map((subject) => subject.owner));
  const isMeant = (one: Subject): boolean =>
    where === 'elsewhere' ? !inside.has(one.root()) : inside.has(one.root()) && !owners.has(one.owner);
  const placeOf = (one: Subject): number | string => (where === 'elsewhere' ? one.root().id : one.owner);
  const least = where === 'elsewhere' ? rules.suggest : rules.attach;
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
  const named = candidates.flatMap((node) => hood.subject(node) ?? []);
  const others = new Set([...weighed.flatMap((value) => value.members as Subject[]), ...named].filter(isMeant));
  await hood.deepen(others);
  const best = new Map<number | string, JoinNote>();
  const seen = new Set<string>();
  const weigh = (subject: Subject, other: Subject): void => {
    const pair = `${subject.id}/${other.id}`;
    if (!others.has(other) || seen.has(pair)) return;
    seen.add(pair);
    const score = scales.score(subject, other);
    const known = best.get(placeOf(other));
    if (score < least || (known && known.score >= score)) return;
    best.set(placeOf(other), scales.explain(subject, other));
  };
  for (const value of weighed) {
    const members = value.members as Subject[];
    for (const subject of members.filter((one) => ofThese.has(one))) for (const other of members) weigh(subject, other);
  }
  for (const subject of own) for (const other of named) weigh(subject, other);
  return [...best.values()].sort((a, b) => b.score - a.score || (a.other < b.other ? -1 : 1)).slice(0, most);
}
