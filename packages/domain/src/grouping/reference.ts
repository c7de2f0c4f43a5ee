import { bandOf, decayed, learnedWeightOf, type RuleSet, weightOf } from './rule-set.js';
import type { MatchKey, Sighting } from './sighting.js';
import { isTextual, type TextValue, textParts } from './text-evidence.js';
import { textForm } from './text-form.js';

/**
 * The partition from all sightings at once, in the slow and obvious way: count degrees, weigh every pair of subjects,
 * take connected components. It shares nothing with the engine but the formulas of the rule set.
 * @returns for each subject the name of its cluster, which is its smallest subject
 */
export function referencePartition(
  rules: RuleSet,
  sightings: readonly Sighting[],
  listed: readonly MatchKey[] = [],
): Map<string, string> {
  const name = (key: MatchKey) => `${key.type}\u0000${key.value}`;
  const hubs = new Set(listed.map(name));
  const types = new Map<string, string>();
  const subjects = new Map<string, Map<string, { first: number; last: number }>>();
  for (const { node, keys, day } of sightings) {
    const carried = subjects.get(node) ?? new Map<string, { first: number; last: number }>();
    subjects.set(node, carried);
    for (const key of keys) {
      types.set(name(key), key.type);
      const span = carried.get(name(key));
      const from = Math.floor(day / rules.spanDays) * rules.spanDays;
      carried.set(name(key), {
        first: Math.min(from, span?.first ?? from),
        last: Math.max(from, span?.last ?? from),
      });
    }
  }
  const degree = new Map<string, number>();
  const carriers = new Map<string, number>();
  for (const carried of subjects.values()) {
    for (const value of carried.keys()) {
      degree.set(value, (degree.get(value) ?? 0) + 1);
      const type = types.get(value) as string;
      carriers.set(type, (carriers.get(type) ?? 0) + 1);
    }
  }
  const weight = (value: string): number => {
    if (hubs.has(value)) return 0;
    const type = types.get(value) as string;
    const band = bandOf(degree.get(value) as number);
    const rule = Object.hasOwn(rules.types, type) ? rules.types[type] : undefined;
    return rule ? weightOf(rule, band) : learnedWeightOf(rules, bandOf(carriers.get(type) as number), band);
  };

  const linked = (a: string, b: string): boolean => {
    const of = subjects.get(a) as Map<string, { first: number; last: number }>;
    const to = subjects.get(b) as Map<string, { first: number; last: number }>;
    const isSwollen = of.size >= rules.subjectHubFrom || to.size >= rules.subjectHubFrom;
    const sums = new Map<string, number>();
    let broughtUp = false;
    let isJoined = false;
    for (const [value, span] of of) {
      const other = to.get(value);
      if (!other) continue;
      const type = types.get(value) as string;
      const rule = Object.hasOwn(rules.types, type) ? rules.types[type] : undefined;
      const joins = rule !== undefined && rule.halfLifeDays === null && weight(value) >= rules.attach;
      if (isSwollen && !joins) continue;
      if (joins) isJoined = true;
      const gap = Math.max(0, span.first - other.last, other.first - span.last);
      const points = decayed(weight(value), rule?.halfLifeDays ?? null, gap);
      if (points === 0) continue;
      if (joins || (degree.get(value) as number) < rules.nominateBelow) broughtUp = true;
      if (isTextual(rules, type)) continue;
      const family = rule ? rule.family : `learned:${type}`;
      sums.set(family, (sums.get(family) ?? 0) + points);
    }
    let total = 0;
    if (!isSwollen) {
      const texts = (carried: Map<string, unknown>) =>
        [...carried.keys()].flatMap((value): TextValue[] => {
          const type = types.get(value) as string;
          const text = value.slice(type.length + 1);
          const one = {
            type,
            value: text,
            degree: degree.get(value) as number,
            listed: hubs.has(value),
            form: textForm(text),
          };
          return isTextual(rules, type) ? [one] : [];
        });
      for (const { type, points } of textParts(rules, texts(of), texts(to), (name) => carriers.get(name) ?? 0)) {
        const family = Object.hasOwn(rules.types, type) ? (rules.types[type]?.family as string) : `learned:${type}`;
        if (points > 0) sums.set(family, (sums.get(family) ?? 0) + points);
        else if (!isJoined) total += points;
      }
    }
    for (const [family, sum] of sums) {
      const cap = family.startsWith('learned:') ? rules.learned.cap : (rules.caps[family] ?? Number.MAX_SAFE_INTEGER);
      total += Math.min(cap, sum);
    }
    return broughtUp && total >= rules.attach;
  };

  const nodes = [...subjects.keys()].sort();
  const cluster = new Map<string, string>();
  for (const start of nodes) {
    if (cluster.has(start)) continue;
    cluster.set(start, start);
    const open = [start];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      for (const other of nodes) {
        if (!cluster.has(other) && linked(node, other)) {
          cluster.set(other, start);
          open.push(other);
        }
      }
    }
  }
  return cluster;
}
