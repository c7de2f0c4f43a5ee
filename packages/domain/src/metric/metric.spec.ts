import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketStart, denseBuckets, fillBuckets, GRAINS, grainFor, nextBucket } from './buckets.js';
import { DEFINITIONS } from './definitions.js';
import {
  addDurations,
  bucketMiddle,
  bucketOf,
  EMPTY_HISTOGRAM,
  mergeHistograms,
  quantile,
  summarise,
} from './histogram.js';
import { appealRate, overturnRate, recidivismRate, slaAttainment, wrongfulActionRate } from './rates.js';
import { censoredQuantile } from './survival.js';
import { wilson } from './wilson.js';

describe('the Wilson interval', () => {
  it('of 1,700 in 52,000 is 3.27 % [3.12, 3.43]', () => {
    const rate = wilson(1_700, 52_000);
    expect([rate?.rate, rate?.low, rate?.high].map((share) => ((share as number) * 100).toFixed(2))).toEqual([
      '3.27',
      '3.12',
      '3.43',
    ]);
  });

  it('of nothing is no data, never 0 %', () => {
    expect(wilson(0, 0)).toBeNull();
    expect(overturnRate({ upheld: 0, partlyReversed: 0, reversed: 0 })).toBeNull();
    expect(slaAttainment(0, 0, 0)).toBeNull();
  });

  it('refuses counts that cannot be', () => {
    for (const [k, n] of [
      [2, 1],
      [-1, 3],
      [Number.NaN, 3],
      [0, Number.POSITIVE_INFINITY],
    ] as const) {
      expect(() => wilson(k, n)).toThrow(RangeError);
    }
  });

  it('holds the rate, stays between 0 and 1, mirrors, and narrows as n grows', () => {
    const share = fc.nat(100_000).chain((n) => fc.tuple(fc.nat(n), fc.constant(n)));
    fc.assert(
      fc.property(share, ([k, n]) => {
        fc.pre(n > 0);
        const rate = wilson(k, n) as NonNullable<ReturnType<typeof wilson>>;
        expect(rate.low).toBeGreaterThanOrEqual(0);
        expect(rate.low).toBeLessThanOrEqual(rate.rate);
        expect(rate.high).toBeGreaterThanOrEqual(rate.rate);
        expect(rate.high).toBeLessThanOrEqual(1);
        expect((wilson(n - k, n) as typeof rate).low).toBeCloseTo(1 - rate.high, 9);
        const wider = wilson(k * 10, n * 10) as typeof rate;
        expect(wider.high - wider.low).toBeLessThan(rate.high - rate.low);
      }),
    );
    // With nothing seen, the upper end says how little was looked at.
    expect(wilson(0, 10)?.high).toBeCloseTo(0.2775, 4);
  });
});

describe('rates', () => {
  it('have the denominators of their definitions', () => {
    expect(overturnRate({ upheld: 7, partlyReversed: 1, reversed: 2 })).toMatchObject({ successes: 3, n: 10 });
    expect(slaAttainment(90, 95, 5)).toMatchObject({ successes: 90, n: 100 });
    expect(appealRate(4, 50)).toMatchObject({ rate: 0.08 });
    expect(wrongfulActionRate(1, 4)).toMatchObject({ rate: 0.25 });
    expect(recidivismRate(1, 2)).toMatchObject({ rate: 0.5 });
  });

  it('are all explained by a sentence and a formula', () => {
    for (const [key, { name, sentence, formula }] of Object.entries(DEFINITIONS)) {
      expect(key).toMatch(/^[a-z_]+$/);
      expect(sentence).toMatch(/\.$/);
      expect(name.length * formula.length).toBeGreaterThan(0);
    }
  });
});

describe('the histogram of durations', () => {
  const duration = fc.oneof(fc.nat(10), fc.integer({ min: 0, max: 90 * 86_400_000 }));
  const durations = fc.array(duration, { maxLength: 200 });
  const of = (values: readonly number[]) => addDurations(EMPTY_HISTOGRAM, values);

  it('merges in any grouping and order to the same', () => {
    fc.assert(
      fc.property(durations, durations, durations, (a, b, c) => {
        const whole = of([...a, ...b, ...c]);
        const parts = [of(a), of(b), of(c)] as const;
        for (const merged of [
          mergeHistograms(...parts),
          mergeHistograms(mergeHistograms(parts[2], parts[0]), parts[1]),
          addDurations(mergeHistograms(parts[0], parts[1]), c),
          JSON.parse(JSON.stringify(mergeHistograms(...parts))),
        ]) {
          expect(merged).toEqual(whole);
        }
      }),
    );
  });

  it('has quantiles within 1 % of the true ones (1 ms below 50 ms)', () => {
    fc.assert(
      fc.property(
        fc.array(duration, { minLength: 1, maxLength: 300 }),
        fc.constantFrom(0.01, 0.5, 0.9, 0.99, 1),
        (values, q) => {
          const sorted = [...values].sort((a, b) => a - b);
          const exact = sorted[Math.max(1, Math.ceil(q * sorted.length)) - 1] as number;
          const estimate = quantile(of(values), q) as number;
          expect(Math.abs(estimate - exact)).toBeLessThanOrEqual(Math.max(1, exact * 0.0101));
        },
      ),
    );
  });

  it('of nothing has no times, and keeps count, mean and ends', () => {
    expect(summarise(EMPTY_HISTOGRAM)).toBeNull();
    expect(mergeHistograms()).toEqual(EMPTY_HISTOGRAM);
    expect(mergeHistograms(EMPTY_HISTOGRAM, of([5]))).toEqual(of([5]));
    expect(summarise(of([1_000, 3_000]))).toMatchObject({ count: 2, meanMs: 2_000 });
    expect(of([1_000, 3_000])).toMatchObject({ minMs: 1_000, maxMs: 3_000 });
    for (const bad of [-1, Number.NaN, Number.POSITIVE_INFINITY]) expect(() => of([bad])).toThrow(RangeError);
  });
});

