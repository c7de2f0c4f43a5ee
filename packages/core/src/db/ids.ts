import { v7 } from 'uuid';

/** A new uuid v7. Pass the simulated instant when history is being replayed, so that ids sort by when things happened. */
export const newId = (now?: Date): string => (now ? v7({ msecs: now.getTime() }) : v7());
