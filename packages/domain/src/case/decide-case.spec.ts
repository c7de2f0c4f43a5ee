import { describe, expect, it } from 'vitest';
import type { Actor } from '../access/actor.js';
import { SYSTEM } from '../access/actor.js';
import type { CaseState } from './case.machine.js';
import { type CaseThing, type Consulted, decideCase, holderOf } from './decide-case.js';

const NOW = new Date('2026-11-20T08:00:00Z');
const minutes = (n: number): Date => new Date(NOW.getTime() + n * 60_000);
const mira: Actor = { kind: 'staff', id: 'mira', roles: ['reviewer'] };
const ana: Actor = { kind: 'staff', id: 'ana', roles: ['senior_reviewer'] };

const aCase = (state: CaseState, heldBy: string | null = null, until = minutes(10)): CaseThing => ({
  id: 'c-1',
  state,
  heldBy,
  leaseUntil: heldBy === null ? null : until,
});
const claim = { type: 'claim', leaseUntil: minutes(10), holding: 0, limit: 5 } as const;
const consulted: Consulted = { exceptions: NOW, declarations: NOW, contractTerms: NOW };
const propose = { type: 'propose', reason: 'relay', consulted, subjectsWithoutFinding: [] } as const;

describe('a claim', () => {
  it('starts the work and takes the lease', () => {
    expect(decideCase(aCase('triaged'), claim, { now: NOW, actor: mira })).toMatchObject({
      ok: true,
      next: { state: 'investigating', heldBy: 'mira', leaseUntil: minutes(10) },
    });
  });

  it('is refused while somebody else holds the case, and possible once their lease has run out', () => {
    const held = aCase('investigating', 'ana', minutes(1));
    expect(decideCase(held, claim, { now: NOW, actor: mira })).toMatchObject({ code: 'HELD_BY_ANOTHER' });
    expect(decideCase(held, claim, { now: minutes(1), actor: mira })).toMatchObject({ next: { heldBy: 'mira' } });
    expect(holderOf(held, minutes(1))).toBeNull();
  });

  it('renews what one holds without counting it again, and stops at the limit on work in progress', () => {
    const full = { ...claim, holding: 5 };
    expect(decideCase(aCase('triaged'), full, { now: NOW, actor: mira })).toMatchObject({ code: 'TOO_MANY_HELD' });
    expect(decideCase(aCase('investigating', 'mira'), full, { now: NOW, actor: mira }).ok).toBe(true);
    expect(decideCase(aCase('triaged'), { ...claim, holding: 4 }, { now: NOW, actor: mira }).ok).toBe(true);
  });

  it('takes a lease that ends ahead of now', () => {
    const command = { ...claim, leaseUntil: NOW };
    expect(decideCase(aCase('triaged'), command, { now: NOW, actor: mira })).toMatchObject({ code: 'DATE_NOT_AHEAD' });
  });
});

describe('work', () => {
  const steps = [
    { type: 'release' },
    { type: 'wait_for_customer', reason: 'asked for the lease of the office' },
    { type: 'wait_for_partner', reason: 'asked for the register' },
    propose,
  ] as const;
  for (const step of steps) {
    it(`${step.type} is for the holder`, () => {
      const moment = { now: NOW, actor: mira };
      expect(decideCase(aCase('investigating'), step, moment)).toMatchObject({
        code: 'CLAIM_FIRST',
        allowed: ['claim'],
      });
      expect(decideCase(aCase('investigating', 'ana'), step, moment)).toMatchObject({ code: 'HELD_BY_ANOTHER' });
      expect(decideCase(aCase('investigating', 'mira'), step, moment).ok).toBe(true);
      const lapsed = aCase('investigating', 'mira', minutes(-1));
      expect(decideCase(lapsed, step, moment)).toMatchObject({ code: 'CLAIM_FIRST' });
    });
  }

  it('frees the case when it is proposed, so that the proposer goes on', () => {
    expect(decideCase(aCase('investigating', 'mira'), propose, { now: NOW, actor: mira })).toMatchObject({
      next: { state: 'proposed', heldBy: null, leaseUntil: null },
    });
  });

  it('is not proposed before exceptions, declarations and contract terms were consulted', () => {
    for (const name of ['exceptions', 'declarations', 'contractTerms'] as const) {
      const command = { ...propose, consulted: { ...consulted, [name]: null } };
      expect(decideCase(aCase('investigating', 'mira'), command, { now: NOW, actor: mira })).toMatchObject({
        code: 'CONSULT_FIRST',
        allowed: [name],
      });
    }
  });

  it('is not proposed while a subject that would be hit has no finding', () => {
    const command = { ...propose, subjectsWithoutFinding: [{ kind: 'account', id: 'acct_9' } as const] };
    expect(decideCase(aCase('investigating', 'mira'), command, { now: NOW, actor: mira })).toMatchObject({
      code: 'FINDING_MISSING',
      allowed: ['casework.find'],
    });
  });
});

