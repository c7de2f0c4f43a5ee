import { count, plural } from '@portcullis/ui';

/** Subjects that would be one cluster, with how many of them are now in which cases. */
export interface TrialPart {
  readonly subjects: number;
  readonly from: readonly { readonly cases: readonly number[]; readonly subjects: number }[];
}

const MOST_PARTS = 8;
const MOST_CASES = 3;

/** Who would go where, the largest parts first. @param subjects of all parts, of which the server may keep the first */
export function partLines(parts: readonly TrialPart[], subjects: number): string[] {
  const shown = [...parts].sort((a, b) => b.subjects - a.subjects).slice(0, MOST_PARTS);
  const rest = subjects - shown.reduce((sum, part) => sum + part.subjects, 0);
  return [...shown.map(partLine), ...(rest > 0 ? [`${plural(rest, 'subject')} in other parts`] : [])];
}

function partLine({ subjects, from }: TrialPart): string {
  const [only, ...others] = from;
  if (only && others.length === 0)
    return subjects === 1
      ? `1 subject alone, from ${casesOf(only.cases)}`
      : `${plural(subjects, 'subject')} together, all from ${casesOf(only.cases)}`;
  const shares = from.map((one) => `${count(one.subjects)} from ${casesOf(one.cases)}`);
  const rest = subjects - from.reduce((sum, one) => sum + one.subjects, 0);
  if (rest > 0) shares.push(`${count(rest)} from elsewhere`);
  return `${plural(subjects, 'subject')} together: ${shares.join(', ')}`;
}

function casesOf(numbers: readonly number[]): string {
  if (numbers.length === 0) return 'no case';
  const named = numbers.slice(0, MOST_CASES).map((number) => `C-${number}`);
  return `${named.join(' and ')}${numbers.length > MOST_CASES ? ' and more' : ''}`;
}
