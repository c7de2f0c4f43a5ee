import { createHash } from 'node:crypto';
import type { Tx } from './unit-of-work.js';

const names = new Map<string, string>();

/** A name for a statement by its text, for callers that share readers between a transaction and the pool. */
function nameOf(sql: string): string {
  let name = names.get(sql);
  if (!name) {
    name = `read-${createHash('sha256').update(sql).digest('base64url').slice(0, 16)}`;
    names.set(sql, name);
  }
  return name;
}

/** Reads of a transaction, prepared once per connection. Only for texts that are constants: each stays prepared. */
export const preparedReader =
  (tx: Tx) =>
  <Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> =>
    tx.prepared<Row>(nameOf(sql), sql, values);
