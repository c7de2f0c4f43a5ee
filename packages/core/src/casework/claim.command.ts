import { Injectable } from '@nestjs/common';
import { refuse } from '@portcullis/domain';
import { refuseUnless } from '../access/permit.js';
import { type CommandContext, UnitOfWork } from '../db/unit-of-work.js';
import { lockCase } from './case-step.js';
import { ClaimDesk, type ClaimResult, lockPeople, saveTaken, type TakenCase, take } from './claim-desk.js';
import { CLAIM_PLAN } from './claim-sql.js';
import { QueuesQuery } from './queues.query.js';
import { caseNotFound } from './stale.js';

/** Hands out cases: the one that matters most of the person's queues, or a named one. No two people ever hold one. */
@Injectable()
export class ClaimCase {
  private readonly desk: ClaimDesk;

  constructor(
    private readonly uow: UnitOfWork,
    private readonly queues: QueuesQuery,
  ) {
    this.desk = new ClaimDesk(uow);
  }

  /** @param only queues to take from; without it the person's own, or all when the person has none */
  async claimNext(context: CommandContext, only: readonly string[] | null = null): Promise<ClaimResult> {
    const refusal = refuseUnless(context.actor, 'casework.claim');
    if (refusal) return refusal;
    const own = await this.queues.of(context.actor.id);
    const queues = only ? own.filter((queue) => only.includes(queue)) : own;
    if (queues.length === 0) return { ok: true, claimed: null };
    return this.desk.next(context, queues);
  }

  /** A named case, from a link or the queue. Taking again what one holds already renews the lease. */
  async claim(context: CommandContext, caseId: string): Promise<ClaimResult> {
    const refusal = refuseUnless(context.actor, 'casework.claim');
    if (refusal) return refusal;
    return this.uow.run(context, async (tx) => {
      tx.post('claim-plan', CLAIM_PLAN);
      const [person] = await lockPeople(tx, [context.actor.id ?? '']);
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
      const taken: TakenCase[] = [];
      const result = take(tx, locked, { held: side?.held ?? 0, limit: person.limit }, taken);
      saveTaken(tx, taken);
      return result;
    });
  }
}
