import { describe, expect, it } from 'vitest';
import { bucketLabel, isolated, prepareSeries, tickLabel, timeTicks, valueTicks } from './prepare-series.js';

const day = (n: number) => `2026-11-${String(n).padStart(2, '0')}T00:00:00.000Z`;
const point = (n: number, value: number | null, partial = false) => ({ at: day(n), value, n: value ?? 0, partial });
const range = { from: day(1), to: day(6), asOf: '2026-11-05T09:00:00.000Z', grain: 'day' as const };

describe('series on a dense time axis', () => {
  it('has a row for every period; what is missing is a gap, not a straight line across', () => {
    const { rows } = prepareSeries([{ key: 'a', label: 'A', points: [point(1, 5), point(3, 7)] }], {
      ...range,
      missing: 'gap',
    });
    expect(rows.map((row) => row.whole.a)).toEqual([5, null, 7, null, null]);
    expect(isolated(rows, 0, 'a')).toBe(true);
  });

  it('counts nothing as zero, but not in the future', () => {
    const { rows } = prepareSeries([{ key: 'a', label: 'A', points: [point(2, 3)] }], {
      ...range,
      asOf: '2026-11-03T12:00:00.000Z',
      missing: 'zero',
    });
    expect(rows.map((row) => row.whole.a)).toEqual([0, 3, null, null, null]);
    expect(rows[2]?.pale.a).toBe(0);
    expect(rows[3]?.pale.a).toBeNull();
  });

  it('draws a partial period pale and joins it to the complete one before', () => {
    const { rows } = prepareSeries([{ key: 'a', label: 'A', points: [point(4, 9), point(5, 2, true)] }], {
      ...range,
      missing: 'gap',
    });
    expect(rows[4]).toMatchObject({ partial: true, whole: { a: null }, pale: { a: 2 } });
    expect(rows[3]).toMatchObject({ whole: { a: 9 }, pale: { a: 9 } });
  });

  it('weeks and months are cut to the period, and what is cut is pale', () => {
    const weeks = prepareSeries(
      [{ key: 'a', label: 'A', points: [point(4, 3, true), point(9, 7), point(16, 2, true)] }],
      { from: day(4), to: day(22), asOf: '2026-11-21T09:00:00.000Z', grain: 'week', missing: 'zero' },
    );
    expect(weeks.rows.map((row) => [row.at, row.to])).toEqual(
      [
        [4, 9],
        [9, 16],
        [16, 22],
      ].map((ends) => ends.map((n) => Date.parse(day(n)))),
    );
    expect(weeks.rows.map((row) => row.whole.a)).toEqual([null, 7, null]);
    expect(weeks.rows.map((row) => row.pale.a)).toEqual([3, 7, 2]);
    expect(bucketLabel(weeks.rows[1] as (typeof weeks.rows)[number], 'week')).toBe('9 Nov to 15 Nov');
    const months = prepareSeries([], { ...range, from: '2026-01-15T00:00:00.000Z', grain: 'month', missing: 'zero' });
    expect(months.rows).toHaveLength(11);
    expect(bucketLabel(months.rows[1] as (typeof months.rows)[number], 'month')).toBe('Feb 2026');
  });

  it('one point, no point', () => {
    expect(prepareSeries([], { ...range, missing: 'gap' }).rows).toHaveLength(5);
    expect(prepareSeries([], { ...range, missing: 'gap' }).maximum).toBe(0);
  });

  it('the axis holds the upper end of an interval', () => {
    const points = [{ ...point(1, 0.7), low: 0.6, high: 0.83 }];
    expect(prepareSeries([{ key: 'a', label: 'A', points }], { ...range, missing: 'gap' }).maximum).toBe(0.83);
  });
});

describe('axes', () => {
  it('ticks stand on UTC midnights', () => {
    const ticks = timeTicks(Date.parse(day(1)), Date.parse(day(21)), 10);
    expect(ticks.every((tick) => tick % 86_400_000 === 0)).toBe(true);
    expect(ticks.length).toBeLessThanOrEqual(10);
    expect(tickLabel(Date.parse(day(20)))).toBe('20 Nov');
    expect(tickLabel(Date.parse('2026-11-20T06:00:00Z'))).toBe('20 Nov 06:00');
  });
  it('values start at zero and end above the highest', () => {
    expect(valueTicks(0)).toEqual([0, 1]);
    expect(valueTicks(1)).toEqual([0, 1]);
    expect(valueTicks(9)).toEqual([0, 5, 10]);
    expect(valueTicks(412)).toEqual([0, 200, 400, 600]);
    expect(valueTicks(33, 'hours')).toEqual([0, 12, 24, 36]);
    expect(valueTicks(0.94, 'share').at(-1)).toBe(1);
    expect(valueTicks(0.94).at(0)).toBe(0);
    expect(valueTicks(0.94).at(-1)).toBeGreaterThanOrEqual(0.94);
  });
});
