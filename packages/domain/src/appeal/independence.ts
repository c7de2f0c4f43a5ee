import type { Participation } from '../vocabulary.js';

/** Who had a part in a matter, and who reports to the person that is asked to hear the appeal (AP-3). */
export interface InMatter {
  readonly participants: readonly { readonly staffId: string; readonly part: Participation }[];
  /** Staff whom the hearing person manages, at whatever remove. */
  readonly manages: readonly string[];
  /** Staff who manage the hearing person, at whatever remove: nobody reviews what their own manager did. */
  readonly managedBy?: readonly string[];
}

/** Parts that belong to the appeal itself do not bar its own reviewer. */
const OF_THE_APPEAL: readonly Participation[] = ['appeal_reviewer', 'cosigner'];

/** Why this person can't hear the appeal, as the end of a sentence; null when nothing stands against it. */
export function independenceProblem(staffId: string, matter: InMatter): string | null {
  for (const { staffId: who, part } of matter.participants) {
    if (OF_THE_APPEAL.includes(part)) continue;
    if (who === staffId) return `you had the part "${part.replaceAll('_', ' ')}"`;
    if (matter.manages.includes(who)) return `you manage a person who had the part "${part.replaceAll('_', ' ')}"`;
    if (matter.managedBy?.includes(who)) return `your manager had the part "${part.replaceAll('_', ' ')}"`;
  }
  return null;
}
