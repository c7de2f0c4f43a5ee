/** A share with its 95 % interval; null in place of it when there is no data, which is never 0 %. */
export interface Rate {
  readonly successes: number;
  readonly n: number;
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

const Z95 = 1.959964;

/** Wilson score interval. Null for n = 0. Throws on counts that can't be (a fault of the caller). */
export function wilson(successes: number, n: number, z: number = Z95): Rate | null {
  if (!(successes >= 0 && n >= successes && Number.isFinite(n))) {
    throw new RangeError(`wilson: ${successes} of ${n} is no share`);
  }
  if (n === 0) return null;
  const p = successes / n;
  const z2 = z * z;
  const centre = (p + z2 / (2 * n)) / (1 + z2 / n);
  const half = (z * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n))) / (1 + z2 / n);
  return {
    successes,
    n,
    rate: p,
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === n ? 1 : Math.min(1, centre + half),
  };
}
