import { BOND_TYPE } from './corrections.js';
import { bandOf, learnedWeightOf, type RuleSet, weightOf } from './rule-set.js';
import { bitsApart, type TextForm } from './text-form.js';

/** A value of a textual type: one that nobody described, or one whose rule says that near spellings count. */
export interface TextValue {
  readonly type: string;
  readonly value: string;
  readonly degree: number;
  readonly listed: boolean;
  readonly form: TextForm;
}

export interface TextPart {
  readonly type: string;
  readonly value: string;
  /** The other spelling; null when the values are equal. */
  readonly other: string | null;
  /** Negative when the two disagree. */
  readonly points: number;
  readonly degree: number;
}

/** More values of textual types than this on one subject are lists, not a description: only equal ones count. */
export const MOST_TEXTS = 24;

export const isTextual = (rules: RuleSet, type: string): boolean =>
  type !== BOND_TYPE && (!Object.hasOwn(rules.types, type) || rules.types[type]?.near === true);

/** A part, and the words by which it says the same as another. */
interface Found {
  readonly part: TextPart;
  readonly tellings: readonly string[];
}

/**
 * What two subjects' textual values say for and against their being one.
 *
 * - Near spellings count like equal ones that are so many times more common, by the more common of the two.
 * - Values of several types that share a word say the same thing: a full name, and the surname in it. The strongest
 *   counts. What belongs together follows from the words alone, so that a weight that falls never makes a sum grow.
 * - A type of which each has one value, and not nearly the same, speaks against, up to a limit, when either value is
 *   one that others share.
 *
 * Takes as many steps as the two have values; at most `MOST_TEXTS` of one are held beside as many of the other.
 *
 * @param carriers postings of a type, for types that nobody described
 */
export function textParts(
  rules: RuleSet,
  a: readonly TextValue[],
  b: readonly TextValue[],
  carriers: (type: string) => number,
): TextPart[] {
  const found: Found[] = [];
  const against: TextPart[] = [];
  const nearCounts = a.length <= MOST_TEXTS && b.length <= MOST_TEXTS;
  for (const { type, mine, theirs } of inCommon(a, b)) {
    const before = found.length;
    for (const one of mine.values()) if (theirs.has(one.value)) found.push(equal(rules, one, carriers));
    if (found.length > before || !nearCounts) continue;
    const near = nearest(rules, mine, theirs, carriers);
    if (near) found.push(near);
    else if (mine.size === 1 && theirs.size === 1) {
      const [[one], [other]] = [[...mine.values()], [...theirs.values()]] as [[TextValue], [TextValue]];
      if (canDisagree(rules, one, other)) {
        const points = -disagreement(rules, carriers(type));
        against.push({ type, value: one.value, other: other.value, points, degree: 0 });
      }
    }
  }
  const parts = found.length > 1 ? strongest(found) : found.map(({ part }) => part);
  const { mostDisagreements } = rules.learned;
  if (against.length > mostDisagreements) {
    against.sort((x, y) => x.points - y.points || (x.type < y.type ? -1 : 1));
    against.length = mostDisagreements;
  }
  return against.length > 0 ? [...parts, ...against] : parts;
}

/**
 * No less than what textual values said for two subjects before some of them came: each part counts in full, near ones
 * beside equal ones, and nothing speaks against.
 * @param had how many values each had before; they are the first of its values
 */
export function textPartsAtMost(
  rules: RuleSet,
  a: readonly TextValue[],
  b: readonly TextValue[],
  carriers: (type: string) => number,
  had: readonly [number, number],
): TextPart[] {
  const parts: TextPart[] = [];
  for (const { mine, theirs } of inCommon(a, b)) {
    for (const one of mine.values()) if (theirs.has(one.value)) parts.push(equal(rules, one, carriers).part);
  }
  if (Math.max(...had) > MOST_TEXTS) return parts;
  for (const { mine, theirs } of inCommon(a.slice(0, had[0]), b.slice(0, had[1]))) {
    const near = nearest(rules, mine, theirs, carriers);
    if (near) parts.push(near.part);
  }
  return parts;
}

type ByValue = ReadonlyMap<string, TextValue>;

interface InCommon {
  readonly type: string;
  readonly mine: ByValue;
  readonly theirs: ByValue;
}

