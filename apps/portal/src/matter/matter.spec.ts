import type { PortalMatter } from '@portcullis/contracts/portal/matter';
import { describe, expect, it } from 'vitest';
import { nextText, untilText } from './in-short.js';
import { headingOf, leadOf } from './lead.js';
import { paragraphsOf, shownSections } from './statement.js';

type Action = PortalMatter['actions'][number];
const now = Date.parse('2026-11-21T12:00:00.000Z');
const action = (part: Partial<Action> = {}): Action => ({
  id: 'x',
  kind: 'suspend',
  scope: 'account',
  subject: { kind: 'account', id: 'acct_1' },
  state: 'active',
  effect: 'in_effect',
  until: null,
  orderedAt: '2026-11-20T12:00:00.000Z',
  inEffectAt: '2026-11-20T12:05:00.000Z',
  endedAt: null,
  ...part,
});
const notice = { subjectLine: 'Your API key was used by somebody else (N-7)' } as PortalMatter['notice'];

describe('what happened', () => {
  it('is the harshest of what is not over', () => {
    expect(leadOf([action({ kind: 'rate_limit' }), action({ kind: 'suspend' })])).toMatchObject({ kind: 'suspend' });
    expect(leadOf([action({ kind: 'terminate', effect: 'over' }), action({ kind: 'warn' })])).toMatchObject({
      kind: 'warn',
    });
    expect(leadOf([action({ effect: 'over' }), action({ effect: 'ending' })])).toMatchObject({ effect: 'ending' });
    expect(leadOf([])).toBeNull();
  });
  it('is said in a few words, and by the letter where there are none', () => {
    expect(headingOf({ actions: [action()], notice })).toBe('Your access is suspended');
    expect(headingOf({ actions: [action({ effect: 'ending' })], notice })).toBe('Your access is being restored');
    expect(headingOf({ actions: [action({ kind: 'warn', effect: 'over' })], notice })).toBe(
      'We ask you to change something',
    );
    expect(headingOf({ actions: [action({ kind: 'of_another_release' })], notice })).toBe(notice.subjectLine);
    expect(headingOf({ actions: [], notice })).toBe(notice.subjectLine);
  });
});

describe('until when', () => {
  const until = '2026-12-21T12:00:00.000Z';
  it('is the last of the dates, and open as soon as one is open', () => {
    expect(untilText({ actions: [action({ until })] }, now)).toContain('21 December 2026');
    expect(untilText({ actions: [action({ until }), action()] }, now)).toContain('no end date');
  });
  it('tells an end that is ordered, and one that came', () => {
    expect(untilText({ actions: [action({ effect: 'ending' })] }, now)).toContain('ordered');
    expect(untilText({ actions: [action({ effect: 'over', endedAt: until })] }, now)).toContain('It ended 21 December');
    expect(untilText({ actions: [action({ effect: 'over' })] }, now)).toBe('It has ended.');
    expect(untilText({ actions: [] }, now)).toBeNull();
  });
});

describe('when the customer hears from us', () => {
  const due = (part: Partial<NonNullable<PortalMatter['nextAnswerDue']>>) =>
    nextText(
      {
        allowed: { appeal: false, why: null },
        appeals: [],
        nextAnswerDue: { from: 'us', what: 'decision', at: '2026-11-23T12:00:00.000Z', appealNumber: 12, ...part },
      },
      now,
    );
  it('is a date', () => {
    expect(due({})).toMatch(/decision .* by 23 November 2026.*\(in 2 days\)/);
    expect(due({ what: 'temporary_access' })).toContain('temporary access');
    expect(due({ from: 'you', what: 'answer' })).toContain('We wait for your answer');
  });
  it('is owned up to when it is late', () => {
    expect(due({ at: '2026-11-20T12:00:00.000Z' })).toContain('We are late');
  });
  it('is never left open', () => {
    const none = { nextAnswerDue: null, appeals: [] };
    expect(nextText({ ...none, allowed: { appeal: true, why: null } }, now)).toContain('As soon as you appeal');
    expect(nextText({ ...none, allowed: { appeal: false, why: null } }, now)).toBe('Nothing is open between us.');
  });
});

describe('the statement', () => {
  it('comes in paragraphs', () => {
    expect(paragraphsOf('One\ntwo\n\n\nthree\n')).toEqual(['One\ntwo', 'three']);
  });
  it('comes in the order in which a worried person asks', () => {
    const section = (id: 'what' | 'why' | 'how' | 'ends' | 'still_works' | 'appeal') => ({
      id,
      heading: id,
      paragraphs: [],
      points: [],
    });
    const told = ['what', 'still_works', 'why', 'how', 'ends', 'appeal'].map((id) => section(id as 'what'));
    expect(shownSections(told).map(({ id }) => id)).toEqual(['still_works', 'ends', 'why', 'how']);
  });
});
