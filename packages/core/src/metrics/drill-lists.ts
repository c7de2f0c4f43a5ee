import type { DrillKind } from './drill.query.js';
import type { Mark } from './mark.js';

/** A list as SQL: rows of id and cursor. */
export interface ListSql {
  kind: DrillKind;
  sql: string;
  values: unknown[];
  order: string;
  /** What a cursor looks like; its groups are bound after the values. */
  cursor: RegExp;
  beyond: (values: number) => string;
  /**
   * counted: its length is counted anew. known: too long for that, the mark's number is its length, and nothing is looked
   * for beyond it. sum: the mark's number adds up what is in the list.
   */
  length: 'counted' | 'known' | 'sum';
}

const UUID = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const byId: Pick<ListSql, 'order' | 'cursor' | 'beyond'> = {
  order: 'id desc',
  cursor: UUID,
  beyond: (n) => `id < $${n + 1}::uuid`,
};
/** Oldest first; the cursor carries how many were seen, so that the last page ends with the last one. */
const bySeen: Pick<ListSql, 'order' | 'cursor' | 'beyond' | 'length'> = {
  order: 'id',
  cursor: /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(\d{1,9})$/,
  beyond: (n) => `id > $${n + 1}::uuid`,
  length: 'known',
};
const byPosition: Pick<ListSql, 'order' | 'cursor' | 'beyond'> = {
  order: 'position desc, ordinal desc',
  cursor: /^(\d{1,16})\.(\d{1,5})$/,
  beyond: (n) => `(position, ordinal) < ($${n + 1}::bigint, $${n + 2}::int)`,
};
const placed = (fields: string): string => `select ${fields}, position, ordinal, position || '.' || ordinal as cursor`;

/** The list that a mark counts, as of the mark's position of history. */
export function listOf(mark: Mark): ListSql {
  switch (mark.list) {
    case 'alerts':
      return alerts(mark);
    case 'labelled':
      return labelled(mark);
    case 'backlog':
    case 'age':
    case 'late':
    case 'not_in_time':
      return spans(mark);
    case 'resting':
      return resting(mark);
    case 'harm_hours':
    case 'harm_seat_hours':
      return harmed(mark);
    case 'action_ordered':
      return ordered(mark);
    case 'case_opened':
    case 'case_reviewed':
    case 'case_decided':
    case 'case_closed':
      return facts(mark, 'cases');
    case 'action_in_effect':
    case 'action_reversed':
    case 'reversal':
      return facts(mark, 'actions');
    case 'appeal_submitted':
    case 'appeal_ended':
      return facts(mark, 'appeals');
  }
}

const factValues = ({ from, to, position, route, queue, kinds }: Mark): unknown[] => [
  from,
  to,
  position,
  route,
  queue,
  kinds,
];
const factWhere = (metric: string): string =>
  `metric = '${metric}' and at >= $1 and at < $2 and position <= $3 and ($4 = '' or route = $4) and ($5 = '' or queue = $5)
   and ($6::text[] = '{}' or kind = any($6))`;

const facts = (mark: Mark, kind: DrillKind): ListSql => ({
  kind,
  sql: `${placed('entity_id as id')} from metric_fact where ${factWhere(mark.list)}`,
  values: factValues(mark),
  ...byPosition,
  length: 'counted',
});

/** One fact tells of all actions of a decision. */
const ordered = (mark: Mark): ListSql => ({
  kind: 'actions',
  sql: `select a.id, a.id::text as cursor from (select entity_id from metric_fact where ${factWhere('action_ordered')}) f
    join action a on a.decision_id = f.entity_id`,
  values: factValues(mark),
  ...byId,
  length: 'counted',
});

