import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SEVERITIES } from '../vocabulary.js';
import { leaseEnd, renewLease } from './lease.js';
import { becauseLine, type PriorityFacts, priorityOf, span } from './priority.js';
import { pauseClock, readClock, resumeClock, type SlaClock, startClock, stopClock } from './sla-clock.js';

const NOW = new Date('2026-11-20T08:00:00Z');
const minutes = (n: number): Date => new Date(NOW.getTime() + n * 60_000);

describe('the SLA clock', () => {
  it('stands still while the customer has the ball', () => {
    let clock = startClock(NOW, 60);
    clock = pauseClock(clock, minutes(20));
    expect(readClock(clock, minutes(500))).toMatchObject({
      state: 'paused',
      elapsedMs: 20 * 60_000,
      dueAt: minutes(540),
    });
    clock = resumeClock(clock, minutes(500));
    expect(readClock(clock, minutes(510))).toMatchObject({
      state: 'running',
      remainingMs: 30 * 60_000,
      dueAt: minutes(540),
    });
    expect(readClock(clock, minutes(541))).toMatchObject({ state: 'breached', remainingMs: -60_000 });
    expect(readClock(stopClock(clock, minutes(540)), minutes(9_999))).toMatchObject({ state: 'met', remainingMs: 0 });
    expect(readClock(stopClock(clock, minutes(541)), minutes(9_999)).state).toBe('missed');
  });

  it('ignores a second pause, a resume of what runs and anything after it stopped', () => {
    const paused = pauseClock(startClock(NOW, 60), minutes(1));
    expect(pauseClock(paused, minutes(2))).toEqual(paused);
    expect(resumeClock(startClock(NOW, 60), minutes(2))).toEqual(startClock(NOW, 60));
    const stopped = stopClock(paused, minutes(5));
    expect(stopClock(stopped, minutes(9))).toEqual(stopped);
    expect(pauseClock(stopped, minutes(9))).toEqual(stopped);
    expect(readClock(stopped, minutes(9)).elapsedMs).toBe(60_000);
  });

  const steps = fc.array(fc.record({ after: fc.integer({ min: 0, max: 10_000_000 }), pause: fc.boolean() }), {
    maxLength: 12,
  });
  const played = (
    moves: readonly { after: number; pause: boolean }[],
  ): { clock: SlaClock; end: number; running: number } => {
    let clock = startClock(NOW, 60);
    let at = NOW.getTime();
    let running = 0;
    let paused = false;
    for (const { after, pause } of moves) {
      at += after;
      if (!paused) running += after;
      clock = pause ? pauseClock(clock, new Date(at)) : resumeClock(clock, new Date(at));
      paused = pause;
    }
    return { clock, end: at, running };
  };

  it('counts exactly the time in which it ran, for any pauses', () => {
    fc.assert(
      fc.property(steps, (moves) => {
        const { clock, end, running } = played(moves);
        const reading = readClock(clock, new Date(end));
        expect(reading.elapsedMs).toBe(running);
        expect(reading.remainingMs).toBe(60 * 60_000 - running);
        expect(reading.dueAt.getTime()).toBe(end + reading.remainingMs);
      }),
    );
  });

  it('never runs backwards, and overlapping pauses count once', () => {
    const pause = fc.tuple(fc.nat(1_000_000), fc.nat(1_000_000)).map(([a, b]) => ({
      from: new Date(NOW.getTime() + Math.min(a, b)),
      to: new Date(NOW.getTime() + Math.max(a, b)),
    }));
    fc.assert(
      fc.property(fc.array(pause, { maxLength: 8 }), fc.nat(2_000_000), fc.nat(2_000_000), (pauses, a, b) => {
        const clock = { ...startClock(NOW, 60), pauses };
        const at = (ms: number) => readClock(clock, new Date(NOW.getTime() + ms)).elapsedMs;
        const [first, second] = [Math.min(a, b), Math.max(a, b)];
        expect(at(second)).toBeGreaterThanOrEqual(at(first));
        expect(at(second)).toBeLessThanOrEqual(second);
        const doubled = readClock({ ...clock, pauses: [...pauses, ...pauses] }, new Date(NOW.getTime() + second));
        expect(doubled.elapsedMs).toBe(at(second));
      }),
    );
  });
});

describe('priority', () => {
  const facts: PriorityFacts = {
    severity: 4,
    slaDueAt: minutes(38),
    activeAccounts: 3,
    suspectedVictims: 0,
    reopened: false,
  };

  it('is the due time less bonuses, each with its because', () => {
    const { actBy, because } = priorityOf(facts);
    expect(because.map(({ kind, minutes: m }) => [kind, m])).toEqual([
      ['severity', 360],
      ['active_accounts', 90],
      ['sla', 0],
    ]);
    expect(actBy).toEqual(minutes(38 - 450));
    expect(becauseLine(because, NOW)).toBe('severity high · 3 accounts still active · SLA in 38 min');
    expect(becauseLine(because, minutes(100))).toMatch(/SLA passed 1 h 2 min ago$/);
  });

  it('is earlier for what is graver, more active, with victims, reopened or due sooner; and is what its parts add up to', () => {
    const any = fc.record({
      severity: fc.constantFrom(...SEVERITIES),
      slaDueAt: fc.nat(10_000).map(minutes),
      activeAccounts: fc.nat(30_000),
      suspectedVictims: fc.nat(5),
      reopened: fc.boolean(),
    });
    fc.assert(
      fc.property(any, (before) => {
        const { actBy, because } = priorityOf(before);
        const total = because.reduce((sum, part) => sum + part.minutes, 0);
        expect(before.slaDueAt.getTime() - actBy.getTime()).toBe(total * 60_000);
        const sooner = (changes: Partial<PriorityFacts>) => priorityOf({ ...before, ...changes }).actBy.getTime();
        expect(sooner({ severity: 6 })).toBeLessThanOrEqual(actBy.getTime());
        expect(sooner({ activeAccounts: before.activeAccounts * 2 + 1 })).toBeLessThanOrEqual(actBy.getTime());
        expect(sooner({ suspectedVictims: 1 + before.suspectedVictims })).toBeLessThanOrEqual(actBy.getTime());
        expect(sooner({ reopened: true })).toBeLessThanOrEqual(actBy.getTime());
        expect(sooner({ slaDueAt: NOW })).toBeLessThanOrEqual(actBy.getTime());
      }),
    );
  });

  it('words a span as people say it', () => {
    expect([0, 59, 60, 310, 1_440, 4_560].map((m) => span(m * 60_000))).toEqual([
      '0 min',
      '59 min',
      '1 h',
      '5 h 10 min',
      '1 d',
      '3 d 4 h',
    ]);
  });
});

describe('a lease', () => {
  it('is renewed by its holder while it lives', () => {
    const lease = { heldBy: 'mira', leaseUntil: minutes(1) };
    expect(renewLease(lease, 'mira', NOW)).toEqual({ ok: true, next: { heldBy: 'mira', leaseUntil: leaseEnd(NOW) } });
    expect(renewLease(lease, 'ana', NOW)).toMatchObject({ code: 'HELD_BY_ANOTHER' });
    expect(renewLease(lease, 'mira', minutes(1))).toMatchObject({ code: 'LEASE_LAPSED' });
    expect(renewLease({ heldBy: null, leaseUntil: null }, 'mira', NOW)).toMatchObject({ code: 'LEASE_LAPSED' });
  });
});
