import { Injectable } from '@nestjs/common';
import { leaseEnd, type Refusal, refuse, renewLease, SYSTEM } from '@portcullis/domain';
import { refuseUnless } from '../access/permit.js';
import { type CommandContext, UnitOfWork } from '../db/unit-of-work.js';
import { LOCKED_CASE_COLUMNS, type LockedCase, lockCase, saveCase, stepCase } from './case-step.js';
import { caseNotFound } from './stale.js';

/** The hold on a case: renewed while its page is open, given back by hand, by a skip or by time. */
@Injectable()
export class Lease {
  constructor(private readonly uow: UnitOfWork) {}

  /** A heartbeat; not worth a line of history. One statement when all is well. */
  async renew(context: CommandContext, caseId: string): Promise<{ ok: true; heldUntil: Date } | Refusal> {
    const refusal = refuseUnless(context.actor, 'casework.claim');
    if (refusal) return refusal;
    const until = leaseEnd(context.now);
    const renewed = await this.uow.read(
      `update case_file set held_until = greatest(held_until, $3) where id = $1 and held_by = $2 and held_until > $4 returning id`,
      [caseId, context.actor.id, until, context.now],
    );
    if (renewed.length > 0) return { ok: true, heldUntil: until };
    const [row] = await this.uow.read<{ heldBy: string | null; leaseUntil: Date | null }>(
      'select held_by as "heldBy", held_until as "leaseUntil" from case_file where id = $1',
      [caseId],
    );
    if (!row) return caseNotFound();
    const answer = renewLease(row, context.actor.id, context.now);
    return answer.ok
      ? refuse('LEASE_LAPSED', 'Your hold on this case has lapsed. Claim it again.', ['casework.claim'])
      : answer;
  }

  /** Gives a case back to its queue. */
  async release(context: CommandContext, caseId: string, reason?: string): Promise<{ ok: true } | Refusal> {
    return this.uow.run(context, async (tx) => {
      const locked = await lockCase(tx, caseId);
      if (!locked) return caseNotFound();
      const refusal = stepCase(tx, locked, { type: 'release', reason });
      if (refusal) return refusal;
      locked.assigneeId = null;
      await saveCase(tx, locked);
      return { ok: true };
    });
  }

  /** "Not me": the case goes back, and claim-next passes it over for this person from now on. */
  async skip(context: CommandContext, caseId: string, reason: string): Promise<{ ok: true } | Refusal> {
    const refusal = refuseUnless(context.actor, 'casework.skip');
    if (refusal) return refusal;
    if (!reason.trim()) return refuse('REASON_REQUIRED', 'Say why you pass this case on.', ['skip']);
    return this.uow.run(context, async (tx) => {
      const locked = await lockCase(tx, caseId);
      if (!locked) return caseNotFound();
      const holder = locked.heldUntil && locked.heldUntil > context.now ? locked.heldBy : null;
      if (holder !== null && holder !== context.actor.id) {
        return refuse('HELD_BY_ANOTHER', 'Somebody else holds this case.', ['claim_next']);
      }
      await tx.query(
        `insert into case_skip (case_id, staff_id, reason, at) values ($1, $2, $3, $4)
         on conflict (case_id, staff_id) do update set reason = excluded.reason, at = excluded.at`,
        [caseId, context.actor.id, reason.trim(), context.now],
      );
      tx.record({
        stage: 'casework',
        kind: 'case.skip',
        entityKind: 'case',
        entityId: caseId,
        caseId,
        body: { why: reason.trim(), facts: { queue: locked.queueId, route: locked.route, severity: locked.severity } },
      });
      if (holder === null) return { ok: true };
      const held = stepCase(tx, locked, { type: 'release', reason });
      if (held) {
        tx.discard();
        return held;
      }
      locked.assigneeId = null;
      await saveCase(tx, locked);
      return { ok: true };
    });
  }

  /**
   * Returns cases whose lease ran out to their queues; for the worker's schedule. Several may run at once.
   * @returns how many were returned; call again while it equals `most`
   */
  async expire(now: Date, most = 200): Promise<number> {
    return this.uow.run({ actor: SYSTEM, now }, async (tx) => {
      const lapsed = await tx.query<LockedCase>(
        `select ${LOCKED_CASE_COLUMNS} from case_file c where c.held_by is not null and c.held_until <= $1
         order by c.id limit $2 for update skip locked`,
        [now, most],
      );
      for (const locked of lapsed) {
        const leftBy = locked.heldBy;
        const refusal = stepCase(tx, locked, { type: 'release', reason: 'The lease ran out.' }, { leftBy });
        // A state that nobody works in any more is freed without a step.
        if (refusal) Object.assign(locked, { heldBy: null, heldUntil: null });
        locked.assigneeId = null;
        await saveCase(tx, locked);
      }
      return lapsed.length;
    });
  }
}
