import { expect, it } from 'vitest';
import { evidenceFacts } from './evidence-facts.js';

it('reads names and values out of any shape', () => {
  expect(
    evidenceFacts({
      rttMs: 212.4,
      claimedOffice: 'Dublin',
      tool_names: ['a', 'b'],
      ok: false,
      none: null,
      place: { city: 'Riga', km: 12 },
    }),
  ).toEqual([
    ['Round trip, ms', '212.4'],
    ['Claimed office', 'Dublin'],
    ['Tool names', 'a, b'],
    ['Ok', 'no'],
    ['Place', 'city Riga, km 12'],
  ]);
  expect(evidenceFacts({ asn: 64500, partner_id: 1200, accounts: 1200 }).map(([, value]) => value)).toEqual([
    '64500',
    '1200',
    '1,200',
  ]);
  expect(evidenceFacts('text')).toEqual([['Value', 'text']]);
  expect(evidenceFacts(null)).toEqual([]);
  expect(evidenceFacts({ list: [1, 2, 3, 4, 5, 6, 7] })).toEqual([['List', '1, 2, 3, 4, 5 and 2 more']]);
});
