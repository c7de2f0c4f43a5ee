import { describe, expect, it } from 'vitest';
import type { Actor } from '../access/actor.js';
import type { Role } from '../vocabulary.js';
import { type DecisionThing, decideDecision, openSlots } from './decision.machine.js';

const NOW = new Date('2026-11-20T08:00:00Z');
const staff = (id: string, ...roles: Role[]): Actor => ({ kind: 'staff', id, roles });
const mira = staff('mira', 'reviewer');
const ana = staff('ana', 'senior_reviewer');
const ben = staff('ben', 'manager');
const aDecision = (changes: Partial<DecisionThing> = {}): DecisionThing => ({
  id: 'd-1',
  state: 'proposed',
  kind: 'suspend',
  scope: 'account',
  proposedBy: 'mira',
  expiresAt: new Date('2026-11-27T08:00:00Z'),
  needed: [{ anyOf: ['senior_reviewer', 'manager'], because: 'a suspension needs two people' }],
  given: [],
  ...changes,
});
const approve = { type: 'approve', reason: 'the evidence carries it', changedBeyondTolerance: [] } as const;

describe('four eyes', () => {
  it('a proposer cannot approve, return or refuse their own proposal, whatever their role', () => {
    const self = staff('mira', 'senior_reviewer', 'manager');
    for (const command of [approve, { type: 'return', reason: 'x' }, { type: 'refuse', reason: 'x' }] as const) {
      expect(decideDecision(aDecision(), command, { now: NOW, actor: self })).toMatchObject({
        code: 'SAME_PERSON',
        allowed: ['withdraw'],
      });
    }
  });

  it('only the proposer withdraws', () => {
    const withdraw = { type: 'withdraw', reason: 'new facts' } as const;
    expect(decideDecision(aDecision(), withdraw, { now: NOW, actor: ana })).toMatchObject({ code: 'NOT_YOURS' });
    expect(decideDecision(aDecision(), withdraw, { now: NOW, actor: mira })).toMatchObject({
      next: { state: 'withdrawn' },
    });
  });

  it('an administrator is refused', () => {
    const admin = staff('root', 'admin');
    expect(decideDecision(aDecision(), approve, { now: NOW, actor: admin })).toMatchObject({
      code: 'ROLE_NOT_ALLOWED',
    });
  });

  it('stays proposed until every approval is given, each by another person', () => {
    const wide = aDecision({
      needed: [
        { anyOf: ['senior_reviewer', 'manager'], because: 'two people' },
        { anyOf: ['manager'], because: 'it reaches many' },
      ],
    });
    const first = decideDecision(wide, approve, { now: NOW, actor: ben });
    expect(first).toMatchObject({ ok: true, next: { state: 'proposed', given: [{ staffId: 'ben', slot: 1 }] } });
    if (!first.ok) return;
    expect(openSlots(first.next).map(({ slot }) => slot)).toEqual([0]);
    expect(decideDecision(first.next, approve, { now: NOW, actor: ben })).toMatchObject({
      code: 'ALREADY_APPROVED_BY_YOU',
    });
    expect(decideDecision(first.next, approve, { now: NOW, actor: ana })).toMatchObject({
      next: { state: 'approved' },
    });
  });

  it('refuses an approval that fills no place, naming the roles that would', () => {
    const partner = aDecision({ needed: [{ anyOf: ['legal'], because: 'partner' }] });
    expect(decideDecision(partner, approve, { now: NOW, actor: ana })).toMatchObject({
      code: 'NO_SLOT_FOR_ROLE',
      allowed: ['legal'],
    });
  });

  it('is settled alone only where nobody else is needed, and only by its proposer', () => {
    const settle = { type: 'settle', changedBeyondTolerance: [] } as const;
    const free = aDecision({ kind: 'no_violation', needed: [] });
    expect(decideDecision(aDecision(), settle, { now: NOW, actor: mira })).toMatchObject({ code: 'APPROVALS_NEEDED' });
    expect(decideDecision(free, settle, { now: NOW, actor: ana })).toMatchObject({ code: 'NOT_YOURS' });
    expect(decideDecision(free, settle, { now: NOW, actor: mira })).toMatchObject({ next: { state: 'approved' } });
  });
});

describe('what an approval binds to', () => {
  it('sends back what changed beyond tolerance', () => {
    const command = { ...approve, changedBeyondTolerance: ['accounts hit rose from 3 to 40'] };
    expect(decideDecision(aDecision(), command, { now: NOW, actor: ana })).toMatchObject({
      code: 'BINDING_CHANGED',
      allowed: ['return', 'withdraw'],
      message: expect.stringContaining('from 3 to 40'),
    });
    const free = aDecision({ needed: [] });
    const settle = { type: 'settle', changedBeyondTolerance: ['x'] } as const;
    expect(decideDecision(free, settle, { now: NOW, actor: mira })).toMatchObject({ code: 'BINDING_CHANGED' });
  });

  it('expires on its date, not before, and cannot be approved after', () => {
    const late = new Date('2026-11-27T08:00:00Z');
    expect(decideDecision(aDecision(), approve, { now: late, actor: ana })).toMatchObject({ code: 'EXPIRED' });
    const system: Actor = { kind: 'system', id: 'system' };
    expect(decideDecision(aDecision(), { type: 'expire' }, { now: NOW, actor: system })).toMatchObject({
      code: 'NOT_DUE',
    });
    expect(decideDecision(aDecision(), { type: 'expire' }, { now: late, actor: system })).toMatchObject({
      next: { state: 'expired' },
    });
  });
});
