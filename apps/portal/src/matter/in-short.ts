import type { PortalMatter } from '@portcullis/contracts/portal/matter';
import { say } from '../words/say.js';
import { relativeText, whenText } from '../words/when.js';
import { isMild, leadOf } from './lead.js';

/** Until when it lasts, in one sentence; null for a letter about nothing done. */
export function untilText(matter: Pick<PortalMatter, 'actions'>, now: number): string | null {
  const lead = leadOf(matter.actions);
  if (!lead) return null;
  const { actions } = matter;
  switch (lead.effect) {
    case 'ending':
      return say('short.until.ending');
    case 'over': {
      const ended = latest(actions.map(({ endedAt }) => endedAt));
      return ended ? say('short.until.over', { when: whenText(ended) }) : say('short.until.overUndated');
    }
    default: {
      if (isMild(lead.kind)) return say('short.until.once');
      const lasting = actions.filter(({ effect }) => effect === 'in_effect' || effect === 'coming');
      const until = latest(lasting.map((action) => action.until));
      return until === null || lasting.some((action) => action.until === null)
        ? say('short.until.none')
        : say('short.until.date', { when: whenText(until), relative: relativeText(until, now) });
    }
  }
}

/** When the customer hears from us, in one sentence. */
export function nextText(matter: Pick<PortalMatter, 'nextAnswerDue' | 'allowed' | 'appeals'>, now: number): string {
  const due = matter.nextAnswerDue;
  if (!due) {
    if (!matter.allowed.appeal) return say('short.next.nothing');
    return say(matter.appeals.length > 0 ? 'short.next.again' : 'short.next.appeal');
  }
  const values = { when: whenText(due.at), relative: relativeText(due.at, now) };
  if (due.from === 'you') return say('short.next.you', values);
  if (Date.parse(due.at) < now) return say('short.next.late', values);
  return due.what === 'temporary_access'
    ? say('short.next.temporary_access', values)
    : say('short.next.decision', values);
}

function latest(instants: readonly (string | null)[]): string | null {
  const known = instants.filter((at): at is string => at !== null).sort((a, b) => Date.parse(a) - Date.parse(b));
  return known.at(-1) ?? null;
}
