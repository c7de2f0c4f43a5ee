/** Injection tokens of what only the worker has. */
export const LOGGER = Symbol('logger');
/** A pool with the sequencer role. */
export const SEQUENCER_POOL = Symbol('sequencer pool');
