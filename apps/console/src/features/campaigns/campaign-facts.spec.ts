import { expect, it } from 'vitest';
import { dwellWords, factLines, hasExchanges, lastVersion, shares, standing } from './campaign-facts.js';

it('tells regions, organizations and how long nobody noticed', () => {
  const many = Array.from({ length: 7 }, (_, i) => ({ name: `R${i}`, cases: 7 - i }));
  const detectors = [
    { name: 'one', alerts: 3_000 },
    { name: 'two', alerts: 4 },
  ];
  const facts = { routes: [], detectors, models: [], regions: many, organizations: 1, dwellHours: 96 };
  const lines = (alertCount: number) => new Map(factLines({ exchanges: 3_500_000, alertCount, facts }));
  const told = lines(3_004);
  expect(told.get('Undetected for')).toBe('4 days');
  expect(told.get('Regions')).toContain('and 2 more');
  expect(told.get('Organizations')).toBe('1 organization');
  expect(told.get('Exchanges')).toMatch(/^3\.5/);
  expect(told.has('As of')).toBe(false);
  expect(lines(3_100).get('As of')).toContain('3,004 alerts');
  expect(dwellWords(0.2)).toBe('less than an hour');
  expect(dwellWords(30)).toBe('30 hours');
});

it('says that it is being worked out, and not that there is nothing', () => {
  expect(factLines({ exchanges: 0, alertCount: 4_000, facts: null })).toEqual([
    ['Exchanges', expect.stringContaining('being worked out')],
  ]);
  expect(hasExchanges({ exchanges: 0, alertCount: 4_000 })).toBe(false);
  expect(hasExchanges({ exchanges: 0, alertCount: 0 })).toBe(true);
  expect(hasExchanges({ exchanges: 9, alertCount: 9 })).toBe(true);
});

it('puts the small shares into one line', () => {
  const lines = shares(
    Array.from({ length: 10 }, (_, i) => ({ name: `m${i}`, alerts: 10 - i })),
    3,
  );
  expect(lines.map(({ name, alerts }) => [name, alerts])).toEqual([
    ['m0', 10],
    ['m1', 9],
    ['m2', 8],
    ['7 more', 28],
  ]);
  expect(lines.every(({ length }) => length > 0 && length <= 1)).toBe(true);
  expect(shares([])).toEqual([]);
});

it('the newest word stands, unless it withdrew the one before', () => {
  const said = (version: number, operator: string | null, ofNumber: number | null = null) => ({
    version,
    operator,
    confidence: operator && 'low',
    source: operator && 'a report',
    reason: 'x',
    by: 'Ines',
    at: '2026-11-20T10:00:00Z',
    ofNumber,
  });
  expect(standing([])).toBeNull();
  expect(standing([said(2, 'B'), said(1, 'A')])?.operator).toBe('B');
  expect(standing([said(3, null), said(2, 'B')])).toBeNull();
  // What was said of a campaign that became part of this one stands until somebody speaks of this one.
  expect(standing([said(1, 'A', 7)])?.operator).toBe('A');
  expect(standing([said(1, null), said(1, 'A', 7)])).toBeNull();
  expect(lastVersion([said(2, 'B'), said(1, 'A'), said(9, 'Z', 7)])).toBe(2);
  expect(lastVersion([])).toBe(0);
});
