import { expect, it } from 'vitest';
import { dwellWords, factLines, lastVersion, shares, standing } from './campaign-facts.js';

it('tells regions, organizations and how long nobody noticed', () => {
  const many = Array.from({ length: 7 }, (_, i) => ({ name: `R${i}`, cases: 7 - i }));
  const lines = new Map(
    factLines({ routes: [], detectors: [], models: [], regions: many, organizations: 1, dwellHours: 96 }),
  );
  expect(lines.get('Undetected for')).toBe('4 days');
  expect(lines.get('Regions')).toContain('and 2 more');
  expect(lines.get('Organizations')).toBe('1 organization');
  expect(factLines(null)).toEqual([]);
  expect(dwellWords(0.2)).toBe('less than an hour');
  expect(dwellWords(30)).toBe('30 hours');
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
