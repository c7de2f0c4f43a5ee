import { Injectable } from '@nestjs/common';
import { CLAIMABLE_CASE_STATES, leaseEnd, type Refusal, refuse } from '@portcullis/domain';
import { refuseUnless } from '../access/permit.js';
import { type CommandContext, type Tx, UnitOfWork } from '../db/unit-of-work.js';
import { LOCKED_CASE_COLUMNS, type LockedCase, lockCase, stepCase } from './case-step.js';
import { QueuesQuery } from './queues.query.js';
import { caseNotFound } from './stale.js';

export interface ClaimedCase {
  id: string;
  number: number;
  version: number;
  heldUntil: Date;
}
/** `claimed` null: nothing waits for this person. */
export type ClaimResult = { ok: true; claimed: ClaimedCase | null } | Refusal;

/** Hands out cases: the one that matters most of the person's queues, or a named one. No two people ever hold one. */
@Injectable()
export class ClaimCase {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly queues: QueuesQuery,
  ) {}

  /** @param only queues to take from; without it the person's own, or all when the person has none */
  async claimNext(context: CommandContext, only: readonly string[] | null = null): Promise<ClaimResult> {
    const refusal = refuseUnless(context.actor, 'casework.claim');
    if (refusal) return refusal;
    const own = await this.queues.of(context.actor.id);
    const queues = only ? own.filter((queue) => only.includes(queue)) : own;
    if (queues.length === 0) return { ok: true, claimed: null };
    return this.uow.run(context, async (tx) => {
      const [person, { held, found }] = await Promise.all([lockPerson(tx), lockNext(tx, queues)]);
      if (!person) return refuse('ROLE_NOT_ALLOWED', 'Only active staff claim cases.');
      if (!found) return held >= person.limit ? tooMany(held, person.limit) : { ok: true, claimed: null };
      return take(tx, found, held, person.limit);
    });
  }

  /** A named case, from a link or the queue. Taking again what one holds already renews the lease. */
  async claim(context: CommandContext, caseId: string): Promise<ClaimResult> {
    const refusal = refuseUnless(context.actor, 'casework.claim');
    if (refusal) return refusal;
    return this.uow.run(context, async (tx) => {
      const person = await lockPerson(tx);
      if (!person) return refuse('ROLE_NOT_ALLOWED', 'Only active staff claim cases.');
      const locked = await lockCase(tx, caseId);
      if (!locked) return caseNotFound();
      const [side] = await tx.query<{ held: number; appeal: boolean }>(
        `select (select count(*)::int from case_file where held_by = $2 and held_until > $3 and id <> $1) as held,
           exists (select 1 from case_participant where case_id = $1 and staff_id = $2 and side = 'appeal') as appeal`,
        [caseId, context.actor.id, context.now],
      );
      if (side?.appeal) {
        return refuse('HAD_PART_IN_APPEAL', 'You hear an appeal in this matter and cannot work on the case itself.', [
          'claim_next',
        ]);
      }
      return take(tx, locked, side?.held ?? 0, person.limit);
    });
  }
}

interface Person {
  limit: number;
}

/** One claim at a time per person, so that a double click cannot pass the limit. */
async function lockPerson(tx: Tx): Promise<Person | undefined> {
  const [person] = await tx.prepared<Person>(
    'claim-person',
    'select wip_limit as limit from staff where id = $1 and active for no key update',
    [tx.context.actor.id],
  );
  return person;
}

const CLAIMABLE = `state in ('${CLAIMABLE_CASE_STATES.join("','")}')`;

// One branch for each queue, each walking `case_claimable` in order; MergeAppend takes the earliest of their heads, the
// join locks it, and what somebody else has locked in this instant is passed over. "offset 0" keeps the two look-ups by
// key, one for each case that is looked at: as a join, a plan made on an empty installation would read both tables whole.
const branch = (parameter: number): string => `
  (select c.id, c.act_by from case_file c
   where c.queue_id = $${parameter} and c.held_by is null and c.${CLAIMABLE}
     and (c.assignee_id is null or c.assignee_id = $1)
     and not exists (select 1 from case_skip s where s.case_id = c.id and s.staff_id = $1 offset 0)
     and not exists (select 1 from case_participant p where p.case_id = c.id and p.staff_id = $1 and p.side = 'appeal' offset 0)
   order by c.act_by, c.id)`;

/** The plan is the point of the indexes: the planner, which knows nothing of a growing backlog, is not asked. */
export const CLAIM_PLAN = `select set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_sort', 'off', true), set_config('enable_bitmapscan', 'off', true),
  set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true)`;

const texts = new Map<number, string>();

/** $1 is the person, $2 now, then the queues. */
export function claimNextSql(queues: number): string {
  let text = texts.get(queues);
  if (!text) {
    const branches = Array.from({ length: queues }, (_, index) => branch(index + 3));
    const merged = queues === 1 ? branches[0] : `${branches.join(' union all ')} order by act_by, id`;
    text = `
      with mine as (select count(*)::int as held from case_file where held_by = $1 and held_until > $2),
      found as (
        select ${LOCKED_CASE_COLUMNS} from (${merged}) next join case_file c on c.id = next.id
        where (select held from mine) < (select wip_limit from staff where id = $1) and c.held_by is null and c.${CLAIMABLE}
        order by next.act_by, next.id limit 1 for update of c skip locked
      )
      select mine.held, found.* from mine left join found on true`;
    texts.set(queues, text);
  }
  return text;
}

async function lockNext(tx: Tx, queues: readonly string[]): Promise<{ held: number; found: LockedCase | null }> {
  const { actor, now } = tx.context;
  tx.post('claim-plan', CLAIM_PLAN);
  const [row] = await tx.prepared<LockedCase & { held: number }>(
    `claim-next-${queues.length}`,
    claimNextSql(queues.length),
    [actor.id, now, ...queues],
  );
  return { held: row?.held ?? 0, found: row?.id ? row : null };
}

async function take(tx: Tx, locked: LockedCase, holding: number, limit: number): Promise<ClaimResult> {
  const { actor, now } = tx.context;
  const until = leaseEnd(now);
  const refusal = stepCase(tx, locked, { type: 'claim', leaseUntil: until, holding, limit });
  if (refusal) return refusal;
  tx.post(
    'claim-save',
    `with part as (
       insert into case_participant (case_id, staff_id, side, part, at) values ($1, $2, 'first_instance', 'claimed', $5)
       on conflict do nothing
     )
     update case_file set state = $3, held_since = case when held_by = $2 then held_since else $5 end, held_by = $2,
       held_until = $4, assignee_id = $2, first_reviewed_at = coalesce(first_reviewed_at, $5), version = version + 1, updated_at = $5
     where id = $1`,
    [locked.id, actor.id, locked.state, until, now],
  );
  return {
    ok: true,
    claimed: { id: locked.id, number: locked.number, version: locked.version + 1, heldUntil: until },
  };
}

const tooMany = (held: number, limit: number): Refusal<'TOO_MANY_HELD'> =>
  refuse('TOO_MANY_HELD', `You hold ${held} of ${limit} cases. Finish or return one.`, ['propose', 'release']);