describe('time buckets', () => {
  it('are dense, in UTC, and the running one is incomplete', () => {
    const now = new Date('2026-11-03T06:00:00Z');
    const days = denseBuckets(new Date('2026-11-01T10:00:00Z'), new Date('2026-11-04T00:00:00Z'), 'day', now);
    expect(days.map(({ from, complete }) => [from.toISOString().slice(0, 10), complete])).toEqual([
      ['2026-11-01', 1],
      ['2026-11-02', 1],
      ['2026-11-03', 0.25],
    ]);
  });

  it('cover any period without holes or overlap', () => {
    const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2026-02-01'), noInvalidDate: true });
    fc.assert(
      fc.property(instant, instant, fc.constantFrom(...GRAINS), (a, b, grain) => {
        const [from, to] = a <= b ? [a, b] : [b, a];
        const buckets = denseBuckets(from, to, grain, to);
        buckets.forEach((bucket, index) => {
          expect(bucketStart(bucket.from, grain)).toEqual(bucket.from);
          if (index > 0) expect(bucket.from).toEqual(buckets[index - 1]?.to);
        });
        if (from < to) {
          expect(buckets[0]?.from.getTime()).toBeLessThanOrEqual(from.getTime());
          expect(buckets.at(-1)?.to.getTime()).toBeGreaterThanOrEqual(to.getTime());
        } else expect(buckets.length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('are weeks from Monday and months of the calendar where a period is long', () => {
    const day = (text: string) => new Date(`${text}T00:00:00Z`);
    expect(bucketStart(new Date('2026-11-21T13:00:00Z'), 'week')).toEqual(day('2026-11-16'));
    expect(bucketStart(day('2026-11-16'), 'week')).toEqual(day('2026-11-16'));
    expect(nextBucket(day('2026-11-16'), 'week')).toEqual(day('2026-11-23'));
    expect(nextBucket(new Date('2026-12-31T23:59:59Z'), 'month')).toEqual(day('2027-01-01'));
    const told = (days: number) =>
      grainFor(day('2026-01-01'), new Date(day('2026-01-01').getTime() + days * 86_400_000));
    expect([1, 2, 3, 30, 62, 63, 90, 365, 400, 401].map(told)).toEqual([
      'hour',
      'hour',
      'day',
      'day',
      'day',
      'week',
      'week',
      'week',
      'week',
      'month',
    ]);
  });

  it('keep a gap a gap', () => {
    const now = new Date('2026-11-03T00:00:00Z');
    const days = denseBuckets(new Date('2026-11-01T00:00:00Z'), now, 'day', now);
    const rows = [{ at: new Date('2026-11-02T00:00:00Z'), value: 4 }];
    expect(fillBuckets(days, rows, () => null).map(({ value }) => value)).toEqual([null, 4]);
    expect(fillBuckets(days, rows, () => 0).map(({ value }) => value)).toEqual([0, 4]);
  });
});

describe('times of which some are not over', () => {
  const HOUR = 3_600_000;
  const hours = (...of: number[]): Map<number, number> => {
    const counts = new Map<number, number>();
    for (const one of of) counts.set(bucketOf(one * HOUR), (counts.get(bucketOf(one * HOUR)) ?? 0) + 1);
    return counts;
  };
  const at = (h: number) => bucketMiddle(bucketOf(h * HOUR));

  it('are the plain quantiles when nobody waits', () => {
    const exposure = { events: hours(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), left: hours(), entered: hours() };
    expect(censoredQuantile(exposure, 0.5)).toEqual({ ms: at(5), isLeast: false });
    expect(censoredQuantile(exposure, 0.9)).toEqual({ ms: at(9), isLeast: false });
    expect(censoredQuantile({ ...exposure, events: hours() }, 0.5)).toBeNull();
  });

  it('grow with those that still wait, up to where nobody knows', () => {
    // The textbook's: events at 6, 6, 6, 7, 10, 13, 16, 22, 23; censored at 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35.
    const exposure = {
      events: hours(6, 6, 6, 7, 10, 13, 16, 22, 23),
      left: hours(6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35),
      entered: hours(),
    };
    expect(censoredQuantile(exposure, 0.5)).toEqual({ ms: at(23), isLeast: false });
    expect(censoredQuantile(exposure, 0.25)).toEqual({ ms: at(13), isLeast: false });
    expect(censoredQuantile(exposure, 0.9)).toEqual({ ms: at(35), isLeast: true });
  });

  it('count nobody as waiting before it came into view', () => {
    // Two that had waited ten hours at the beginning say nothing about the first ten.
    const exposure = { events: hours(1, 2, 12), left: hours(13), entered: hours(10, 10) };
    expect(censoredQuantile(exposure, 0.5)).toEqual({ ms: at(1), isLeast: false });
    expect(censoredQuantile({ ...exposure, entered: hours() }, 0.5)).toEqual({ ms: at(2), isLeast: false });
  });
});
