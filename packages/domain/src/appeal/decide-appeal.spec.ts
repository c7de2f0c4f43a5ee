import { describe, expect, it } from 'vitest';
import { type Actor, SYSTEM } from '../access/actor.js';
import type { Participation, Role } from '../vocabulary.js';
import type { AppealState } from './appeal.machine.js';
import { type AppealCommand, type AppealThing, decideAppeal } from './decide-appeal.js';
import type { InMatter } from './independence.js';

const NOW = new Date('2026-11-20T08:00:00Z');
const EARLIER = new Date('2026-11-19T08:00:00Z');
const LATER = new Date('2026-11-21T08:00:00Z');
const customer: Actor = { kind: 'customer', id: 'cust-1' };
const staff = (id: string, ...roles: Role[]): Actor => ({ kind: 'staff', id, roles });
const iris = staff('iris', 'appeal_reviewer');
const ben = staff('ben', 'manager');
const matter = { participants: [], manages: [] };
const anAppeal = (state: AppealState, changes: Partial<AppealThing> = {}): AppealThing => ({
  id: 'p-1',
  state,
  action: { id: 'x-1', kind: 'suspend', scope: 'account' },
  windowEndsAt: LATER,
  reviewerId: null,
  rounds: 0,
  cured: false,
  onTheFile: false,
  proposed: null,
  reversalReason: null,
  ...changes,
});
const submit = { type: 'submit', hasStanding: true, otherOpenAppeals: 0, statement: 'We are in Lima.' } as const;
const reverse = { type: 'decide', reason: 'x', matter, result: 'reversed', reversalReason: 'mistaken_fact' } as const;

describe('filing an appeal', () => {
  const at = (now: Date) => ({ now, actor: customer });

  it('after the window is refused with APPEAL_WINDOW_CLOSED; to the last moment it is taken', () => {
    const late = anAppeal('draft', { windowEndsAt: EARLIER });
    expect(decideAppeal(late, submit, at(NOW))).toMatchObject({ code: 'APPEAL_WINDOW_CLOSED' });
    expect(decideAppeal(anAppeal('draft', { windowEndsAt: NOW }), submit, at(NOW)).ok).toBe(true);
  });

  it('is possible before the notice was delivered: no clock has started', () => {
    expect(decideAppeal(anAppeal('draft', { windowEndsAt: null }), submit, at(NOW)).ok).toBe(true);
  });

  it('needs standing, a statement, and no other open appeal against the same action', () => {
    const of = (command: AppealCommand) => decideAppeal(anAppeal('draft'), command, at(NOW));
    expect(of({ ...submit, hasStanding: false })).toMatchObject({ code: 'NO_STANDING' });
    expect(of({ ...submit, statement: ' ' })).toMatchObject({ code: 'STATEMENT_REQUIRED' });
    expect(of({ ...submit, otherOpenAppeals: 1 })).toMatchObject({ code: 'APPEAL_ALREADY_OPEN' });
  });

  it('can be completed once, also when the window ended meanwhile', () => {
    const cure = { ...submit, type: 'cure' } as const;
    const first = decideAppeal(anAppeal('inadmissible', { windowEndsAt: EARLIER }), cure, at(NOW));
    expect(first).toMatchObject({ next: { state: 'submitted', cured: true } });
    expect(decideAppeal(anAppeal('inadmissible', { cured: true }), cure, at(NOW))).toMatchObject({
      code: 'ALREADY_CURED',
    });
  });
});

describe('independence', () => {
  const parts: Participation[] = [
    'claimed',
    'proposer',
    'approver',
    'ratifier',
    'verifier',
    'auditor_of_partner',
    'blind_reviewer',
  ];
  for (const part of parts) {
    it(`bars who was ${part}, who manages them and whom they manage, from every step of the hearing`, () => {
      const own: InMatter = { participants: [{ staffId: 'iris', part }], manages: [] };
      const managed: InMatter = { participants: [{ staffId: 'mira', part }], manages: ['mira'] };
      const below: InMatter = { participants: [{ staffId: 'mira', part }], manages: [], managedBy: ['mira'] };
      const steps: [AppealState, (m: InMatter) => AppealCommand, Actor][] = [
        ['acknowledged', (m) => ({ type: 'admit', matter: m }), iris],
        ['acknowledged', (m) => ({ type: 'find_inadmissible', reason: 'x', matter: m }), iris],
        ['in_review', (m) => ({ type: 'ask', reason: 'x', matter: m, question: '?' }), iris],
        ['in_review', (m) => ({ ...reverse, matter: m }), iris],
        ['in_review', (m) => ({ ...reverse, type: 'propose_result', matter: m }), iris],
        ['proposed', (m) => ({ type: 'cosign', reason: 'x', matter: m }), staff('iris', 'manager')],
        ['proposed', (m) => ({ type: 'return', reason: 'x', matter: m }), staff('iris', 'manager')],
      ];
      for (const [state, command, actor] of steps) {
        const thing = anAppeal(state, {
          proposed: { result: 'upheld', reversalReason: null, by: 'else' },
        });
        for (const m of [own, managed, below]) {
          expect(decideAppeal(thing, command(m), { now: NOW, actor }), `${command(m).type}`).toMatchObject({
            code: 'NOT_INDEPENDENT',
          });
        }
      }
    });
  }

  it('does not bar the reviewer for being the reviewer', () => {
    const mine = { participants: [{ staffId: 'iris', part: 'appeal_reviewer' as const }], manages: [] };
    const command = { ...reverse, matter: mine };
    expect(decideAppeal(anAppeal('in_review', { reviewerId: 'iris' }), command, { now: NOW, actor: iris }).ok).toBe(
      true,
    );
  });
});