describe('the end of a case', () => {
  const moment = { now: NOW, actor: SYSTEM };

  it('is not resolved while an action waits for its executor', () => {
    expect(decideCase(aCase('enforcing'), { type: 'resolve', openActions: 2 }, moment)).toMatchObject({
      code: 'ACTIONS_OPEN',
    });
  });

  it('is final when nothing can be appealed, the window has ended, or the last appeal is decided', () => {
    const finalise = {
      type: 'finalise',
      appealWindowEndsAt: minutes(1),
      openAppeals: 0,
      lastAppealDecided: false,
    } as const;
    expect(decideCase(aCase('resolved'), finalise, moment)).toMatchObject({ code: 'APPEAL_POSSIBLE' });
    expect(decideCase(aCase('resolved'), { ...finalise, appealWindowEndsAt: null }, moment).ok).toBe(true);
    expect(decideCase(aCase('resolved'), { ...finalise, appealWindowEndsAt: NOW }, moment).ok).toBe(true);
    expect(decideCase(aCase('resolved'), { ...finalise, lastAppealDecided: true }, moment).ok).toBe(true);
    expect(
      decideCase(aCase('resolved'), { ...finalise, appealWindowEndsAt: NOW, openAppeals: 1 }, moment),
    ).toMatchObject({ code: 'APPEAL_OPEN' });
  });

  it('comes back from monitoring on its date or on new evidence, not before', () => {
    const watched = { ...aCase('monitoring'), monitoringUntil: minutes(1) };
    expect(decideCase(watched, { type: 'monitoring_due', newEvidence: false }, moment)).toMatchObject({
      code: 'NOT_DUE',
    });
    expect(decideCase(watched, { type: 'monitoring_due', newEvidence: true }, moment)).toMatchObject({
      next: { state: 'triaged', monitoringUntil: null },
    });
    expect(
      decideCase(watched, { type: 'monitoring_due', newEvidence: false }, { now: minutes(1), actor: SYSTEM }).ok,
    ).toBe(true);
    expect(decideCase(aCase('decided'), { type: 'monitor', until: NOW }, moment)).toMatchObject({
      code: 'DATE_NOT_AHEAD',
    });
  });
});

describe('merge and split', () => {
  it('points to the successors, keeps the case, and can be undone', () => {
    const moment = { now: NOW, actor: ana };
    const merged = decideCase(
      aCase('investigating', 'ana'),
      { type: 'merge', reason: 'same card', intoId: 'c-2' },
      moment,
    );
    expect(merged).toMatchObject({ next: { state: 'merged', successorIds: ['c-2'], heldBy: null } });
    if (!merged.ok) return;
    expect(decideCase(merged.next, { type: 'undo_merge', reason: 'not the same' }, moment)).toMatchObject({
      next: { state: 'triaged', successorIds: [] },
      events: [{ detail: { from: ['c-2'] } }],
    });
  });

  it('is refused into itself, and into fewer than two', () => {
    const moment = { now: NOW, actor: ana };
    const itself = { type: 'merge', reason: 'x', intoId: 'c-1' } as const;
    expect(decideCase(aCase('triaged'), itself, moment)).toMatchObject({ code: 'NOT_ITSELF' });
    for (const intoIds of [['c-2'], ['c-1', 'c-2']]) {
      expect(decideCase(aCase('triaged'), { type: 'split', reason: 'x', intoIds }, moment)).toMatchObject({
        code: 'NOT_ITSELF',
      });
    }
  });
});
