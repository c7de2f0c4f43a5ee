import { Injectable } from '@nestjs/common';
import { may, partiesFor, type Refusal, refuse } from '@portcullis/domain';
import { type CommandContext, UnitOfWork } from '../db/unit-of-work.js';
import { lockDelivery } from './lock-delivery.js';

export type ReplayResult = { ok: true } | Refusal<'NOT_FOUND' | 'ROLE_NOT_ALLOWED' | 'NOT_DEAD'>;

/** Gives a dead letter all its attempts again; what it held goes out after it. */
@Injectable()
export class ReplayDelivery {
  constructor(private readonly uow: UnitOfWork) {}

  replay(context: CommandContext, deliveryId: string, reason?: string): Promise<ReplayResult> {
    return this.uow.run(context, async (tx): Promise<ReplayResult> => {
      if (!may(context.actor, 'enforcement.replay')) {
        return refuse('ROLE_NOT_ALLOWED', 'A dead letter is replayed by others.', partiesFor('enforcement.replay'));
      }
      const delivery = await lockDelivery(tx, deliveryId);
      if (!delivery) return refuse('NOT_FOUND', 'There is no such delivery.');
      if (delivery.state !== 'dead') {
        return refuse('NOT_DEAD', `Only a dead letter is replayed; this one is ${delivery.state}.`);
      }
      await tx.query(
        `update delivery set state = 'pending', attempts = 0, first_attempt_at = null, next_attempt_at = $2 where id = $1`,
        [deliveryId, context.now],
      );
      await tx.query('update delivery_lane set held = false, lease = null, next_attempt_at = $2 where lane = $1', [
        delivery.lane,
        context.now,
      ]);
      tx.record({
        stage: 'enforcement',
        kind: 'delivery.replayed',
        entityKind: 'delivery',
        entityId: deliveryId,
        caseId: delivery.caseId ?? undefined,
        body: { why: reason, facts: { lane: delivery.lane, sequence: delivery.sequence, kind: delivery.kind } },
      });
      tx.wake('delivery');
      return { ok: true };
    });
  }
}
