import { soundOf } from './sound.js';

/** A value as words, for telling whether two spellings may mean the same. */
export interface TextForm {
  readonly text: string;
  /** Words without digits, in the order written. */
  readonly words: readonly string[];
  /** Words with digits in them. */
  readonly codes: readonly string[];
  /** By what it can say the same as another value: its words of two letters and more, else its codes. */
  readonly tellings: readonly string[];
  /** Year, month, day, when the whole value is a date. */
  readonly date: readonly [number, number, number] | null;
}

const YEAR_FIRST = /^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})$/;
const YEAR_LAST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/;
const MOST_WORDS = 12;

export function textForm(value: string): TextForm {
  const date = dateIn(value);
  const parts = value
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '')
    .slice(0, MOST_WORDS);
  const hasDigit = /\p{N}/u;
  const words = parts.filter((part) => !hasDigit.test(part));
  const codes = parts.filter((part) => hasDigit.test(part));
  const tellings = words.length > 0 ? words.filter((word) => word.length > 1) : codes;
  return { text: value, words, codes, tellings, date };
}

function dateIn(value: string): [number, number, number] | null {
  const first = YEAR_FIRST.exec(value);
  const last = first ? null : YEAR_LAST.exec(value);
  const [year, month, day] = first
    ? [Number(first[1]), Number(first[2]), Number(first[3])]
    : last
      ? [Number(last[3]), Number(last[2]), Number(last[1])]
      : [0, 0, 0];
  // A number of eight digits is a date only when it can be one.
  return year >= 1000 && year <= 2200 && month >= 1 && month <= 31 && day >= 1 && day <= 31 ? [year, month, day] : null;
}

/**
 * How many bits an agreement loses because two spellings are near and not equal: 0 bits lost would be as good as
 * equal. Null when they are not near. Symmetric.
 */
export function bitsApart(a: TextForm, b: TextForm): number | null {
  // Matching words is greedy, so both orders of asking must take the same way.
  if (a.text > b.text) [a, b] = [b, a];
  if (a.date && b.date) return dateBits(a.date, b.date);
  const [n, m] = [a.words.length, b.words.length];
  if (n === 0 || m === 0) return null;
  if (n === 1 && m === 1 && a.codes.length + b.codes.length === 0) {
    const [x, y] = [a.words[0] as string, b.words[0] as string];
    const edits = distance(x, y, 2);
    const shorter = Math.min(x.length, y.length);
    if (edits === 0) return 1;
    return edits === 1 && shorter >= 3 ? 2 : (edits === 2 && shorter >= 6) || soundAlike(x, y) ? 3 : null;
  }
  return wordBits(a, b);
}

type Day = readonly [number, number, number];

function dateBits(a: Day, b: Day): number | null {
  if (a[0] === b[0] && a[1] === b[1] && a[2] === b[2]) return 1;
  if (a[0] === b[0] && a[1] === b[2] && a[2] === b[1]) return 3;
  let equal = 0;
  let wrong = -1;
  for (let i = 0; i < 3; i++) {
    if (a[i] === b[i]) equal++;
    else wrong = i;
  }
  if (equal < 2) return null;
  const [x, y] = [`${a[wrong]}`.padStart(2, '0'), `${b[wrong]}`.padStart(2, '0')];
  return distance(x, y, 1) <= 1 ? 4 : null;
}

function wordBits(a: TextForm, b: TextForm): number | null {
  const apart = alignedBits(a.words, b.words);
  const together = joinedBits(a.words.join(''), b.words.join(''));
  const bits = Math.min(apart ?? TOO_MANY, together ?? TOO_MANY) + 3 * differences(a.codes, b.codes);
  return bits < TOO_MANY ? bits : null;
}

/** From here on two spellings are not near. */
const TOO_MANY = 7;

/** Words written together, apart, or with the space at another place. */
function joinedBits(a: string, b: string): number | null {
  const shorter = Math.min(a.length, b.length);
  if (shorter < 6) return null;
  const edits = distance(a, b, 2);
  if (edits === 0) return 1;
  return edits === 1 ? 2 : edits === 2 && shorter >= 8 ? 3 : null;
}

/** Word for word, in any order. */
function alignedBits(a: readonly string[], b: readonly string[]): number | null {
  const left = [...a];
  const right = [...b];
  let bits = 1;
  let matched = 0;
  const take = (fits: (x: string, y: string) => boolean, cost: number) => {
    for (let i = left.length - 1; i >= 0; i--) {
      const x = left[i] as string;
      const j = right.findIndex((y) => fits(x, y));
      if (j < 0) continue;
      matched += Math.min(x.length, (right[j] as string).length);
      bits += cost;
      left.splice(i, 1);
      right.splice(j, 1);
    }
  };
  take((x, y) => x === y, 0);
  take((x, y) => Math.min(x.length, y.length) >= 3 && distance(x, y, 1) === 1, 1);
  take((x, y) => Math.min(x.length, y.length) >= 6 && distance(x, y, 2) === 2, 2);
  take(soundAlike, 2);
  if (a.length + b.length > 2) take((x, y) => isShort(x, y) || isShort(y, x), 2);
  // A word that is missing is one thing, another word in its place is another.
  if (left.length > 0 && right.length > 0) return null;
  if (matched === 0 || matched < 0.6 * Math.max(lengthOf(a), lengthOf(b))) return null;
  return bits + 2 * (left.length + right.length);
}

function soundAlike(x: string, y: string): boolean {
  const sound = soundOf(x);
  return sound !== null && sound === soundOf(y);
}

/** An initial or a beginning of at least three letters. */
const isShort = (x: string, y: string): boolean =>
  x.length < y.length && (x.length === 1 || x.length >= 3) && y.startsWith(x);

const lengthOf = (words: readonly string[]): number => words.reduce((sum, word) => sum + word.length, 0);

function differences(a: readonly string[], b: readonly string[]): number {
  const rest = [...b];
  let missing = 0;
  for (const code of a) {
    const i = rest.indexOf(code);
    if (i < 0) missing++;
    else rest.splice(i, 1);
  }
  return Math.max(missing, rest.length);
}

/** Edits between two words (a swap of neighbours is one), or `most` + 1 when there are more. */
export function distance(a: string, b: string, most: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let from = 0;
  let [endA, endB] = [a.length, b.length];
  while (from < endA && from < endB && a.charCodeAt(from) === b.charCodeAt(from)) from++;
  while (endA > from && endB > from && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA--;
    endB--;
  }
  const [n, m] = [endA - from, endB - from];
  if (n === 0 || m === 0) return Math.min(most + 1, n + m);
  if (Math.max(n, m) > 2 * most + 2) return most + 1;
  let twoAgo: number[] = [];
  let last = Array.from({ length: m + 1 }, (_, j) => j);
  for (let i = 1; i <= n; i++) {
    const row = [i];
    for (let j = 1; j <= m; j++) {
      const isSame = a.charCodeAt(from + i - 1) === b.charCodeAt(from + j - 1);
      let best = Math.min(
        (last[j] as number) + 1,
        (row[j - 1] as number) + 1,
        (last[j - 1] as number) + (isSame ? 0 : 1),
      );
      const isSwap =
        i > 1 &&
        j > 1 &&
        a.charCodeAt(from + i - 1) === b.charCodeAt(from + j - 2) &&
        a.charCodeAt(from + i - 2) === b.charCodeAt(from + j - 1);
      if (isSwap) best = Math.min(best, (twoAgo[j - 2] as number) + 1);
      row.push(best);
    }
    twoAgo = last;
    last = row;
  }
  return Math.min(most + 1, last[m] as number);
}
