import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@portcullis/core';
import { completeOutbox } from '@portcullis/core/outbox/outbox-row';
import { sendFeedback } from '@portcullis/core/outcomes/send-feedback.command';
import type { OutboxJob, Processor } from '../stage.js';

/** Detectors learn what became of their alerts. */
@Injectable()
export class FeedbackProcessor implements Processor<'outcomes.feedback'> {
  readonly topic = 'outcomes.feedback';

  constructor(private readonly uow: UnitOfWork) {}

  async process({ ticket, payload, context, renew }: OutboxJob<'outcomes.feedback'>): Promise<void> {
    const { caseId, decisionId, appealId, at } = payload;
    const scope = { caseId, decisionId, appealId, at: new Date(at) };
    await sendFeedback(this.uow, context, scope, (tx) => completeOutbox(tx, ticket), renew);
  }
}
