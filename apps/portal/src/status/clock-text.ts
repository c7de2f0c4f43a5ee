import type { PortalMatterAppeal } from '@portcullis/contracts/portal/matter';
import { say } from '../words/say.js';
import { relativeText, whenText } from '../words/when.js';

/** Where the clock of an open appeal stands, in one sentence; null when none runs. */
export function clockText(
  appeal: Pick<PortalMatterAppeal, 'open' | 'pausedAt' | 'answerDueAt' | 'dueAt'>,
  now: number,
): string | null {
  if (!appeal.open) return null;
  if (appeal.pausedAt) {
    const { answerDueAt } = appeal;
    if (!answerDueAt) return say('clock.standsOpen');
    return say('clock.stands', { when: whenText(answerDueAt), relative: relativeText(answerDueAt, now) });
  }
  if (!appeal.dueAt) return null;
  const when = whenText(appeal.dueAt);
  return Date.parse(appeal.dueAt) < now
    ? say('clock.late', { when })
    : say('clock.due', { when, relative: relativeText(appeal.dueAt, now) });
}
