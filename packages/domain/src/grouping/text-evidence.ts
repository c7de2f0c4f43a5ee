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
  !Object.hasOwn(rules.types, type) || rules.types[type]?.near === true;

/**
 * What two subjects' textual values say for and against their being one.
 *
 * - Near spellings count like equal ones that are so many times more common, by the more common of the two.
 * - Values of several types that share a word say the same thing: a full name, and the surname in it. The strongest
 *   counts. What belongs together follows from the words alone, so that a weight that falls never makes a sum grow.
 * - A type of which each has one value, and not nearly the same, speaks against, up to a limit.
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
  const found: (TextPart & { words: readonly string[] })[] = [];
  const against: TextPart[] = [];
  const nearCounts = a.length <= MOST_TEXTS && b.length <= MOST_TEXTS;
  const done = new Set<string>();
  for (const { type } of a) {
    if (done.has(type)) continue;
    done.add(type);
    const mine = a.filter((one) => one.type === type);
    const theirs = b.filter((one) => one.type === type);
    if (theirs.length === 0) continue;
    const equal = mine.filter((one) => theirs.some((other) => other.value === one.value));
    for (const one of equal) {
      found.push({
        type,
        value: one.value,
        other: null,
        points: one.listed ? 0 : weight(rules, type, bandOf(one.degree), carriers),
        degree: one.degree,
        words: wordsOf(one.form),
      });
    }
    if (!atLeast && (equal.length > 0 || !nearCounts)) continue;
    let best: (TextPart & { words: readonly string[] }) | null = null;
    for (const one of mine) {
      for (const other of theirs) {
        if (one.listed || other.listed) continue;
        const bits = bitsApart(one.form, other.form);
        if (bits === null) continue;
        const degree = Math.max(one.degree, other.degree);
        const points = weight(rules, type, Math.max(1, bandOf(degree)) + bits, carriers);
        if (
          best &&
          (points < best.points || (points === best.points && one.value + other.value >= best.value + best.other))
        )
          continue;
        best = {
          type,
          value: one.value,
          other: other.value,
          points,
          degree,
          words: [...wordsOf(one.form), ...wordsOf(other.form)],
        };
      }
    }
    if (best) found.push(best);
    else if (mine.length === 1 && theirs.length === 1 && !Object.hasOwn(rules.types, type)) {
      against.push({
        type,
        value: mine[0]?.value as string,
        other: theirs[0]?.value as string,
        points: -disagreement(rules, carriers(type)),
        degree: 0,
      });
    }
  }
  const parts = found.map(({ words: _, ...part }) => part);
  if (atLeast) return parts;
  const group = groupsByWord(found.map(({ words }) => words));
  const strongest = new Map<number, number>();
  for (const [i, { points }] of parts.entries()) {
    const best = strongest.get(group[i] as number);
    if (best === undefined || points > (parts[best]?.points ?? 0)) strongest.set(group[i] as number, i);
  }
  for (const [i, part] of parts.entries()) {
    if (strongest.get(group[i] as number) !== i) parts[i] = { ...part, points: 0 };
  }
  against.sort((x, y) => x.points - y.points || (x.type < y.type ? -1 : 1));
  return [...parts, ...against.slice(0, rules.learned.mostDisagreements)];
}

/** A number for each list of words; lists that share a word, also by way of others, have the same. */
function groupsByWord(lists: readonly (readonly string[])[]): number[] {
  const group = lists.map((_, i) => i);
  const first = new Map<string, number>();
  for (const [i, words] of lists.entries()) {
    for (const word of words) {
      const j = first.get(word);
      if (j === undefined) first.set(word, i);
      else {
        const [from, to] = [group[i] as number, group[j] as number];
        for (let k = 0; k < group.length; k++) if (group[k] === from) group[k] = to;
      }
    }
  }
  return group;
}

function weight(rules: RuleSet, type: string, band: number, carriers: (type: string) => number): number {
  const rule = Object.hasOwn(rules.types, type) ? rules.types[type] : undefined;
  return rule ? weightOf(rule, band) : learnedWeightOf(rules, bandOf(carriers(type)), band);
}

function disagreement(rules: RuleSet, carriers: number): number {
  const { marginBits, maximumBits, disagreementBits } = rules.learned;
  return Math.floor((rules.attach * disagreementBits) / (Math.min(bandOf(carriers), maximumBits) + marginBits));
}

const wordsOf = ({ words, codes }: TextForm): readonly string[] =>
  words.length > 0 ? words.filter((word) => word.length > 1) : codes;
