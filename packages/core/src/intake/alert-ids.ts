import { randomBytes, randomInt } from 'node:crypto';

const COUNTER_BITS = 26;
const LOW_BITS = 14;

/**
 * Ids (uuid v7) for alerts of one moment, each larger than the one before, so that a batch lands on few pages of every
 * index. Between the instant and 48 random bits stands a counter that begins anywhere in its lower half.
 */
export function alertIds(now: Date, count: number): string[] {
  const milliseconds = now.getTime().toString(16).padStart(12, '0');
  const head = `${milliseconds.slice(0, 8)}-${milliseconds.slice(8)}-7`;
  const random = randomBytes(6 * count).toString('hex');
  const first = randomInt(2 ** (COUNTER_BITS - 1));
  const ids = new Array<string>(count);
  for (let i = 0; i < count; i++) {
    const counter = first + i;
    const high = (counter >>> LOW_BITS).toString(16).padStart(3, '0');
    const low = (0x8000 | (counter & (2 ** LOW_BITS - 1))).toString(16);
    ids[i] = `${head}${high}-${low}-${random.slice(12 * i, 12 * i + 12)}`;
  }
  return ids;
}
