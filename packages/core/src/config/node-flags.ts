/**
 * How Node is started for the api and the worker. A request makes megabytes that are garbage at its end: with the usual
 * 16 MB of young space much of it is copied several times before it is found dead (8 to 14 % of the CPU time measured).
 */
export const NODE_FLAGS: readonly string[] = ['--enable-source-maps', '--max-semi-space-size=32'];
