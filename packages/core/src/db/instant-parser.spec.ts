import fc from 'fast-check';
import { expect, it } from 'vitest';
import { instantParser } from './instant-parser.js';

const parse = instantParser((text) => `driver: ${text}`);

it('reads what PostgreSQL writes in UTC, with as many digits as there are', () => {
  const any = fc.date({
    min: new Date('1000-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(any, (date) => {
      const shortened = date
        .toISOString()
        .replace('T', ' ')
        .replace(/(\.\d*?)0*Z$/, '$1')
        .replace(/\.$/, '');
      expect(parse(`${shortened}+00`)).toEqual(date);
    }),
  );
});

it.each([
  'infinity',
  '-infinity',
  '0044-03-15 12:00:00+00 BC',
  '2026-11-20 08:15:30+05:30',
  '10000-01-01 00:00:00+00',
  '2026-11-20 08:15:30.123456+00',
])('leaves %s to the driver', (text) => expect(parse(text)).toBe(`driver: ${text}`));
