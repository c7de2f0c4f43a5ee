/**
 * Array parameters in PostgreSQL's binary format (`array_send`): reading the text form letter by letter was a tenth of
 * what grouping costs the database. The type in the statement's cast must be that of the function that wrote the array.
 */
type Maybe<T> = T | null;

/** What the driver sends as it is. */
export type ArrayParameter = Buffer;

const SMALLEST = 1 << 16;
const LARGEST_KEPT = 1 << 23;

let scratch = Buffer.allocUnsafeSlow(SMALLEST);
let end = 0;

function reserve(bytes: number): void {
  if (end + bytes <= scratch.length) return;
  const larger = Buffer.allocUnsafeSlow(Math.max(2 * scratch.length, end + bytes));
  scratch.copy(larger, 0, 0, end);
  scratch = larger;
}

function int32(value: number): void {
  scratch[end] = value >>> 24;
  scratch[end + 1] = value >>> 16;
  scratch[end + 2] = value >>> 8;
  scratch[end + 3] = value;
  end += 4;
}

/** The high half is what is left of the number, negative ones included. */
function int64(value: number): void {
  int32(Math.floor(value / 2 ** 32));
  int32(value >>> 0);
}

const NULL_LENGTH = -1;
const HEADER_BYTES = 20;

/**
 * @param type of an element, as PostgreSQL numbers it (pg_type.oid)
 * @param put writes an element with its length before it
 */
const arrayOf =
  <T>(type: number, put: (item: T) => void) =>
  (items: readonly Maybe<T>[]): ArrayParameter => {
    end = 0;
    reserve(HEADER_BYTES);
    int32(items.length > 0 ? 1 : 0);
    const flags = end;
    int32(0);
    int32(type);
    if (items.length > 0) {
      int32(items.length);
      int32(1);
    }
    for (const item of items) {
      if (item === null) {
        reserve(4);
        int32(NULL_LENGTH);
        scratch[flags + 3] = 1;
      } else put(item);
    }
    const written = Buffer.from(scratch.subarray(0, end));
    if (scratch.length > LARGEST_KEPT) scratch = Buffer.allocUnsafeSlow(SMALLEST);
    return written;
  };

function begin(length: number): void {
  reserve(4 + length);
  int32(length);
}

/** @param length in bytes */
const whole = (type: number, length: 2 | 4 | 8, least: number, most: number) =>
  arrayOf<number>(type, (item) => {
    if (!Number.isInteger(item) || item < least || item > most) {
      throw new RangeError(`${item} is not a whole number of ${length} bytes`);
    }
    begin(length);
    if (length === 8) int64(item);
    else if (length === 4) int32(item);
    else {
      scratch[end++] = item >>> 8;
      scratch[end++] = item;
    }
  });

export const smallints = whole(21, 2, -(2 ** 15), 2 ** 15 - 1);
export const ints = whole(23, 4, -(2 ** 31), 2 ** 31 - 1);
export const bigints = whole(20, 8, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
/** Numbers of transactions, as `xmin` tells them. */
export const xids = whole(28, 4, 0, 2 ** 32 - 1);

export const reals = arrayOf<number>(700, (item) => {
  begin(4);
  end = scratch.writeFloatBE(item, end);
});

export const booleans = arrayOf<boolean>(16, (item) => {
  begin(1);
  scratch[end++] = item ? 1 : 0;
});

const MS_TO_2000 = Date.UTC(2000, 0, 1);

/** Epoch milliseconds or dates, as timestamptz. @throws RangeError for what is no instant */
export const instants = arrayOf<number | Date>(1184, (item) => {
  const ms = Math.trunc(Number(item));
  if (!(Math.abs(ms) <= 8.64e15)) throw new RangeError(`${item} is no instant`);
  begin(8);
  // In microseconds, which for instants that people live to see is far below 2^53.
  int64((ms - MS_TO_2000) * 1000);
});

const NOT_HEX = -1;
const NIBBLES = new Int8Array(128).fill(NOT_HEX);
for (const [value, digit] of [...'0123456789abcdef'].entries()) {
  NIBBLES[digit.charCodeAt(0)] = value;
  NIBBLES[digit.toUpperCase().charCodeAt(0)] = value;
}

/** Writes the byte whose two digits stand there. @returns negative when they are none */
function hexByte(digits: string, at: number): number {
  const high = NIBBLES[digits.charCodeAt(at)] ?? NOT_HEX;
  const low = NIBBLES[digits.charCodeAt(at + 1)] ?? NOT_HEX;
  scratch[end++] = (high << 4) | low;
  return high | low;
}

const UUID_DIGITS = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];

export const uuids = arrayOf<string>(2950, (item) => {
  begin(16);
  let wrong = item.length === 36 ? 0 : NOT_HEX;
  for (const at of UUID_DIGITS) wrong |= hexByte(item, at);
  if (wrong < 0) throw new TypeError(`${item} is no uuid`);
});

/** Bytes that are written as hexadecimal digits, as bytea. */
export const hexBytes = arrayOf<string>(17, (item) => {
  begin(item.length >> 1);
  let wrong = item.length % 2 === 0 ? 0 : NOT_HEX;
  for (let at = 0; at + 1 < item.length; at += 2) wrong |= hexByte(item, at);
  if (wrong < 0) throw new TypeError(`${item} is not hexadecimal`);
});

export const bytes = arrayOf<Buffer>(17, (item) => {
  begin(item.length);
  end += item.copy(scratch, end);
});

/** Longer ones are left to the runtime, which begins late but writes fast. */
const SHORT = 64;

/** @param version a byte that stands before the text, if any */
const textual = (type: number, version?: number) =>
  arrayOf<string>(type, (item) => {
    const { length } = item;
    reserve(5 + 3 * length);
    const start = end;
    end += 4;
    if (version !== undefined) scratch[end++] = version;
    let i = 0;
    if (length <= SHORT) {
      for (; i < length; i++) {
        const unit = item.charCodeAt(i);
        if (unit > 127) break;
        scratch[end + i] = unit;
      }
    }
    const after = i === length ? end + length : end + scratch.write(item, end, 'utf8');
    end = start;
    int32(after - start - 4);
    end = after;
  });

export const texts = textual(25);
/** JSON texts, as json. */
export const jsons = textual(114);
/** JSON texts, as jsonb. */
export const jsonbs = textual(3802, 1);
