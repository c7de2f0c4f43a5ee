import { Injectable } from '@nestjs/common';
import { may, partiesFor, type Refusal, refuse } from '@portcullis/domain';
import { type CommandContext, UnitOfWork } from '../db/unit-of-work.js';
import { lockDelivery } from './lock-delivery.js';

export type SkipResult = { ok: true } | Refusal<'NOT_FOUND' | 'ROLE_NOT_ALLOWED' | 'NOT_DEAD' | 'REASON_REQUIRED'>;

/** Gives up a dead letter for good, with a reason, so that what comes after it can go out. */
@Injectable()
export class SkipDelivery {
  constructor(private readonly uow: UnitOfWork) {}

  skip(context: CommandContext, deliveryId: string, reason: string): Promise<SkipResult> {
    return this.uow.run(context, async (tx): Promise<SkipResult> => {
      const { actor, now } = context;
      if (actor.kind !== 'staff' || !may(actor, 'enforcement.skip')) {
        return refuse('ROLE_NOT_ALLOWED', 'A dead letter is skipped by others.', partiesFor('enforcement.skip'));
      }
      if (!reason.trim()) return refuse('REASON_REQUIRED', 'Say why this message need not arrive.', ['skip']);
      const delivery = await lockDelivery(tx, deliveryId);
      if (!delivery) return refuse('NOT_FOUND', 'There is no such delivery.');
      if (delivery.state !== 'dead') {
        return refuse('NOT_DEAD', `Only a dead letter is skipped; this one is ${delivery.state}.`, ['replay']);
      }
      await tx.query(`update delivery set state = 'skipped', skipped_by = $2, skip_reason = $3 where id = $1`, [
        deliveryId,
        actor.id,
        reason.trim(),
      ]);
      await tx.query(
        `update delivery_lane set held = false, lease = null, done_sequence = $2,
           next_attempt_at = case when last_sequence > $2 then $3::timestamptz end
         where lane = $1`,
        [delivery.lane, delivery.sequence, now],
      );
      tx.record({
        stage: 'enforcement',
        kind: 'delivery.skipped',
        entityKind: 'delivery',
        entityId: deliveryId,
        caseId: delivery.caseId ?? undefined,
        body: { why: reason.trim(), facts: { lane: delivery.lane, sequence: delivery.sequence, kind: delivery.kind } },
      });
      tx.wake('delivery');
      return { ok: true };
    });
  }
}
