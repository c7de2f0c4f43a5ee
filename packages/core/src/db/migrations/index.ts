import { Foundation1763700000001 } from './0001-foundation.js';
import { Delivery1763700000002 } from './0002-delivery.js';

/** In order. A migration that has landed is never edited: add the next one. */
export const migrations = [Foundation1763700000001, Delivery1763700000002] as const;
