/**
 * Array parameters written as PostgreSQL's array literals. The driver's own writing looks at each element by its type
 * and escapes all of them, which costs more than the statement where a batch has thousands of rows.
 */
type Maybe<T> = T | null;

/** Numbers, uuids, booleans, and what else needs no quotes. */
export const plain = (items: readonly Maybe<number | string | boolean>[]): string =>
  `{${items.map((item) => item ?? 'NULL').join(',')}}`;

/** Epoch milliseconds or dates, as instants in UTC. */
export const instants = (items: readonly (number | Date)[]): string =>
  `{${items.map((item) => (typeof item === 'number' ? new Date(item) : item).toISOString()).join(',')}}`;

const SIMPLE = /^[\w.:/@-]+$/;
const NULL_WORD = /^null$/i;
const ESCAPED = /["\\]/g;

export const texts = (items: readonly Maybe<string>[]): string =>
  `{${items.map((item) => (item === null ? 'NULL' : SIMPLE.test(item) && !NULL_WORD.test(item) ? item : `"${item.replace(ESCAPED, '\\$&')}"`)).join(',')}}`;

/** JSON texts as `JSON.stringify` writes them: without control characters, so that writing them again only quotes. */
export const jsons = (items: readonly Maybe<string>[]): string =>
  `{${items.map((item) => (item === null ? 'NULL' : JSON.stringify(item))).join(',')}}`;

/** Bytes, as bytea. */
export const bytes = (items: readonly Buffer[]): string =>
  `{${items.map((item) => `"\\\\x${item.toString('hex')}"`).join(',')}}`;
