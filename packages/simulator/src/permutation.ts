import { mix } from './random.js';

/**
 * A seeded bijection of 0..size-1 that needs no table: four Feistel rounds on the next even power of two, walked until
 * the value falls inside. It lets 28.8 million alerts be shuffled, or 25,000 accounts take turns, in constant memory.
 */
export function permutation(size: number, seed: number): (index: number) => number {
  if (size <= 1) return () => 0;
  let half = 1;
  while (2 ** (2 * half) < size) half += 1;
  const mask = 2 ** half - 1;
  const width = 2 ** half;
  const k0 = mix(seed, 11);
  const k1 = mix(seed, 13);
  const k2 = mix(seed, 17);
  return (index) => {
    let at = index;
    do {
      let left = Math.floor(at / width);
      let right = at & mask;
      left ^= mix(right, k0) & mask;
      right ^= mix(left, k1) & mask;
      left ^= mix(right, k2) & mask;
      at = left * width + right;
    } while (at >= size);
    return at;
  };
}

/** The other way round, for a size that is an even power of two. */
function inverse(half: number, seed: number): (value: number) => number {
  const mask = 2 ** half - 1;
  const width = 2 ** half;
  const k0 = mix(seed, 11);
  const k1 = mix(seed, 13);
  const k2 = mix(seed, 17);
  return (value) => {
    let left = Math.floor(value / width);
    let right = value & mask;
    left ^= mix(right, k2) & mask;
    right ^= mix(left, k1) & mask;
    left ^= mix(right, k0) & mask;
    return left * width + right;
  };
}

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Opaque, unique names for running numbers: `acct_7h2k9qd`. Distinct for distinct `index` below 2^35 and one seed. */
export function opaqueIds(prefix: string, seed: number): (index: number) => string {
  const scramble = permutation(2 ** 34, mix(seed, prefix.length));
  return (index) => {
    let value = scramble(index);
    let out = '';
    for (let i = 0; i < 7; i += 1) {
      out = ALPHABET[value % 32] + out;
      value = Math.floor(value / 32);
    }
    return `${prefix}_${out}`;
  };
}

/** Reads what `opaqueIds` wrote. @returns null for any other text; a number that was never given out is as good as one */
export function readOpaqueId(prefix: string, seed: number): (id: string) => number | null {
  const unscramble = inverse(17, mix(seed, prefix.length));
  const start = `${prefix}_`;
  return (id) => {
    if (id.length !== start.length + 7 || !id.startsWith(start)) return null;
    let value = 0;
    for (let i = start.length; i < id.length; i += 1) {
      const digit = ALPHABET.indexOf(id[i] as string);
      if (digit < 0) return null;
      value = value * 32 + digit;
    }
    return value < 2 ** 34 ? unscramble(value) : null;
  };
}
