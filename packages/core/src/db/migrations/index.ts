import { Foundation1763700000001 } from './0001-foundation.js';

/** In order. A migration that has landed is never edited: add the next one. */
export const migrations = [Foundation1763700000001] as const;
