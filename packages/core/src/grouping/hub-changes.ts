import { matchValue } from '@portcullis/domain';
import type { HubChange } from '@portcullis/domain/grouping/engine';
import type { Tx } from '../db/unit-of-work.js';

// Several entries for one value may wait: it is listed when one of them is still in force.
const TAKE = `
  with taken as (
    update hub_entry set pending = false where id in (select id from hub_entry where pending order by id limit 1000)
    returning indicator_type, indicator_value)
  select t.indicator_type as type, t.indicator_value as value,
    exists (select 1 from hub_entry h where h.indicator_type = t.indicator_type and h.indicator_value = t.indicator_value
      and h.revoked_at is null) as listed
  from (select distinct indicator_type, indicator_value from taken) t`;

/** What was put on or taken off the hub list since the last batch, in this transaction. */
export async function takeHubChanges(tx: Tx): Promise<HubChange[]> {
  const rows = await tx.prepared<HubChange>('grouping-take-hubs', TAKE);
  return rows.flatMap(({ type, value, listed }) => {
    const match = matchValue(type, value);
    return match === null ? [] : [{ type, value: match, listed }];
  });
}
