import { v7 } from 'uuid';
import { pooledRandomBytes } from './random-bytes.js';

const BYTES = 16;
let latest = 0;
let counter = 0;

/**
 * A new uuid v7. Those of one process sort in the order in which they were made, also within a millisecond (RFC 9562,
 * section 6.2, method 1). Pass the simulated instant when history is being replayed, so that ids sort by when things happened.
 */
export function newId(now?: Date): string {
  const random = pooledRandomBytes(BYTES);
  if (now) return v7({ msecs: now.getTime(), random });
  const instant = Date.now();
  if (instant > latest) {
    latest = instant;
    // 31 of 32 bits, so that many fit into this millisecond before the counter is full.
    counter = random.readUInt32BE(6) >>> 1;
  } else {
    counter += 1;
    if (counter > 0xffffffff) {
      counter = 0;
      latest += 1;
    }
  }
  return v7({ msecs: latest, seq: counter, random });
}
