/**
 * Seeded randomness. Everything in this package derives from one integer seed: a stream is named by a path
 * (`Random.of(seed, 'campaign', 3)`), so that adding one generator never changes what another one draws.
 *
 * Seeds are whole numbers below 2^53, as many as a number holds. With 32 bits some of 200,000 organizations would draw
 * the same name, the same card and the same telephone, and no grouping could tell that they are two.
 */

const GOLDEN = 0x9e3779b9;
const WORD = 2 ** 32;

/** Mixes two 32-bit words into one; the finaliser of MurmurHash3. Of a seed it sees the low word only. */
export function mix(a: number, b: number): number {
  let h = (a ^ Math.imul(b + GOLDEN, 0x85ebca6b)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

export function hashText(text: string, seed = 0): number {
  let h = (seed ^ 0x811c9dc5) >>> 0;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return mix(h, text.length);
}

/** The seed of a stream: each word of it goes its own way along the path. */
export function seedOf(seed: number, ...path: readonly (string | number)[]): number {
  let low = mix(seed, GOLDEN);
  let high = mix(Math.floor(seed / WORD), low);
  for (const part of path) {
    low = typeof part === 'number' ? mix(low, part) : hashText(part, low);
    high = typeof part === 'number' ? mix(high, ~part) : hashText(part, high);
  }
  return (high >>> 11) * WORD + low;
}

/** sfc32: 128 bits of state, passes the usual batteries, a few nanoseconds a draw. */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(seed: number) {
    this.a = mix(seed, 1) | 0;
    this.b = mix(seed, 2) | 0;
    this.c = mix(mix(seed, 3), Math.floor(seed / WORD)) | 0;
    for (let i = 0; i < 6; i += 1) this.next();
  }

  static of(seed: number, ...path: readonly (string | number)[]): Random {
    return new Random(seedOf(seed, ...path));
  }

  /** An unsigned 32-bit integer. */
  next(): number {
    const t = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (this.c << 21) | (this.c >>> 11);
    this.c = (this.c + t) | 0;
    return t >>> 0;
  }

  /** In [0, 1). */
  float(): number {
    return this.next() / 4294967296;
  }

  /** An integer in [low, high], both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.float() * (high - low + 1));
  }

  /** A number in [low, high), rounded to `digits` decimals. */
  real(low: number, high: number, digits = 2): number {
    const scale = 10 ** digits;
    return Math.round((low + this.float() * (high - low)) * scale) / scale;
  }

  chance(probability: number): boolean {
    return this.float() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.float() * items.length)] as T;
  }

  weighted<T>(items: readonly (readonly [T, number])[]): T {
    let total = 0;
    for (const [, weight] of items) total += weight;
    let at = this.float() * total;
    for (const [item, weight] of items) {
      at -= weight;
      if (at < 0) return item;
    }
    return (items[items.length - 1] as readonly [T, number])[0];
  }

  normal(mean: number, deviation: number): number {
    const u = 1 - this.float();
    return mean + deviation * Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * this.float());
  }

  /** Heavy-tailed counts such as seats or monthly use: most are small, a few are huge. */
  logNormal(median: number, spread: number): number {
    return median * Math.exp(this.normal(0, spread));
  }

  shuffle<T>(items: readonly T[]): T[] {
    const out = [...items];
    for (let i = out.length - 1; i > 0; i -= 1) {
      const j = this.int(0, i);
      [out[i], out[j]] = [out[j] as T, out[i] as T];
    }
    return out;
  }

  sample<T>(items: readonly T[], count: number): T[] {
    return this.shuffle(items).slice(0, count);
  }

  hex(digits: number): string {
    let out = '';
    while (out.length < digits) out += this.next().toString(16).padStart(8, '0');
    return out.slice(0, digits);
  }

  /** A value with the look of a UUID; not one by its version bits, and not meant to be. */
  uuid(): string {
    const h = this.hex(32);
    return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`;
  }
}
