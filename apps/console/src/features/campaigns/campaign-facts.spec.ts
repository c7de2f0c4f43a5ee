import { expect, it } from 'vitest';
import { factLines } from './campaign-facts.js';

it('tells routes, detectors, regions and how long nobody noticed', () => {
  const many = Array.from({ length: 7 }, (_, i) => ({ name: `R${i}`, cases: 7 - i }));
  const lines = new Map(
    factLines({
      routes: [{ name: 'transfer_station', alerts: 1200 }],
      detectors: [{ name: 'rtt', alerts: 1200 }],
      regions: many,
      organizations: 1,
      dwellHours: 96,
    }),
  );
  expect(lines.get('Undetected for')).toBe('4 days');
  expect(lines.get('Regions')).toContain('and 2 more');
  expect(lines.get('Organizations')).toBe('1 organization');
  expect(factLines(null)).toEqual([]);
});
