/** How hard a world is to sort. Ranges are [low, high], both included. */
export interface Difficulty {
  readonly name: 'easy' | 'medium' | 'hard';
  /** How many accounts share a card, a device id, a telephone number. */
  readonly accountsPerCard: readonly [number, number];
  readonly accountsPerDevice: readonly [number, number];
  readonly accountsPerPhone: readonly [number, number];
  /** Chance that an account is also seen with the card, or the device, of another group. */
  readonly bridge: number;
  /** Chance that a detector did not collect a strong attribute. */
  readonly missing: number;
  /** Days after which an operator changes cards, devices and addresses altogether; what survives is `survivors`. */
  readonly generationDays: number;
  readonly survivors: number;
  /** Chance that a name or address is written differently. */
  readonly misspelling: number;
  /** Pairs of campaigns that bought a card from the same dealer. */
  readonly sharedDealers: number;
  /** Share of decoys (agency cards, golden images) that the provider's hub list already knows. */
  readonly knownDecoys: number;
}

export const difficulties: Readonly<Record<Difficulty['name'], Difficulty>> = {
  easy: {
    name: 'easy',
    accountsPerCard: [12, 40],
    accountsPerDevice: [30, 80],
    accountsPerPhone: [20, 60],
    bridge: 0.25,
    missing: 0,
    generationDays: 400,
    survivors: 1,
    misspelling: 0,
    sharedDealers: 0,
    knownDecoys: 1,
  },
  medium: {
    name: 'medium',
    accountsPerCard: [5, 12],
    accountsPerDevice: [6, 16],
    accountsPerPhone: [4, 12],
    bridge: 0.2,
    missing: 0.1,
    generationDays: 30,
    survivors: 0.15,
    misspelling: 0.1,
    sharedDealers: 0,
    knownDecoys: 1,
  },
  hard: {
    name: 'hard',
    accountsPerCard: [3, 6],
    accountsPerDevice: [4, 8],
    accountsPerPhone: [2, 5],
    bridge: 0.22,
    missing: 0.2,
    generationDays: 18,
    survivors: 0.12,
    misspelling: 0.25,
    sharedDealers: 1,
    knownDecoys: 0.6,
  },
};

/** Seeds for choosing weights and thresholds, and seeds that must never be looked at while choosing. */
export const tuningSeeds = [11, 12, 13, 14, 15] as const;
export const testSeeds = [9001, 9002, 9003, 9004, 9005] as const;
