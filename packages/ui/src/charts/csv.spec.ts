import { expect, it } from 'vitest';
import { toCsv } from './csv.js';

it('quotes, leaves gaps empty and keeps numbers', () => {
  expect(
    toCsv(
      ['day', 'a, b'],
      [
        ['2026-11-01', 3],
        ['say "no"', null],
      ],
    ),
  ).toBe('day,"a, b"\r\n2026-11-01,3\r\n"say ""no""",\r\n');
});

it('defuses what a spreadsheet would run', () => {
  expect(toCsv(['x'], [['=HYPERLINK("http://x.example")'], ['-1+2'], [-1]])).toBe(
    'x\r\n"\'=HYPERLINK(""http://x.example"")"\r\n\'-1+2\r\n-1\r\n',
  );
});
