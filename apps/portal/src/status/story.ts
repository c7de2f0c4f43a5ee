import type { PortalMilestone } from '@portcullis/contracts/portal/matter';
import { say, sayKnown } from '../words/say.js';
import { relativeText, whenText } from '../words/when.js';

export interface StoryLine {
  readonly key: string;
  readonly state: PortalMilestone['state'];
  readonly text: string;
  /** When it was, or by when it comes; null where nobody can say. */
  readonly when: string | null;
  readonly at: string | null;
}

/** What has happened and what comes, each with its date, in the order in which the server tells it. */
export function storyOf(milestones: readonly PortalMilestone[], now: number): StoryLine[] {
  return milestones.map(({ what, state, at, appealNumber }, index) => {
    const values = { reference: `A-${appealNumber ?? ''}` };
    const text =
      what === 'appealed' ? say('story.appealed', values) : sayKnown(`story.${what}.${state}`, say(`story.${what}`));
    return { key: `${what}-${appealNumber ?? ''}-${index}`, state, text, when: whenOf(state, at, now), at };
  });
}

function whenOf(state: PortalMilestone['state'], at: string | null, now: number): string | null {
  if (at === null) return state === 'now' ? say('story.now') : null;
  if (state === 'done') return whenText(at);
  const by = say('story.by', { when: whenText(at) });
  return Date.parse(at) > now ? `${by} (${relativeText(at, now)})` : by;
}
