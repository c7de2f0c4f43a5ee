import type { ScorecardFieldsFragment } from '../../generated/graphql.js';

type Score = Pick<ScorecardFieldsFragment, 'version' | 'alerts'>;
const byVersion = new Intl.Collator('en', { numeric: true });

/** The score of the newest version; versions compare by their numbers (3.10 after 3.9). */
export function latestScore<S extends Score>(scores: readonly S[]): S | undefined {
  return [...scores].sort((a, b) => byVersion.compare(b.version ?? '', a.version ?? ''))[0];
}
