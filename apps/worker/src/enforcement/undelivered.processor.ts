import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@portcullis/core';
import { ConfirmAction } from '@portcullis/core/enforcement/confirm-action.command';
import { completeOutbox } from '@portcullis/core/outbox/outbox-row';
import type { OutboxJob, Processor } from '../stage.js';

/** Notes on an action that its order could not be delivered. A replay that is confirmed later still counts. */
@Injectable()
export class UndeliveredProcessor implements Processor<'enforcement.undelivered'> {
  readonly topic = 'enforcement.undelivered';

  constructor(
    private readonly uow: UnitOfWork,
    private readonly confirmAction: ConfirmAction,
  ) {}

  async process({ ticket, payload, context }: OutboxJob<'enforcement.undelivered'>): Promise<void> {
    // Noting it twice changes nothing; an action that waits for its end stays as it is, and the dead letter tells why.
    await this.confirmAction.confirm(context, payload.actionId, {
      status: 'failed',
      at: context.now,
      detail: `The order did not reach the control plane (delivery ${payload.deliveryId}).`,
    });
    await this.uow.run(context, (tx) => completeOutbox(tx, ticket));
  }
}
