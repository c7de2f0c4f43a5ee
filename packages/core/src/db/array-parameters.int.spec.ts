import { type Database, type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ArrayParameter,
  bigints,
  booleans,
  bytes,
  hexBytes,
  instants,
  ints,
  jsonbs,
  jsons,
  reals,
  smallints,
  texts,
  uuids,
  xids,
} from './array-parameters.js';
import { columnsAs } from './columns.js';

let database: PrivateDatabase;
let db: Database;

beforeAll(async () => {
  database = await privateDatabase();
  db = await database.open('app', 1);
});
afterAll(() => database?.close());

/** What the database reads, as it writes it itself. */
async function read(type: string, parameter: ArrayParameter): Promise<(string | null)[]> {
  const rows: { item: string | null }[] = await db.query(
    `select item::text as item from unnest($1::${type}[]) with ordinality as q(item, n) order by n`,
    [parameter],
  );
  return rows.map(({ item }) => item);
}

const HIGH = Number.MAX_SAFE_INTEGER;
const ID = '0190b5c3-4D2e-7abc-8def-0123456789AB';

describe('an array as a parameter', () => {
  it.each([
    ['smallint', smallints([0, -1, 32767, -32768, null, 258]), ['0', '-1', '32767', '-32768', null, '258']],
    ['int', ints([0, -1, 2147483647, -2147483648, null]), ['0', '-1', '2147483647', '-2147483648', null]],
    [
      'bigint',
      bigints([0, -1, HIGH, -HIGH, 2 ** 32, -(2 ** 32) - 1, null]),
      [0, -1, HIGH, -HIGH, 2 ** 32, -(2 ** 32) - 1, null],
    ],
    ['xid', xids([0, 3, 4294967295]), ['0', '3', '4294967295']],
    ['real', reals([0, 1.5, -2.25, null]), ['0', '1.5', '-2.25', null]],
    ['boolean', booleans([true, null, false]), ['true', null, 'false']],
    ['uuid', uuids([ID, null]), [ID.toLowerCase(), null]],
    ['bytea', hexBytes(['', '00ff', 'DEADbeef', null]), ['\\x', '\\x00ff', '\\xdeadbeef', null]],
    ['bytea', bytes([Buffer.alloc(0), Buffer.from([0, 1, 255]), null]), ['\\x', '\\x0001ff', null]],
    ['json', jsons(['{"a": [1, "\\u0000ü"]}', 'null', null]), ['{"a": [1, "\\u0000ü"]}', 'null', null]],
    ['jsonb', jsonbs(['{"b":1,"a":[]}', '"x"', null]), ['{"a": [], "b": 1}', '"x"', null]],
    ['text', texts([]), []],
    ['bigint', bigints([null, null]), [null, null]],
  ])('of %s arrives as it was', async (type, parameter, expected) => {
    expect(await read(type, parameter)).toEqual(expected.map((item) => (item === null ? null : `${item}`)));
  });

  it('of instants arrives to the millisecond', async () => {
    const told = [0, 951_782_400_123, -62_135_596_800_000, 1_795_000_000_999, 253_402_300_799_999];
    const rows: { ms: number }[] = await db.query(
      `select (extract(epoch from item) * 1000)::float8 as ms from unnest($1::timestamptz[]) with ordinality as q(item, n) order by n`,
      [instants([...told, new Date(86_400_001)])],
    );
    expect(rows.map(({ ms }) => ms)).toEqual([...told, 86_400_001]);
    expect(await read('timestamptz', instants([null]))).toEqual([null]);
  });

  it('of any texts arrives as it was, whatever their length and letters', async () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }).map((text) => text.replaceAll('\0', '')),
      fc.constantFrom(
        '',
        'NULL',
        'null',
        '{}',
        '"',
        '\\',
        'ü'.repeat(64),
        '€'.repeat(65),
        'a'.repeat(63),
        '😀'.repeat(40),
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(word), { maxLength: 50 }), async (items) => {
        expect(await read('text', texts(items))).toEqual(items);
      }),
      { numRuns: 60 },
    );
    const long = 'ß'.repeat(3_000_000);
    expect(await read('text', texts([long, 'after']))).toEqual([long, 'after']);
    expect(await read('text', texts(['small again']))).toEqual(['small again']);
  });

  it('is refused before it is sent where an item is none of its type', () => {
    expect(() => ints([1, 2.5])).toThrow(/2.5 is not a whole number/);
    expect(() => ints([2 ** 31])).toThrow(RangeError);
    expect(() => smallints([40_000])).toThrow(RangeError);
    expect(() => bigints([Number.NaN])).toThrow(RangeError);
    expect(() => instants([Number.NaN])).toThrow(/no instant/);
    expect(() => uuids(['0190b5c3-4d2e-7abc-8def-0123456789ag'])).toThrow(/no uuid/);
    expect(() => uuids(['0190b5c3'])).toThrow(/no uuid/);
    expect(() => uuids([`${ID.slice(0, -1)}ü`])).toThrow(/no uuid/);
    expect(() => hexBytes(['abc'])).toThrow(/not hexadecimal/);
    expect(() => hexBytes(['zz'])).toThrow(/not hexadecimal/);
  });
});

it('gives rows from parallel arrays', async () => {
  const rows = await db.query(`select n.* from ${columnsAs('n', 'id bigint, word text', 2)} where $1 < n.id`, [
    1,
    bigints([1, 2, 3]),
    texts(['one', 'two', null]),
  ]);
  expect(rows).toEqual([
    { id: 2, word: 'two' },
    { id: 3, word: null },
  ]);
});
