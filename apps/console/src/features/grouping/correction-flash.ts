import { count, plural, words } from '@portcullis/ui';
import { shortValue } from '../casework/words.js';
import type { Draft } from './correction-draft.js';

/** What the server answered to a correction. */
export interface DoneCorrection {
  readonly after: readonly {
    readonly id: string;
    readonly number: number | null;
    readonly mergedInto: number | null;
    readonly subjectCount: number;
  }[];
  readonly places: readonly { readonly number: number; readonly subjects: number }[];
}

/**
 * One line about what was done, and which case to open from it.
 * @param here id of the case on the page
 */
export function flashOf(
  draft: Draft,
  { after, places }: DoneCorrection,
  here: string | null,
): { text: string; open: number | null } {
  const number = after.find(({ id }) => id === here)?.number;
  const name = number == null ? 'The case' : `C-${number}`;
  const open = places[0]?.number ?? null;
  const now = places.length === 0 ? '' : `: ${nowIn(places)}`;
  switch (draft.step) {
    case 'split':
      return { text: `${name} split${now}`, open };
    case 'undo_merge':
      return { text: `The merge is undone${now}`, open };
    case 'merge': {
      const gone = after.find(({ mergedInto }) => mergedInto !== null);
      const into = after.find((side) => side.number !== null && side.number === gone?.mergedInto);
      if (!gone || !into) return { text: `${name} and the other case belong together from now on`, open: null };
      return {
        text: `C-${gone.number} merged into C-${into.number}: ${nowIn([{ number: into.number ?? 0, subjects: into.subjectCount }])}`,
        open: null,
      };
    }
    case 'keep':
      return { text: `${name} keeps ${plural(draft.subjects.length, 'subject')}`, open: null };
    case 'keep_apart':
      return { text: `${name} and C-${draft.toNumber} are kept apart`, open: null };
    case 'unlink':
      return { text: `${words(draft.type)} ${shortValue(draft.value, 40)} links nobody from now on`, open: null };
    default:
      return { text: 'The correction is taken back', open: null };
  }
}

function nowIn(places: DoneCorrection['places']): string {
  const subjects = places.reduce((sum, place) => sum + place.subjects, 0);
  const are = plural(subjects, 'subject is', 'subjects are');
  const [first, ...others] = places;
  if (!first || others.length === 0) return `${are} now in C-${first?.number}`;
  const named = places.slice(0, 3).map((place) => `C-${place.number} (${count(place.subjects)})`);
  const more = places.length - named.length;
  const rest = more > 0 ? plural(more, 'more case') : named.pop();
  return `${are} now in ${named.join(', ')} and ${rest}`;
}
