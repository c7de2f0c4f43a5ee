import { NETWORK, networkAround, prefixOf, textStartsOf } from '@portcullis/domain/grouping/prefix';
import { type ArrayParameter, ints, texts } from '../db/array-parameters.js';
import { columnsAs } from '../db/columns.js';

/**
 * For FROM: `v` is what lies in the network that stands at `q.place` of those asked for. Found by how its text begins, row
 * by row of what is asked, so that an index serves whatever the statistics say.
 * @param table rows with `type` and `value`, as `v`
 * @param columns of `v`
 * @param most of each network
 */
export const within = (table: string, columns: string, most: number | null = null): string => `
  ${columnsAs('q', 'place int, net text, low text, high text')} cross join lateral (
    select ${columns} from ${table} v
    where v.type in ('ip','network') and v.value >= q.low and v.value < q.high
      -- Some text under these types is no address; a cast of it would fail.
      and case when pg_input_is_valid(v.value, 'inet') then v.value::inet <<= q.net::inet else false end
    ${most === null ? 'offset 0' : `limit ${most}`}) v`;

/** Behind every text that begins the same, in any collation. */
const LAST = '\u{10ffff}';

/** The four parameters of `within`. @param networks in normal form; what is none has nothing in it */
export function rangesOf(networks: readonly string[]): ArrayParameter[] {
  const rows = networks.flatMap((net, place) => {
    const prefix = prefixOf(NETWORK, net);
    if (!prefix) return [];
    const text = networkAround(prefix, prefix.length);
    return (textStartsOf(prefix) ?? ['']).map((low) => ({ place, net: text, low, high: `${low}${LAST}` }));
  });
  return [
    ints(rows.map(({ place }) => place)),
    texts(rows.map(({ net }) => net)),
    texts(rows.map(({ low }) => low)),
    texts(rows.map(({ high }) => high)),
  ];
}
