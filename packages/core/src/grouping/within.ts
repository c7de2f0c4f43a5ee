import { NETWORK, prefixOf, textStartsOf } from '@portcullis/domain/grouping/prefix';
import { type ArrayParameter, ints, texts } from '../db/array-parameters.js';
import { columnsAs } from '../db/columns.js';

/**
 * Rows `q` of what lies in networks, for FROM: with `within` joined, `v` are the values of addresses and networks in the
 * network that stands at `q.place` of those asked for. Found by how their text begins, so that an index serves.
 * @param first number of the first of four parameters, see `rangesOf`
 */
export const ranges = (first = 1): string => columnsAs('q', 'place int, net text, low text, high text', first);

// Some text under these types is no address; a cast of it would fail.
export const WITHIN = `
  v.type in ('ip','network') and v.value >= q.low and v.value < q.high
  and case when pg_input_is_valid(v.value, 'inet') then v.value::inet <<= q.net::inet else false end`;

/** Behind every text that begins the same, in any collation. */
const LAST = '\u{10ffff}';

/** @param networks in normal form; what is none has nothing in it */
export function rangesOf(networks: readonly string[]): ArrayParameter[] {
  const rows = networks.flatMap((net, place) => {
    const prefix = prefixOf(NETWORK, net);
    if (!prefix) return [];
    return (textStartsOf(prefix) ?? ['']).map((low) => ({ place, net, low, high: `${low}${LAST}` }));
  });
  return [
    ints(rows.map(({ place }) => place)),
    texts(rows.map(({ net }) => net)),
    texts(rows.map(({ low }) => low)),
    texts(rows.map(({ high }) => high)),
  ];
}
