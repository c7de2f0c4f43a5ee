import {
  APPEAL_FILE_ENDINGS,
  LARGEST_APPEAL_FILE_BYTES,
  MOST_APPEAL_FILES,
} from '@portcullis/contracts/portal/evidence';
import { fileSize } from '@portcullis/ui/text/numbers';
import { say } from '../words/say.js';

export interface PaperLike {
  readonly name: string;
  readonly size: number;
  readonly lastModified: number;
}

/** The limit as people say it. */
export const LIMIT = `${Math.floor(LARGEST_APPEAL_FILE_BYTES / 1_000_000)} MB`;

/** What a file field may offer. Types beside endings make a phone turn its own photo format into JPEG. */
export const ACCEPTED = [
  ...APPEAL_FILE_ENDINGS,
  'application/pdf',
  'image/jpeg',
  'image/png',
  'text/plain',
  'text/csv',
].join(',');

const PHOTO = /\.(jpe?g|png)$/i;
/** A photo that is too large can be made smaller, so it is not refused here. */
export const canShrink = (name: string): boolean => PHOTO.test(name);

/** Why a file can't be taken, in a sentence; null when it can. */
export function paperProblem(file: PaperLike): string | null {
  const { name, size } = file;
  const lower = name.toLowerCase();
  if (/\.hei[cf]$/.test(lower)) return say('paper.problem.heic', { name });
  if (!APPEAL_FILE_ENDINGS.some((ending) => lower.endsWith(ending))) return say('paper.problem.kind', { name });
  if (size === 0) return say('paper.problem.empty', { name });
  if (size > LARGEST_APPEAL_FILE_BYTES && !canShrink(name)) {
    return say('paper.problem.big', { name, size: fileSize(size), limit: LIMIT });
  }
  return null;
}

/** Sorts what was chosen into what is taken and a sentence for each that is not. `had` counts against the limit. */
export function sortPapers<F extends PaperLike>(
  chosen: readonly F[],
  held: readonly PaperLike[],
  had: number,
): { taken: F[]; problems: string[] } {
  const taken: F[] = [];
  const problems: string[] = [];
  const over: string[] = [];
  for (const file of chosen) {
    const problem = paperProblem(file);
    if (problem) problems.push(problem);
    else if ([...held, ...taken].some((other) => sameFile(other, file))) {
      problems.push(say('paper.problem.twice', { name: file.name }));
    } else if (had + held.length + taken.length >= MOST_APPEAL_FILES) over.push(file.name);
    else taken.push(file);
  }
  if (over.length > 0) problems.push(say('paper.problem.many', { most: MOST_APPEAL_FILES, names: over.join(', ') }));
  return { taken, problems };
}

function sameFile(one: PaperLike, other: PaperLike): boolean {
  return one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;
}
