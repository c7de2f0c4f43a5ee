/** What has to be reached. */
export const RATE_BAR = 'bar 10,000 over 2,000,000 alerts';
export const FLAT_BAR = 'bar 0.8';
export const DELAY_BAR = 'bar at 2,000/s: p99 to membership 2,000 ms';

export const BARS = `Bars: over 2,000,000 alerts the whole way (--visible) at least 10,000 a second, the last tenth at least 0.8 of the first;
at 2,000 a second p99 of the delay to membership at most 2 s. Grouping alone has to be above the former, being a part of it.
A tenth is – where grouping took too few turns, of many batches each, to tell tenths apart.`;
