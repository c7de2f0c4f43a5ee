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

/**
 * What two subjects' textual values say for and against their being one.
 *
 * - Near spellings count like equal ones that are so many times more common, by the more common of the two.
 * - Values of several types that share a word say the same thing: a full name, and the surname in it. The strongest
 *   counts. What belongs together follows from the words alone, so that a weight that falls never makes a sum grow.
 * - A type of which each has one value, and not nearly the same, speaks against, up to a limit, when either value is
 *   one that others share.
 *
 * @param carriers postings of a type, for types that nobody described
 * @param atLeast for an upper bound: each part counts in full, near ones beside equal ones, and nothing speaks against
 */
export function textParts(
  rules: RuleSet,
  a: readonly TextValue[],
  b: readonly TextValue[],
  carriers: (type: string) => number,
  atLeast = false,
): TextPart[] {
  const parts: TextPart[] = [];
  const tellings: (readonly string[])[] = [];
  const against: TextPart[] = [];
  const nearCounts = a.length <= MOST_TEXTS && b.length <= MOST_TEXTS;
  for (let i = 0; i < a.length; i++) {
    const { type } = a[i] as TextValue;
    if (isRepeat(a, i)) continue;
    let [mine, theirs, equal] = [0, 0, 0];
    for (const other of b) if (other.type === type) theirs++;
    if (theirs === 0) continue;
    for (let k = i; k < a.length; k++) {
      const one = a[k] as TextValue;
      if (one.type !== type) continue;
      mine++;
      if (!has(b, one)) continue;
      equal++;
      const points = one.listed ? 0 : weight(rules, type, bandOf(one.degree), carriers);
      parts.push({ type, value: one.value, other: null, points, degree: one.degree });
      tellings.push(one.form.tellings);
    }
    if (!atLeast && (equal > 0 || !nearCounts)) continue;
    const near = nearest(rules, a, b, type, carriers);
    if (near) {
      parts.push(near.part);
      tellings.push(near.tellings);
    } else if (mine === 1 && theirs === 1 && !atLeast) {
      const one = a[i] as TextValue;
      const other = b.find((candidate) => candidate.type === type) as TextValue;
      if (canDisagree(rules, one, other)) {
        const points = -disagreement(rules, carriers(type));
        against.push({ type, value: one.value, other: other.value, points, degree: 0 });
      }
    }
  }
  if (atLeast) return parts;
  if (parts.length > 1) keepStrongest(parts, tellings);
  const { mostDisagreements } = rules.learned;
  if (against.length > mostDisagreements) {
    against.sort((x, y) => x.points - y.points || (x.type < y.type ? -1 : 1));
    against.length = mostDisagreements;
  }
  return against.length > 0 ? [...parts, ...against] : parts;
}

function isRepeat(values: readonly TextValue[], i: number): boolean {
  for (let k = 0; k < i; k++) if ((values[k] as TextValue).type === (values[i] as TextValue).type) return true;
  return false;
}

function has(values: readonly TextValue[], { type, value }: TextValue): boolean {
  for (const one of values) if (one.value === value && one.type === type) return true;
  return false;
}

function nearest(
  rules: RuleSet,
  a: readonly TextValue[],
  b: readonly TextValue[],
  type: string,
  carriers: (type: string) => number,
): { part: TextPart; tellings: readonly string[] } | null {
  let best: TextPart | null = null;
  let bestName = '';
  let tellings: readonly string[] = [];
  for (const one of a) {
    if (one.type !== type || one.listed) continue;
    for (const other of b) {
      if (other.type !== type || other.listed) continue;
      const bits = bitsApart(one.form, other.form);
      if (bits === null) continue;
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
function keepStrongest(parts: TextPart[], tellings: readonly (readonly string[])[]): void {
  const group = parts.map((_, i) => i);
  for (let i = 1; i < parts.length; i++) {
    for (let j = 0; j < i; j++) {
      if (group[i] === group[j] || !shareWord(tellings[i] as readonly string[], tellings[j] as readonly string[]))
        continue;
      const [from, to] = [group[i] as number, group[j] as number];
      for (let k = 0; k < group.length; k++) if (group[k] === from) group[k] = to;
    }
  }
  for (let i = 1; i < parts.length; i++) {
    for (let j = 0; j < i; j++) {
      if (group[i] !== group[j]) continue;
      const weaker = outweighs(parts[i] as TextPart, parts[j] as TextPart) ? j : i;
      parts[weaker] = { ...(parts[weaker] as TextPart), points: 0 };
    }
  }
}

/** Between equals the name decides, not the order in which values came: they may be of families with other caps. */
function outweighs(one: TextPart, other: TextPart): boolean {
  return one.points === other.points ? nameOf(one) < nameOf(other) : one.points > other.points;
}

const nameOf = ({ type, value, other }: TextPart): string =>
  other === null || value < other ? `${type} ${value} ${other ?? ''}` : `${type} ${other} ${value}`;

function shareWord(a: readonly string[], b: readonly string[]): boolean {
  for (const word of a) if (b.includes(word)) return true;
  return false;
}

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
