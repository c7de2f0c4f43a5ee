import { randomBytes } from 'node:crypto';

const POOL = 8192;
let pool = Buffer.alloc(0);
let used = 0;

/** Random bytes for ids and salts, drawn in large portions: each call on its own costs more than most that is done with it. */
export function pooledRandomBytes(size: number): Buffer {
  if (size > POOL) return randomBytes(size);
  if (used + size > pool.length) {
    pool = randomBytes(POOL); // A new one: what was handed out stays as it is.
    used = 0;
  }
  used += size;
  return pool.subarray(used - size, used);
}
