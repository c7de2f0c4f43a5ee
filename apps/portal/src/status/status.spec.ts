import type { PortalMilestone } from '@portcullis/contracts/portal/matter';
import { expect, it } from 'vitest';
import { clockText } from './clock-text.js';
import { storyOf } from './story.js';

const now = Date.parse('2026-11-21T12:00:00.000Z');
const at = (hours: number) => new Date(now + hours * 3_600_000).toISOString();
const milestone = (
  what: PortalMilestone['what'],
  state: PortalMilestone['state'],
  when: string | null,
): PortalMilestone => ({
  what,
  state,
  at: when,
  appealNumber: 12,
});

it('tells each step by its time: done, now, ahead', () => {
  const lines = storyOf(
    [
      milestone('appealed', 'done', at(-5)),
      milestone('in_review', 'done', at(-4)),
      milestone('answered', 'now', at(50)),
      milestone('decided', 'ahead', null),
    ],
    now,
  );
  expect(lines.map(({ text }) => text)).toEqual([
    'You appealed (A-12)',
    'A person who had no part in the decision took it up',
    'You answer our question',
    'We decide and write to you',
  ]);
  expect(lines.map(({ when }) => when !== null)).toEqual([true, true, true, false]);
  expect(lines[2]?.when).toMatch(/^by .*\(in 2 days\)$/);
});

it('has no key twice when steps repeat', () => {
  const lines = storyOf([milestone('asked', 'done', at(-5)), milestone('asked', 'done', at(-2))], now);
  expect(new Set(lines.map(({ key }) => key)).size).toBe(2);
});

it('says where the clock stands', () => {
  const appeal = { open: true, pausedAt: null, answerDueAt: null, dueAt: at(60) };
  expect(clockText(appeal, now)).toContain('You get our decision by');
  expect(clockText({ ...appeal, dueAt: at(-1) }, now)).toContain('We are late');
  expect(clockText({ ...appeal, pausedAt: at(-1), answerDueAt: at(70) }, now)).toContain('Please answer by');
  expect(clockText({ ...appeal, open: false }, now)).toBeNull();
});
