import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { APPEAL_RESULTS, FINDINGS, REVERSAL_REASONS } from '../vocabulary.js';
import { harmOf, type WrongfulSpan } from './harm.js';
import { type AppealedAlert, outcomesOfAppeal, outcomesOfCase } from './labels.js';
import { actionablePrecision, addVerdict, NO_VERDICTS, precision, scorecard } from './scorecard.js';

const NOW = new Date('2026-11-20T08:00:00Z');
const minutes = (n: number): Date => new Date(NOW.getTime() + n * 60_000);

describe('what a decided appeal teaches', () => {
  const alerts: AppealedAlert[] = [
    { alertId: 'carried', carriedTheFact: true, verdict: 'true_positive', reason: 'travel' },
    { alertId: 'beside', carriedTheFact: false, verdict: 'true_positive', reason: null },
  ];

  it('each result × each reason: only a mistaken fact and not being subject label, only where the alert carried it', () => {
    for (const result of APPEAL_RESULTS) {
      for (const reason of [...REVERSAL_REASONS, null]) {
        const labels =
          (result === 'reversed' || result === 'partly_reversed') &&
          (reason === 'mistaken_fact' || reason === 'not_subject');
        const outcomes = outcomesOfAppeal(result, reason, alerts);
        const verdicts = outcomes.map(({ alertId, verdict }) => `${alertId}: ${verdict}`);
        if (result === 'inadmissible' || result === 'withdrawn') expect(outcomes).toEqual([]);
        else {
          expect(verdicts, `${result} ${reason}`).toEqual([
            labels ? 'carried: false_positive' : 'carried: true_positive',
            'beside: true_positive',
          ]);
        }
        expect(outcomes.every(({ provisional, source }) => !provisional && source === 'appeal')).toBe(true);
      }
    }
  });

  it('gives the detector the reason, or "other" where none was named', () => {
    expect(outcomesOfAppeal('reversed', 'mistaken_fact', alerts).map(({ reason }) => reason)).toEqual(['travel', null]);
    const unnamed = alerts.map((alert) => ({ ...alert, reason: null }));
    expect(outcomesOfAppeal('reversed', 'not_subject', unnamed)[0]?.reason).toBe('other');
  });
});

describe('what a closed case teaches', () => {
  it('follows the finding about the alert’s own subject, provisionally', () => {
    const alerts = [...FINDINGS, null].map((finding) => ({ alertId: String(finding), finding }));
    const verdicts = outcomesOfCase('suspend', alerts, null).map(({ alertId, verdict }) => [alertId, verdict]);
    expect(Object.fromEntries(verdicts)).toEqual({
      operator: 'true_positive',
      knowing_participant: 'true_positive',
      facilitator: 'true_positive',
      victim: 'true_positive',
      bystander: 'benign',
      undetermined: 'unknown',
      null: 'unknown',
    });
    expect(outcomesOfCase('suspend', alerts, null).every(({ provisional }) => provisional)).toBe(true);
  });

  it('without violation is what the reviewer said, at once final; monitored is unknown', () => {
    const alerts = [{ alertId: 'a', finding: null }];
    const clearing = { verdict: 'benign', reason: 'legitimate_gateway' } as const;
    expect(outcomesOfCase('no_violation', alerts, clearing)).toEqual([
      { alertId: 'a', verdict: 'benign', reason: 'legitimate_gateway', source: 'case', provisional: false },
    ]);
    expect(outcomesOfCase('no_violation', alerts, null)[0]).toMatchObject({ verdict: 'unknown' });
    expect(outcomesOfCase('monitor', alerts, null)[0]).toMatchObject({ verdict: 'unknown', provisional: true });
  });
});

describe('the scorecard', () => {
  const counts = { true_positive: 71, false_positive: 29, benign: 42, unknown: 500 };

  it('leaves unknowns and benign out of precision, and takes benign into the actionable one', () => {
    expect(precision(counts)).toMatchObject({ rate: 0.71, n: 100 });
    expect(actionablePrecision(counts)).toMatchObject({ rate: 0.5, n: 142 });
    expect(precision(NO_VERDICTS)).toBeNull();
    expect(addVerdict(NO_VERDICTS, 'benign')).toMatchObject({ benign: 1, true_positive: 0 });
  });

  it('calls a detector below its floor only when the whole interval is', () => {
    const of = (floor: number | null) =>
      scorecard({ now: counts, atDecision: counts, sampled: NO_VERDICTS, provisional: 7, floor });
    expect(of(0.9)).toMatchObject({
      belowFloor: true,
      decided: 142,
      unknown: 500,
      provisional: 7,
      sampledPrecision: null,
    });
    expect(of(0.75).belowFloor).toBe(false);
    expect(of(null).belowFloor).toBe(false);
  });
});

describe('suspension harm', () => {
  const fintech: WrongfulSpan = { subjectId: 'org', from: NOW, to: minutes(190), seats: 60 };

  it('of 60 seats for 3 h 10 min is 190 seat-hours', () => {
    expect(harmOf([fintech], minutes(999))).toMatchObject({ seats: 60, seatHours: 190 });
    expect(harmOf([fintech], minutes(999)).hours).toBeCloseTo(3.1667, 4);
  });

  it('is counted until the lift is confirmed', () => {
    expect(harmOf([{ ...fintech, to: null }], minutes(60)).seatHours).toBe(60);
    expect(harmOf([{ ...fintech, to: null }], minutes(-60)).seatHours).toBe(0);
    expect(harmOf([], NOW)).toEqual({ hours: 0, seats: 0, seatHours: 0 });
  });

  it('of overlapping actions on one subject counts once, with the larger number of seats at each moment', () => {
    const inner = { subjectId: 'org', from: minutes(60), to: minutes(120), seats: 90 };
    expect(harmOf([fintech, inner], minutes(999)).seatHours).toBeCloseTo((130 / 60) * 60 + 90, 6);
    const apart = { ...fintech, from: minutes(300), to: minutes(360) };
    expect(harmOf([fintech, apart], minutes(999)).hours).toBeCloseTo(190 / 60 + 1, 6);
  });

  it('equals a count minute by minute, for any spans', () => {
    const anySpan = fc.record({
      subjectId: fc.constantFrom('a', 'b'),
      from: fc.nat(120),
      length: fc.nat(60),
      seats: fc.nat(50),
    });
    fc.assert(
      fc.property(fc.array(anySpan, { maxLength: 6 }), (rows) => {
        const spans = rows.map((row) => ({ ...row, from: minutes(row.from), to: minutes(row.from + row.length) }));
        let seatMinutes = 0;
        let felt = 0;
        for (const subject of ['a', 'b']) {
          for (let minute = 0; minute < 200; minute++) {
            const on = rows.filter((r) => r.subjectId === subject && r.from <= minute && minute < r.from + r.length);
            if (on.length === 0) continue;
            felt++;
            seatMinutes += Math.max(...on.map((row) => row.seats));
          }
        }
        const harm = harmOf(spans, minutes(999));
        expect(harm.hours).toBeCloseTo(felt / 60, 6);
        expect(harm.seatHours).toBeCloseTo(seatMinutes / 60, 6);
      }),
    );
  });
});
