import { describe, expect, it } from 'vitest';
import type { CaseState } from '../case/case.machine.js';
import { afterClosing } from './closed-case.js';

const policy = { reopenDays: 90, repeatDays: 365 };
const now = new Date('2026-11-20T10:00:00Z');
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);

describe('new alerts of a scheme whose case is closed', () => {
  const table: [string, CaseState, string | null, number, boolean, 'reopen' | 'follow_up', number | null][] = [
    ['cleared lately: it was too early', 'final', 'no_violation', 10, false, 'reopen', null],
    ['cleared long ago', 'final', 'no_violation', 90, false, 'follow_up', null],
    ['suspended: a repeat', 'final', 'suspend', 12, false, 'follow_up', 12],
    ['suspended, the appeal window still open', 'resolved', 'suspend', 12, false, 'follow_up', 12],
    ['suspended long ago', 'final', 'suspend', 365, false, 'follow_up', null],
    ['suspended, and taken back on appeal', 'final', 'suspend', 12, true, 'reopen', null],
    ['suspension not in effect yet', 'enforcing', 'suspend', 1, false, 'follow_up', null],
    ['proposed only', 'proposed', null, 0, false, 'follow_up', null],
    ['decided in the future, by a clock that jumped', 'final', 'warn', -3, false, 'follow_up', 0],
  ];
  it.each(table)('%s', (_, state, decision, days, reversed, act, repeatedAfterDays) => {
    const closed = { state, decision, decidedAt: decision ? ago(days) : null, reversed };
    expect(afterClosing(closed, policy, now)).toEqual({ act, repeatedAfterDays });
  });
});
