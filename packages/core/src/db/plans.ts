/**
 * For a transaction whose statements look up by index, row by row of what they are given, in tables that grow from nothing
 * to millions: a plan that was made while a table was empty must not stay.
 */
export const BY_INDEX = `
  set local enable_seqscan = off; set local enable_hashjoin = off; set local enable_mergejoin = off;
  set local plan_cache_mode = force_generic_plan; set local jit = off`;
