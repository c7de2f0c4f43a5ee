import { describe, expect, it } from 'vitest';
import { type Actor, SYSTEM } from '../access/actor.js';
import type { Role } from '../vocabulary.js';
import type { ActionState } from './action.machine.js';
import { type ActionThing, decideAction } from './decide-action.js';

const NOW = new Date('2026-11-20T08:00:00Z');
const hours = (n: number): Date => new Date(NOW.getTime() + n * 3_600_000);
const staff = (id: string, ...roles: Role[]): Actor => ({ kind: 'staff', id, roles });
const plane: Actor = { kind: 'control_plane', id: 'cp' };
const anAction = (state: ActionState, changes: Partial<ActionThing> = {}): ActionThing => ({
  id: 'x-1',
  state,
  kind: 'suspend',
  scope: 'account',
  proposedBy: 'mira',
  inEffectAt: null,
  until: null,
  endedAt: null,
  endChoice: null,
  emergency: null,
  ...changes,
});

describe('an action', () => {
  it('does not start without an approved decision', () => {
    const moment = { now: NOW, actor: SYSTEM };
    expect(decideAction(anAction('proposed'), { type: 'approve', decisionApproved: false }, moment)).toMatchObject({
      code: 'DECISION_NOT_APPROVED',
    });
  });

  it('is withdrawn by its proposer only', () => {
    const withdraw = { type: 'withdraw', reason: 'x' } as const;
    const other = { now: NOW, actor: staff('ana', 'senior_reviewer') };
    expect(decideAction(anAction('proposed'), withdraw, other)).toMatchObject({ code: 'NOT_YOURS' });
    expect(decideAction(anAction('proposed'), withdraw, { now: NOW, actor: staff('mira', 'reviewer') }).ok).toBe(true);
  });

  it('confirmed twice stays as the first confirmation made it, without a second line of history', () => {
    const first = decideAction(anAction('executing'), { type: 'confirm', inEffectAt: NOW }, { now: NOW, actor: plane });
    expect(first).toMatchObject({ ok: true, next: { state: 'active', inEffectAt: NOW } });
    if (!first.ok) return;
    const again = decideAction(first.next, { type: 'confirm', inEffectAt: hours(1) }, { now: hours(1), actor: plane });
    expect(again).toMatchObject({ ok: true, next: { inEffectAt: NOW }, events: [] });
  });

  it('ends when the lift is confirmed, not when it is ordered', () => {
    const active = anAction('active', { inEffectAt: NOW });
    const moment = { now: hours(1), actor: staff('iris', 'appeal_reviewer') };
    const ordered = decideAction(active, { type: 'reverse', reason: 'appeal', appealId: 'p-1' }, moment);
    expect(ordered).toMatchObject({ next: { state: 'reversing', endedAt: null } });
    if (!ordered.ok) return;
    const done = decideAction(ordered.next, { type: 'confirm_reversal' }, { now: hours(2), actor: plane });
    expect(done).toMatchObject({ next: { state: 'reversed', endedAt: hours(2) } });
  });

  it('done by hand needs a proof', () => {
    const moment = { now: NOW, actor: staff('ben', 'manager') };
    const command = { type: 'prove_done', reason: 'plane is down', proof: ' ', inEffectAt: NOW } as const;
    expect(decideAction(anAction('manual'), command, moment)).toMatchObject({ code: 'PROOF_REQUIRED' });
  });

  it('expires on its date; with an open verification only after a choice', () => {
    const expire = { type: 'expire', openVerification: false } as const;
    const moment = { now: NOW, actor: SYSTEM };
    expect(decideAction(anAction('active'), expire, moment)).toMatchObject({ code: 'NO_END_DATE' });
    expect(decideAction(anAction('active', { until: hours(1) }), expire, moment)).toMatchObject({ code: 'NOT_DUE' });
    const due = anAction('active', { until: NOW });
    expect(decideAction(due, expire, moment)).toMatchObject({ next: { state: 'expired', endedAt: NOW } });
    const open = { type: 'expire', openVerification: true } as const;
    expect(decideAction(due, open, moment)).toMatchObject({
      code: 'END_CHOICE_NEEDED',
      allowed: ['let_it_end', 'new_decision'],
    });
    const choose = { type: 'choose_end', reason: 'papers are fine', choice: 'let_it_end' } as const;
    const chosen = decideAction(due, choose, { now: NOW, actor: staff('ana', 'senior_reviewer') });
    expect(chosen.ok && decideAction(chosen.next, open, moment).ok).toBe(true);
    const other = decideAction(
      due,
      { ...choose, choice: 'new_decision' },
      { now: NOW, actor: staff('a', 'senior_reviewer') },
    );
    expect(other.ok && decideAction(other.next, open, moment)).toMatchObject({ code: 'END_CHOICE_NEEDED' });
  });
});

describe('an emergency restriction', () => {
  const emergency = { orderedBy: 'ana', lapsesAt: hours(72), ratifiedBy: null };
  const active = anAction('active', { kind: 'restrict', emergency });
  const ratify = { type: 'ratify', reason: 'right call' } as const;

  it('is ratified by a manager who is another person', () => {
    const both = staff('ana', 'senior_reviewer', 'manager');
    expect(decideAction(active, ratify, { now: NOW, actor: both })).toMatchObject({ code: 'SAME_PERSON' });
    const ok = decideAction(active, ratify, { now: NOW, actor: staff('ben', 'manager') });
    expect(ok).toMatchObject({ next: { state: 'active', emergency: { ratifiedBy: 'ben' } } });
    expect(ok.ok && decideAction(ok.next, ratify, { now: NOW, actor: staff('eva', 'manager') })).toMatchObject({
      code: 'ALREADY_RATIFIED',
    });
    expect(ok.ok && decideAction(ok.next, { type: 'lapse' }, { now: hours(80), actor: SYSTEM })).toMatchObject({
      code: 'NOT_AN_EMERGENCY',
    });
  });

  it('lapses after 72 hours, not before, and cannot be ratified then', () => {
    expect(decideAction(active, { type: 'lapse' }, { now: hours(71), actor: SYSTEM })).toMatchObject({
      code: 'NOT_DUE',
    });
    expect(decideAction(active, { type: 'lapse' }, { now: hours(72), actor: SYSTEM })).toMatchObject({
      next: { state: 'lifting' },
    });
    expect(decideAction(active, ratify, { now: hours(72), actor: staff('ben', 'manager') })).toMatchObject({
      code: 'NOT_DUE',
    });
  });

  it('is the only thing that is ratified', () => {
    expect(decideAction(anAction('active'), ratify, { now: NOW, actor: staff('ben', 'manager') })).toMatchObject({
      code: 'NOT_AN_EMERGENCY',
    });
  });
});