function spans(mark: Mark): ListSql {
  const { from, to, asOf, position, route, queue, list } = mark;
  const there = `kind = 'backlog' and from_position <= $1 and ($2 = '' or route = $2) and ($3 = '' or queue = $3)`;
  const open = `(to_position is null or to_position > $1)`;
  const row = `select entity_id as id, from_position as position, 0 as ordinal, from_position || '.0' as cursor from metric_span where ${there}`;
  const rest = { kind: 'cases', ...byPosition, length: 'counted' } as const;
  const values = [position, route, queue];
  switch (list) {
    case 'age':
      return {
        ...rest,
        sql: `${row} and ${open} and opened_at > $4 and opened_at <= $5`,
        values: [...values, from, to],
      };
    case 'late':
      return { ...rest, sql: `${row} and ${open} and due_at < $4`, values: [...values, asOf] };
    case 'not_in_time':
      return {
        ...rest,
        sql: `${row} and ${open} and due_at < $4 and $6 > $4
          union all ${placed('entity_id')} from metric_fact where metric = 'case_closed' and kind = 'late' and at >= $5 and at < $6
            and position <= $1 and ($2 = '' or route = $2) and ($3 = '' or queue = $3)`,
        values: [...values, asOf, from, to],
      };
    default:
      return {
        ...rest,
        sql: `${row} and from_at < $4 and not coalesce(to_position <= $1 and to_at < $4, false)`,
        values: [...values, to],
      };
  }
}

// An id carries the moment of receipt, and no detector's clock may run ahead by more than a day: so the first alert that
// was observed in a period is not far from its beginning, however much came before and after.
const SINCE = `a.id >= uuid7_floor($1::timestamptz - interval '1 day') and a.observed_at >= $1 and a.observed_at < $2
      and ($3 = '' or a.route = $3) and ($4 = '' or a.detector_id = $4) and ($5::text is null or coalesce(a.detector_version, '') = $5)`;

// Chunks of alerts that history told of later are left out: all alerts of a chunk were received at one moment. The number
// of positions is bounded, since whatever comes long after was also received later.
const alerts = ({ from, to, position, asOf, route, detector, version }: Mark): ListSql => ({
  kind: 'alerts',
  sql: `select a.id from alert a where ${SINCE} and a.received_at <= $7
      and not a.received_at = any(array(select e.occurred_at from event_chain c join event e on e.id = c.event_id
        where c.position > $6 and c.position <= $6 + 20000 and e.kind = 'alert.accept' and e.occurred_at <= $7))`,
  values: [from, to, route, detector, version, position, asOf],
  ...bySeen,
});

const labelled = ({ from, to, position, route, detector, version, kinds }: Mark): ListSql => ({
  kind: 'alerts',
  sql: `select a.id from alert a where ${SINCE} and exists (
      select 1 from outcome o where o.alert_id = a.id and o.verdict = any($7::text[])
        and exists (select 1 from metric_fact f where f.batch = o.batch and f.position <= $6)
        and not exists (select 1 from outcome s join metric_fact g on g.batch = s.batch and g.position <= $6 where s.supersedes = o.id))`,
  values: [from, to, route, detector, version, position, kinds],
  ...bySeen,
});

const resting = ({ position, detector, version }: Mark): ListSql => ({
  kind: 'actions',
  sql: `select a.id, a.id::text as cursor from metric_span s join action a on a.id = s.entity_id
    where s.kind = 'effect' and s.from_position <= $1 and (s.to_position is null or s.to_position > $1)
      and exists (select 1 from decision_evidence x where x.decision_id = a.decision_id and x.load_bearing and x.detector_id = $2
        and ($3::text is null or coalesce(x.detector_version, '') = $3))`,
  values: [position, detector, version],
  ...byId,
  length: 'counted',
});

const harmed = ({ from, to, position, asOf, route, queue }: Mark): ListSql => ({
  kind: 'actions',
  sql: `select h.action_id as id, h.action_id::text as cursor from harm h join action a on a.id = h.action_id
    join decision d on d.id = a.decision_id join case_file c on c.id = a.case_id
    join metric_fact r on r.metric = 'reversal' and r.entity_id = h.action_id and r.position <= $3
    left join metric_fact e on e.metric = 'reversal_confirmed' and e.entity_id = h.action_id and e.position <= $3
    where ((e.at >= $1 and e.at < $2) or ($2 > $4 and e.at is null)) and ($5 = '' or d.route = $5) and ($6 = '' or c.queue_id = $6)`,
  values: [from, to, position, asOf, route, queue],
  ...byId,
  length: 'sum',
});
