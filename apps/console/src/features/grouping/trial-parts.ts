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

interface SetLike {
  readonly id: number;
  readonly name: string;
  readonly state: string;
}

const setName = (id: number, sets: readonly SetLike[]): string => {
  const known = sets.find((one) => one.id === id);
  return `rule set ${id}${known ? ` (${known.name})` : ''}`;
};

/**
 * With what a trial was compared: with what was in force when somebody asked for it.
 * @returns `past`: why what it found no longer says what putting the set in force would do; null while it does
 */
export function comparedWith(
  trial: { readonly against: number; readonly ruleSet: number },
  sets: readonly SetLike[],
): { readonly name: string; readonly past: string | null } {
  const name = setName(trial.against, sets);
  const active = sets.find(({ state }) => state === 'active');
  const isPast = active !== undefined && active.id !== trial.against && active.id !== trial.ruleSet;
  if (!isPast) return { name, past: null };
  return {
    name,
    past: `Since this trial ${setName(active.id, sets)} came into force. Try it again before it decides.`,
  };
}

/** What a trial cannot tell, and why what it found no longer says what putting the set in force would do. */
export function doubtsOf(
  result: { readonly subjects: number; readonly warnings?: readonly string[] },
  compared: { readonly past: string | null },
): string[] {
  return [...(compared.past === null ? [] : [compared.past]), ...(result.warnings ?? [])];
}