describe('the hearing', () => {
  const moment = { now: NOW, actor: iris };

  it('belongs to the reviewer who admitted it', () => {
    const admitted = decideAppeal(anAppeal('acknowledged'), { type: 'admit', matter }, moment);
    expect(admitted).toMatchObject({ next: { reviewerId: 'iris' } });
    const other = { now: NOW, actor: staff('otto', 'appeal_reviewer') };
    expect(admitted.ok && decideAppeal(admitted.next, reverse, other)).toMatchObject({ code: 'NOT_YOURS' });
    const ask = { type: 'ask', reason: 'x', matter, question: '?' } as const;
    expect(admitted.ok && decideAppeal(admitted.next, ask, other)).toMatchObject({ code: 'NOT_YOURS' });
  });

  it('asks twice at most, and goes on without an answer when its time has passed', () => {
    const ask = { type: 'ask', reason: 'x', matter, question: 'Where is your team?' } as const;
    expect(decideAppeal(anAppeal('in_review', { rounds: 1 }), ask, moment)).toMatchObject({ next: { rounds: 2 } });
    expect(decideAppeal(anAppeal('in_review', { rounds: 2 }), ask, moment)).toMatchObject({ code: 'NO_ROUNDS_LEFT' });
    const system = { now: NOW, actor: SYSTEM };
    const asked = anAppeal('info_requested');
    expect(decideAppeal(asked, { type: 'time_out', answerDueAt: LATER }, system)).toMatchObject({ code: 'NOT_DUE' });
    expect(decideAppeal(asked, { type: 'time_out', answerDueAt: NOW }, system)).toMatchObject({
      next: { state: 'in_review', onTheFile: true },
    });
  });

  it('a reversal names its reason and what is upheld has none', () => {
    const thing = anAppeal('in_review');
    for (const result of ['reversed', 'partly_reversed'] as const) {
      expect(decideAppeal(thing, { ...reverse, result, reversalReason: null }, moment)).toMatchObject({
        code: 'REVERSAL_REASON_REQUIRED',
      });
      expect(decideAppeal(thing, { ...reverse, result }, moment)).toMatchObject({
        next: { state: result, reversalReason: 'mistaken_fact' },
      });
    }
    expect(decideAppeal(thing, { ...reverse, result: 'upheld' }, moment)).toMatchObject({
      code: 'REVERSAL_REASON_NOT_EXPECTED',
    });
    expect(decideAppeal(thing, { ...reverse, result: 'upheld', reversalReason: null }, moment)).toMatchObject({
      next: { state: 'upheld' },
    });
  });
});

describe('the co-signature', () => {
  const moment = { now: NOW, actor: iris };
  const heavy = [
    { id: 'x', kind: 'terminate', scope: 'account' },
    { id: 'x', kind: 'suspend', scope: 'partner' },
  ] as const;

  it('of a manager is needed for terminations and partner actions, and for nothing else', () => {
    for (const action of heavy) {
      expect(decideAppeal(anAppeal('in_review', { action }), reverse, moment)).toMatchObject({ code: 'COSIGN_NEEDED' });
    }
    expect(decideAppeal(anAppeal('in_review'), { ...reverse, type: 'propose_result' }, moment)).toMatchObject({
      code: 'COSIGN_NOT_NEEDED',
    });
  });

  it('takes the proposed result and its reason, or sends it back', () => {
    const action = heavy[0];
    const proposed = decideAppeal(anAppeal('in_review', { action }), { ...reverse, type: 'propose_result' }, moment);
    expect(proposed).toMatchObject({ next: { state: 'proposed', proposed: { by: 'iris', result: 'reversed' } } });
    if (!proposed.ok) return;
    const manager = { now: NOW, actor: ben };
    expect(decideAppeal(proposed.next, { type: 'cosign', reason: 'x', matter }, manager)).toMatchObject({
      next: { state: 'reversed', reversalReason: 'mistaken_fact' },
    });
    expect(decideAppeal(proposed.next, { type: 'return', reason: 'x', matter }, manager)).toMatchObject({
      next: { state: 'in_review', proposed: null },
    });
  });

  it('is another person’s than the reviewer’s', () => {
    const both = { now: NOW, actor: staff('iris', 'appeal_reviewer', 'manager') };
    const proposed = anAppeal('proposed', { proposed: { result: 'upheld', reversalReason: null, by: 'iris' } });
    for (const type of ['cosign', 'return'] as const) {
      expect(decideAppeal(proposed, { type, reason: 'x', matter }, both)).toMatchObject({ code: 'SAME_PERSON' });
    }
  });
});
