import { CLAIMABLE_CASE_STATES } from '@portcullis/domain';
import { LOCKED_CASE_COLUMNS } from './case-step.js';

const CLAIMABLE = `state in ('${CLAIMABLE_CASE_STATES.join("','")}')`;

/** Those of the people of $1 who may not have case c: they skipped it, or hear an appeal in it. Two look-ups by key. */
const BARRED = `array(select s.staff_id from case_skip s where s.case_id = c.id and s.staff_id = any($1)
  union all select p.staff_id from case_participant p where p.case_id = c.id and p.staff_id = any($1) and p.side = 'appeal')`;

// One branch for each queue, each walking `case_claimable` in order; MergeAppend takes the earliest of their heads, the
// join locks it, and what somebody else has locked in this instant is passed over.
const branch = (parameter: number): string => `
  (select c.id, c.act_by from case_file c
   where c.queue_id = $${parameter} and c.held_by is null and c.${CLAIMABLE}
     and (c.assignee_id is null or c.assignee_id = any($1)) and not ${BARRED} @> $1
   order by c.act_by, c.id)`;

/** The plan is the point of the indexes: the planner, which knows nothing of a growing backlog, is not asked. */
export const CLAIM_PLAN = `select set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_sort', 'off', true), set_config('enable_bitmapscan', 'off', true),
  set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true)`;

const texts = new Map<number, string>();

/**
 * $1 are the people (uuid[]), $2 now, then the queues. A row for each active person, with what that person holds; beside
 * them as many locked cases as there are people who may hold one more, `n` being their order of priority.
 */
export function claimNextSql(queues: number): string {
  let text = texts.get(queues);
  if (!text) {
    const branches = Array.from({ length: queues }, (_, index) => branch(index + 3));
    const merged = queues === 1 ? branches[0] : `${branches.join(' union all ')} order by act_by, id`;
    text = `
      with people as (
        select s.id, s.wip_limit, (select count(*)::int from case_file h where h.held_by = s.id and h.held_until > $2) as held
        from staff s where s.id = any($1) and s.active
      ), found as (
        select ${LOCKED_CASE_COLUMNS}, ${BARRED} as barred
        from (${merged}) next join case_file c on c.id = next.id
        where c.held_by is null and c.${CLAIMABLE}
        order by next.act_by, next.id limit (select count(*) from people where held < wip_limit) for update of c skip locked
      )
      select p."personId", p.held, p."limit", f.*
      from (select id as "personId", held, wip_limit as "limit", row_number() over () as n from people) p
      left join (select *, row_number() over () as n from found) f on f.n = p.n`;
    texts.set(queues, text);
  }
  return text;
}

/** $1 cases, $2 who takes each, $3 its next state, $4 end of the lease, $5 when. */
export const CLAIM_SAVE = `
  with r as (
    select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::timestamptz[]) as r(case_id, staff_id, state, until, at)
  ), part as (
    insert into case_participant (case_id, staff_id, side, part, at)
    select case_id, staff_id, 'first_instance', 'claimed', at from r on conflict do nothing
  )
  update case_file c set state = r.state, held_since = case when c.held_by = r.staff_id then c.held_since else r.at end, held_by = r.staff_id,
    held_until = r.until, assignee_id = r.staff_id, first_reviewed_at = coalesce(c.first_reviewed_at, r.at), version = c.version + 1, updated_at = r.at
  from r where c.id = r.case_id`;