/** The types of which both have values, in the order in which they came. */
function inCommon(a: readonly TextValue[], b: readonly TextValue[]): InCommon[] {
  const found: InCommon[] = [];
  const others = byType(b);
  for (const [type, mine] of byType(a)) {
    const theirs = others.get(type);
    if (theirs) found.push({ type, mine, theirs });
  }
  return found;
}

function byType(texts: readonly TextValue[]): Map<string, Map<string, TextValue>> {
  const types = new Map<string, Map<string, TextValue>>();
  for (const one of texts) {
    let known = types.get(one.type);
    if (!known) {
      known = new Map();
      types.set(one.type, known);
    }
    known.set(one.value, one);
  }
  return types;
}

function equal(rules: RuleSet, one: TextValue, carriers: (type: string) => number): Found {
  const { type, value, degree, listed, form } = one;
  const points = listed ? 0 : weight(rules, type, bandOf(degree), carriers);
  return { part: { type, value, other: null, points, degree }, tellings: form.tellings };
}

/** Of values of one type. */
function nearest(rules: RuleSet, a: ByValue, b: ByValue, carriers: (type: string) => number): Found | null {
  let best: TextPart | null = null;
  let bestName = '';
  let tellings: readonly string[] = [];
  for (const one of a.values()) {
    if (one.listed) continue;
    for (const other of b.values()) {
      if (other.listed) continue;
      const bits = bitsApart(one.form, other.form);
      if (bits === null) continue;
      const { type } = one;
      const degree = Math.max(one.degree, other.degree);
      const points = weight(rules, type, Math.max(1, bandOf(degree)) + bits, carriers);
      if (best && points < best.points) continue;
      // The order in which values came must not decide between equals.
      const name = one.value < other.value ? `${one.value} ${other.value}` : `${other.value} ${one.value}`;
      if (best && points === best.points && name >= bestName) continue;
      bestName = name;
      best = { type, value: one.value, other: other.value, points, degree };
      tellings = [...one.form.tellings, ...other.form.tellings];
    }
  }
  return best && { part: best, tellings };
}

/** Of parts that share a word, also by way of others, the strongest keeps its points. */
function strongest(found: readonly Found[]): TextPart[] {
  const group = found.map((_, i) => i);
  const groupOf = (i: number): number => {
    let top = i;
    while (group[top] !== top) top = group[top] = group[group[top] as number] as number;
    return top;
  };
  const byWord = new Map<string, number>();
  for (const [i, { tellings }] of found.entries()) {
    for (const word of tellings) {
      const known = byWord.get(word);
      if (known === undefined) byWord.set(word, i);
      else group[groupOf(i)] = groupOf(known);
    }
  }
  const best = new Map<number, TextPart>();
  for (const [i, { part }] of found.entries()) {
    const known = best.get(groupOf(i));
    if (!known || outweighs(part, known)) best.set(groupOf(i), part);
  }
  return found.map(({ part }, i) => (best.get(groupOf(i)) === part ? part : { ...part, points: 0 }));
}

/** Between equals the name decides, not the order in which values came: they may be of families with other caps. */
function outweighs(one: TextPart, other: TextPart): boolean {
  return one.points === other.points ? nameOf(one) < nameOf(other) : one.points > other.points;
}

const nameOf = ({ type, value, other }: TextPart): string =>
  other === null || value < other ? `${type} ${value} ${other ?? ''}` : `${type} ${other} ${value}`;

function weight(rules: RuleSet, type: string, band: number, carriers: (type: string) => number): number {
  const rule = Object.hasOwn(rules.types, type) ? rules.types[type] : undefined;
  return rule ? weightOf(rule, band) : learnedWeightOf(rules, bandOf(carriers(type)), band);
}

/** A type whose values nobody shares, such as a serial number, differs always and says nothing by it. */
const canDisagree = (rules: RuleSet, a: TextValue, b: TextValue): boolean =>
  !Object.hasOwn(rules.types, a.type) && Math.max(a.degree, b.degree) > 1;

function disagreement(rules: RuleSet, carriers: number): number {
  const { marginBits, maximumBits, disagreementBits } = rules.learned;
  return Math.floor((rules.attach * disagreementBits) / (Math.min(bandOf(carriers), maximumBits) + marginBits));
}
