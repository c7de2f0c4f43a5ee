import { matchValue } from '@portcullis/domain';
import type { HubChange } from '@portcullis/domain/grouping/index.port';
import { texts } from '../db/array-parameters.js';
import { columnsAs } from '../db/columns.js';
import type { Tx } from '../db/unit-of-work.js';

/** What was put on or taken off the hub list since the last batch. */
export interface HubChanges {
  readonly changes: readonly HubChange[];
  /** Why those were listed that are on it now, as their people said; the first few. */
  readonly reasons: readonly string[];
  /** The files that they came in. */
  readonly imports: readonly string[];
}

export const NO_HUB_CHANGES: HubChanges = { changes: [], reasons: [], imports: [] };

// With a network goes all that lies in it, so of those it takes few at once.
// Rows that somebody writes just now are for the next batch: waited for, they would be taken as they were before.
const TAKE = `
  update hub_entry set pending = false
  where id in (
    select id from (
      select id, count(*) filter (where indicator_type = 'network') over (order by id) as networks from (
        select id, indicator_type from hub_entry where pending order by id limit 1000 for update skip locked) waiting) counted
    where networks <= 25)
  returning indicator_type as type, indicator_value as value, reason, import_id as import, revoked_at is null as listed`;

/** By which grouping compares an entry. Those from before the column have their spelling only. */
export const HUB_MATCH = 'coalesce(h.indicator_match, h.indicator_value)';

const LISTED = `
  select q.type, q.value from ${columnsAs('q', 'type text, value text')} cross join lateral (
    select 1 from hub_entry h where h.indicator_type = q.type and ${HUB_MATCH} = q.value and h.revoked_at is null limit 1) h`;

const TOLD = 3;

interface Row {
  type: string;
  value: string;
  reason: string;
  import: string | null;
  listed: boolean;
}

/** Whoever keeps in memory what is listed reads it again. In the transaction that holds the lock of grouping. */
export const noteListChange = (tx: Pick<Tx, 'query'>): Promise<unknown> =>
  tx.query('update grouping_state set lists_changed = pg_current_xact_id()::text');

/** A value is listed while an entry of any spelling of it is in force. */
export async function takeHubChanges(tx: Tx): Promise<HubChanges> {
  const rows = await tx.prepared<Row>('grouping-take-hubs', TAKE);
  if (rows.length === 0) return NO_HUB_CHANGES;
  await noteListChange(tx);
  const taken = new Map<string, { type: string; value: string }>();
  for (const { type, value } of rows) {
    const match = matchValue(type, value);
    if (match !== null) taken.set(`${type}\n${match}`, { type, value: match });
  }
  const all = [...taken.values()];
  const listed = new Set((await listedAmong(tx, all)).map(({ type, value }) => `${type}\n${value}`));
  const added = rows.filter((row) => row.listed);
  return {
    changes: all.map((key) => ({ ...key, listed: listed.has(`${key.type}\n${key.value}`) })),
    reasons: [...new Set(added.map(({ reason }) => reason))].slice(0, TOLD),
    imports: [...new Set(added.flatMap((row) => row.import ?? []))].slice(0, TOLD),
  };
}

/** Which of these values, as grouping compares them, are on the hub list. */
export function listedAmong(
  tx: Pick<Tx, 'query'>,
  values: readonly { type: string; value: string }[],
): Promise<{ type: string; value: string }[]> {
  return tx.query(LISTED, [texts(values.map(({ type }) => type)), texts(values.map(({ value }) => value))]);
}
