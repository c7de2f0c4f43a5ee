import { describe, expect, it } from 'vitest';
import type { Actor } from '../access/actor.js';
import { alertStateOf, decideAlert } from './alert.machine.js';

const NOW = new Date('2026-11-20T08:00:00Z');
const mira: Actor = { kind: 'staff', id: 'mira', roles: ['reviewer'] };

describe('an alert', () => {
  it('teaches its detector that it was wrong only with a reason from the list', () => {
    const inCase = { id: 'a', state: 'in_case', verdict: null } as const;
    for (const verdict of ['false_positive', 'benign'] as const) {
      const command = { type: 'resolve', verdict, outcomeReason: null } as const;
      expect(decideAlert(inCase, command, { now: NOW, actor: mira })).toMatchObject({
        code: 'OUTCOME_REASON_REQUIRED',
      });
      const reasoned = { ...command, outcomeReason: 'travel' } as const;
      expect(decideAlert(inCase, reasoned, { now: NOW, actor: mira })).toMatchObject({
        next: { state: 'resolved', verdict },
      });
    }
    const right = { type: 'resolve', verdict: 'true_positive', outcomeReason: null } as const;
    expect(decideAlert(inCase, right, { now: NOW, actor: mira }).ok).toBe(true);
  });

  it('loses its verdict when it is reopened', () => {
    const ana: Actor = { kind: 'staff', id: 'ana', roles: ['senior_reviewer'] };
    const resolved = { id: 'a', state: 'resolved', verdict: 'benign' } as const;
    expect(decideAlert(resolved, { type: 'reopen', reason: 'new facts' }, { now: NOW, actor: ana })).toMatchObject({
      next: { state: 'in_case', verdict: null },
    });
  });

  it('has the state that the facts beside it say', () => {
    const facts = { triaged: true, suppressedBy: null, caseId: null, verdict: null, dismissed: false } as const;
    expect(alertStateOf({ ...facts, triaged: false })).toBe('accepted');
    expect(alertStateOf(facts)).toBe('open');
    expect(alertStateOf({ ...facts, suppressedBy: 'entry' })).toBe('suppressed');
    expect(alertStateOf({ ...facts, caseId: 'c' })).toBe('in_case');
    expect(alertStateOf({ ...facts, caseId: 'c', verdict: 'unknown' })).toBe('resolved');
    expect(alertStateOf({ ...facts, caseId: 'c', dismissed: true })).toBe('dismissed');
  });
});
