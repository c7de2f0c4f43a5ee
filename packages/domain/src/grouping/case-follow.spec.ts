import { describe, expect, it } from 'vitest';
import { CASE_STATES, type CaseState } from '../case/case.machine.js';
import {
  addTally,
  caseTitle,
  dueBeside,
  type FollowingCase,
  follows,
  isFrozen,
  planMerge,
  routeOf,
} from './case-follow.js';

const now = new Date('2026-11-20T10:00:00Z');
const later = new Date('2026-11-20T10:10:00Z');
const earlier = new Date('2026-11-20T09:50:00Z');
const aCase = (id: string, more: Partial<FollowingCase> = {}): FollowingCase => ({
  id,
  state: 'new',
  heldBy: null,
  heldUntil: null,
  alertCount: 1,
  openedAt: now,
  ...more,
});
const ids = (cases: readonly FollowingCase[]) => cases.map(({ id }) => id);

describe('a case follows its cluster', () => {
  it('while it is new, triaged, investigating, waiting or reopened, and is frozen from the proposal on', () => {
    const by = (test: (one: FollowingCase) => boolean) =>
      CASE_STATES.filter((state: CaseState) => test(aCase('a', { state })));
    expect(by(follows)).toEqual(['new', 'triaged', 'investigating', 'waiting_customer', 'waiting_partner', 'reopened']);
    expect(by(isFrozen)).toEqual(['proposed', 'decided', 'enforcing']);
  });
});

describe('a case that becomes part of another is due there with as much time left as it had', () => {
  const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
  it.each([
    ['both run', null, null, 10],
    ['it stood for 20 minutes, the other runs', -20, null, 30],
    ['it runs, the other has stood for 90 minutes', null, -90, -80],
    ['it stood for 20 minutes, the other for 90', -20, -90, -60],
  ] as const)('%s', (_, ownPause, otherPause, due) => {
    const clock = (pause: number | null) => ({ dueAt: at(10), slaPausedAt: pause === null ? null : at(pause) });
    expect(dueBeside(clock(ownPause), clock(otherPause), now)).toEqual(at(due));
  });
});

describe('cases that turn out to be one', () => {
  it('merge into the one that somebody holds', () => {
    const held = aCase('b', { state: 'investigating', heldBy: 'ann', heldUntil: later });
    const plan = planMerge([aCase('a', { alertCount: 900 }), held, aCase('c')], now);
    expect(plan.survivor?.id).toBe('b');
    expect(ids(plan.merged)).toEqual(['a', 'c']);
  });

  it('stay apart, with a proposal, while two people hold them', () => {
    const cases = [
      aCase('a', { state: 'investigating', heldBy: 'ann', heldUntil: later, alertCount: 3 }),
      aCase('b', { state: 'investigating', heldBy: 'bob', heldUntil: later }),
      aCase('c', { state: 'investigating', heldBy: 'bob', heldUntil: earlier }),
    ];
    const plan = planMerge(cases, now);
    expect([plan.survivor?.id, ids(plan.merged), ids(plan.proposed)]).toEqual(['a', ['c'], ['b']]);
  });

  it('both held by the same person merge', () => {
    const held = { state: 'investigating', heldBy: 'ann', heldUntil: later } as const;
    expect(planMerge([aCase('a', held), aCase('b', held)], now)).toMatchObject({ merged: [{ id: 'b' }], proposed: [] });
  });

  it('leave a frozen case as it is, and say so; a closed one is left in peace', () => {
    const plan = planMerge([aCase('a', { state: 'proposed' }), aCase('b'), aCase('c', { state: 'final' })], now);
    expect([plan.survivor?.id, ids(plan.merged), ids(plan.proposed)]).toEqual(['b', [], ['a']]);
    expect(planMerge([aCase('c', { state: 'final' })], now).survivor).toBeNull();
  });

  it('prefer work done, then alerts, then age', () => {
    expect(planMerge([aCase('a', { alertCount: 9 }), aCase('b', { state: 'triaged' })], now).survivor?.id).toBe('b');
    expect(planMerge([aCase('a'), aCase('b', { alertCount: 2 })], now).survivor?.id).toBe('b');
    expect(planMerge([aCase('b'), aCase('a', { openedAt: later })], now).survivor?.id).toBe('b');
  });
});

describe('the route and title of a case', () => {
  it('is the route that most alerts name; unknown only for want of another', () => {
    expect(routeOf({ unknown: 90, vpn_proxy: 2, distillation: 3 })).toBe('distillation');
    expect(routeOf(addTally({ vpn_proxy: 2 }, { distillation: 1, vpn_proxy: 1 }))).toBe('vpn_proxy');
    expect(routeOf({ vpn_proxy: 2, distillation: 2 })).toBe('distillation');
    expect(routeOf({ unknown: 3 })).toBe('unknown');
  });

  it('names the one subject, or how many and what they share', () => {
    const first = { kind: 'account', id: 'acct_91' };
    expect(caseTitle({ route: 'transfer_station', subjects: 1, first, lead: null })).toBe(
      'Transfer station: account acct_91',
    );
    expect(
      caseTitle({ route: 'transfer_station', subjects: 1212, first, lead: { type: 'device_id', value: '6d80' } }),
    ).toBe('Transfer station: 1,212 accounts around device 6d80');
    expect(caseTitle({ route: 'unknown', subjects: 2, first: { kind: 'api_key', id: 'k' }, lead: null })).toBe(
      'Unsorted: 2 API keys',
    );
  });
});
