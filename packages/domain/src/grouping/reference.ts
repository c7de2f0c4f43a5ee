import { BOND_TYPE, type Correction, conflicts, joinSides, Resolution, type Sides } from './corrections.js';
import { contains, PREFIX_TYPES, type Prefix, prefixOf } from './prefix.js';
import { bandOf, decayed, learnedWeightOf, type RuleSet, ruleOf, weightOf } from './rule-set.js';
import type { MatchKey, Sighting } from './sighting.js';
import { isTextual, type TextValue, textParts } from './text-evidence.js';
import { textForm } from './text-form.js';

/**
 * The partition from all sightings at once, in the slow and obvious way: count degrees, weigh every pair of subjects,
 * take connected components; where a person set some apart, take the links in turn, the strongest first, and refuse
 * those that would unite two sides. It shares nothing with the engine but the formulas of the rule set.
 * @returns for each subject the name of its cluster, which is its smallest subject
 */
export function referencePartition(
  rules: RuleSet,
  sightings: readonly Sighting[],
  listed: readonly MatchKey[] = [],
  corrections: readonly Correction[] = [],
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
  const resolution = new Resolution(corrections);
  for (const [bond, nodes] of resolution.bonds) {
    const key = { type: BOND_TYPE, value: bond };
    types.set(name(key), BOND_TYPE);
    for (const node of nodes) subjects.get(node)?.set(name(key), { first: 0, last: 0 });
  }
  const breadth = (carried: ReadonlyMap<string, unknown>) =>
    [...carried.keys()].filter((value) => types.get(value) !== BOND_TYPE).length;
  const degree = new Map<string, number>();
  const carriers = new Map<string, number>();
  for (const carried of subjects.values()) {
    for (const value of carried.keys()) {
      degree.set(value, (degree.get(value) ?? 0) + 1);
      const type = types.get(value) as string;
      carriers.set(type, (carriers.get(type) ?? 0) + 1);
    }
  }
  const placeOf = (value: string): Prefix | null => {
    const type = types.get(value) as string;
    return PREFIX_TYPES.has(type) ? prefixOf(type, value.slice(type.length + 1)) : null;
  };
  /** In a listed network; or a network that is around anything listed. */
  const hasListedPlace = (value: string): boolean => {
    const own = placeOf(value);
    return listed.some((hub) => {
      const place = PREFIX_TYPES.has(hub.type) ? prefixOf(hub.type, hub.value) : null;
      if (!own || !place || place.length < (place.family === 4 ? 8 : 16)) return false;
      if (hub.type === 'network' && contains(place, own)) return true;
      return types.get(value) === 'network' && contains(own, place);
    });
  };
  const weight = (value: string): number => {
    const type = types.get(value) as string;
    if (hubs.has(value) || hasListedPlace(value)) return 0;
    const band = bandOf(degree.get(value) as number);
    const rule = ruleOf(rules, type);
    return rule ? weightOf(rule, band) : learnedWeightOf(rules, bandOf(carriers.get(type) as number), band);
  };

  const joinsAlone = (value: string): boolean => {
    const rule = ruleOf(rules, types.get(value) as string);
    return rule !== null && rule.halfLifeDays === null && weight(value) >= rules.attach;
  };

  /** Points between two subjects; 0 when nothing brings them up. */
  const scoreOf = (a: string, b: string): number => {
    const of = subjects.get(a) as Map<string, { first: number; last: number }>;
    const to = subjects.get(b) as Map<string, { first: number; last: number }>;
    const isSwollen = breadth(of) >= rules.subjectHubFrom || breadth(to) >= rules.subjectHubFrom;
    const sums = new Map<string, number>();
    const places: Place[] = [];
    let broughtUp = false;
    let isJoined = false;
    for (const [value, span] of of) {
      const other = to.get(value);
      if (!other) continue;
      const type = types.get(value) as string;
      const rule = ruleOf(rules, type);
      const joins = joinsAlone(value);
      if (isSwollen && !joins) continue;
      if (joins) isJoined = true;
      const gap = Math.max(0, span.first - other.last, other.first - span.last);
      const points = decayed(weight(value), rule?.halfLifeDays ?? null, gap);
      if (points === 0) continue;
      if (joins || (degree.get(value) as number) < rules.nominateBelow) broughtUp = true;
      if (isTextual(rules, type)) continue;
      const family = rule ? rule.family : `learned:${type}`;
      const place = placeOf(value);
      if (place) places.push({ place, family, points, value });
      else sums.set(family, (sums.get(family) ?? 0) + points);
    }
    for (const { family, points } of outermost(places).flatMap((one) => telling(one, places)))
      sums.set(family, (sums.get(family) ?? 0) + points);
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
        const family = ruleOf(rules, type)?.family ?? `learned:${type}`;
        if (points > 0) sums.set(family, (sums.get(family) ?? 0) + points);
        else if (!isJoined) total += points;
      }
    }
    if (!isSwollen && !isJoined) {
      const claimed = (carried: Map<string, unknown>, type: string) =>
        [...carried.keys()].filter((value) => types.get(value) === type);
      const contradicted = Object.entries(rules.types).filter(([type]) => {
        const [mine, theirs] = [claimed(of, type), claimed(to, type)];
        return mine.length > 0 && theirs.length > 0 && !mine.some((value) => theirs.includes(value));
      });
      total -= Math.max(0, ...contradicted.map(([, rule]) => rule.against ?? 0));
    }
    for (const [family, sum] of sums) {
      const cap = family.startsWith('learned:') ? rules.learned.cap : (rules.caps[family] ?? Number.MAX_SAFE_INTEGER);
      total += Math.min(cap, sum);
    }
    return broughtUp ? total : 0;
  };

  const nodes = [...subjects.keys()].sort();
  const cluster = new Map<string, string>();
  for (const start of nodes) {
    if (cluster.has(start)) continue;
    cluster.set(start, start);
    const open = [start];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      for (const other of nodes) {
        if (!cluster.has(other) && scoreOf(node, other) >= rules.attach) {
          cluster.set(other, start);
          open.push(other);
        }
      }
    }
  }
  if (!corrections.some(({ kind }) => kind === 'apart')) return cluster;

  const part = new Map(nodes.map((node) => [node, node]));
  const sides = new Map(nodes.map((node) => [node, resolution.sidesOf(node)]));
  const sidesOf = (node: string): Sides | null => sides.get(part.get(node) as string) ?? null;
  const unite = (a: string, b: string) => {
    const [into, from] = [part.get(a) as string, part.get(b) as string];
    if (into === from) return;
    sides.set(into, joinSides(sides.get(into) ?? null, sides.get(from) ?? null));
    for (const [node, of] of part) if (of === from) part.set(node, into);
  };
  const mayUnite = (a: string, b: string) => part.get(a) === part.get(b) || !conflicts(sidesOf(a), sidesOf(b));
  for (const bond of resolution.bonds.values()) {
    const seen = bond.filter((node) => subjects.has(node));
    for (const node of seen) unite(seen[0] as string, node);
  }
  const enough = [...degree.keys()].filter((value) => types.get(value) !== BOND_TYPE && joinsAlone(value));
  enough.sort((a, b) => weight(b) - weight(a) || (a < b ? -1 : 1));
  const rank = (node: string) => {
    const own = sidesOf(node);
    return own === null ? 2 : [...own.values()].some((side) => side & 1) ? 1 : 0;
  };
  for (const value of enough) {
    const carriers = nodes.filter((node) => subjects.get(node)?.has(value)).map((node) => ({ node, rank: rank(node) }));
    const meeting: string[] = [];
    for (const { node } of carriers.sort((a, b) => a.rank - b.rank || (a.node < b.node ? -1 : 1))) {
      const into = meeting.find((other) => mayUnite(other, node));
      if (into === undefined) meeting.push(node);
      else unite(into, node);
    }
  }
  const pairs = nodes.flatMap((a, i) => nodes.slice(i + 1).map((b) => ({ a, b, score: scoreOf(a, b) })));
  const linked = pairs.filter(({ score }) => score >= rules.attach);
  for (const { a, b } of linked.sort(
    (x, y) => y.score - x.score || (x.a < y.a ? -1 : x.a > y.a ? 1 : x.b < y.b ? -1 : 1),
  )) {
    if (mayUnite(a, b)) unite(a, b);
  }
  return part;
}

interface Place {
  readonly place: Prefix;
  readonly family: string;
  readonly points: number;
  readonly value: string;
}

/** Whether one lies in the other; of two names for the same place the later one by name is the wider. */
const liesIn = (inner: Place, outer: Place): boolean =>
  inner !== outer &&
  contains(outer.place, inner.place) &&
  (outer.place.length < inner.place.length || inner.value < outer.value);

const outermost = (places: readonly Place[]): Place[] =>
  places.filter((one) => !places.some((other) => liesIn(one, other)));

/** What counts of a place and all that lies in it: itself, or what lies in it where that is as much. */
function telling(place: Place, places: readonly Place[]): Place[] {
  const inside = places.filter((one) => liesIn(one, place));
  const apart = outermost(inside).flatMap((one) => telling(one, inside));
  return apart.reduce((sum, { points }) => sum + points, 0) < place.points ? [place] : apart;
}
