import type { Tx } from '../db/unit-of-work.js';
import type { Cells } from './cells.js';
import type { SealedEvent } from './facts.js';

const SETTLE = `
  insert into metric_fact (position, ordinal, metric, at, route, queue, kind, n, entity_id, case_id)
  select o.settled, row_number() over (partition by o.settled order by o.position, o.ordinal), 'action_settled', o.at, o.route, o.queue, o.kind, o.n,
    o.entity_id, o.case_id
  from (
    select distinct on (f.position, f.ordinal) c.position as settled, f.*
    from unnest($1::uuid[], $2::bigint[]) as c(case_id, position)
    join metric_fact f on f.case_id = c.case_id and f.metric = 'action_ordered' and f.position < c.position
    where not exists (select 1 from metric_fact s where s.metric = 'action_settled' and s.at = f.at and s.entity_id = f.entity_id)
    order by f.position, f.ordinal, c.position
  ) o
  returning at, route, queue, kind, n`;

/** Actions of cases that became final: nothing can reverse them any more. By the date of their order. */
export async function settleActions(tx: Tx, cells: Cells, events: readonly SealedEvent[]): Promise<void> {
  const final = events.filter((event) => event.kind === 'case.finalise' && event.caseId !== null);
  if (final.length === 0) return;
  const rows = await tx.prepared<{ at: Date; route: string; queue: string; kind: string; n: number }>(
    'rollup-settle',
    SETTLE,
    [final.map((event) => event.caseId), final.map((event) => event.position)],
  );
  for (const { at, n, ...of } of rows) cells.add('action_settled', at, n, of);
}
