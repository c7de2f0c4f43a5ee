import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SYSTEM } from '../access/actor.js';
import { addMonths, appealWindowEndsAt, nextBusinessDay } from './deadlines.js';
import { decideRelief } from './interim-relief.js';

const instant = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });

describe('the appeal window', () => {
  it('is six calendar months from delivery, never a day short', () => {
    expect(appealWindowEndsAt(null)).toBeNull();
    expect(appealWindowEndsAt(new Date('2026-11-20T08:00:00Z'))).toEqual(new Date('2027-05-20T08:00:00Z'));
    expect(addMonths(new Date('2026-08-31T12:00:00Z'), 6)).toEqual(new Date('2027-03-01T12:00:00Z'));
  });

  it('grows with delivery', () => {
    fc.assert(
      fc.property(instant, instant, (a, b) => {
        const [first, second] = a <= b ? [a, b] : [b, a];
        // The 31st of one month and the 1st of the next may meet at the same day, with the later clock time earlier.
        const slack = 86_400_000;
        expect(addMonths(second, 6).getTime() + slack).toBeGreaterThanOrEqual(addMonths(first, 6).getTime());
        expect(addMonths(first, 6).getTime() - first.getTime()).toBeGreaterThanOrEqual(181 * 86_400_000);
      }),
    );
  });
});

describe('temporary access during review', () => {
  const customer = { kind: 'customer', id: 'c' } as const;
  const friday = new Date('2026-11-20T15:00:00Z');

  it('is answered within one business day', () => {
    expect(nextBusinessDay(friday)).toEqual(new Date('2026-11-23T15:00:00Z'));
    fc.assert(fc.property(instant, (at) => ![0, 6].includes(nextBusinessDay(at).getUTCDay())));
  });

  it('is asked by the customer, granted with limits by staff, or refused with a reason', () => {
    const none = { state: 'none', answerDueAt: null, limits: null } as const;
    const asked = decideRelief(none, { type: 'ask', reason: 'payroll' }, { now: friday, actor: customer });
    expect(asked).toMatchObject({ next: { state: 'asked', answerDueAt: new Date('2026-11-23T15:00:00Z') } });
    if (!asked.ok) return;
    const iris = { now: friday, actor: { kind: 'staff', id: 'iris', roles: ['appeal_reviewer'] } } as const;
    const grant = { type: 'grant', reason: 'payroll', limits: 'one key, 100 requests a minute' } as const;
    expect(decideRelief(asked.next, { ...grant, limits: '' }, iris)).toMatchObject({ code: 'LIMITS_REQUIRED' });
    expect(decideRelief(asked.next, grant, iris)).toMatchObject({ next: { state: 'granted', limits: grant.limits } });
    expect(decideRelief(asked.next, { type: 'refuse', reason: '' }, iris)).toMatchObject({ code: 'REASON_REQUIRED' });
    expect(decideRelief(asked.next, { type: 'refuse', reason: 'risk' }, iris)).toMatchObject({
      next: { state: 'refused' },
    });
    expect(decideRelief(asked.next, grant, { now: friday, actor: SYSTEM })).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
    expect(decideRelief(none, grant, iris)).toMatchObject({ code: 'WRONG_STATE', allowed: ['ask'] });
  });
});
