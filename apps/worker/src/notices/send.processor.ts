import { Injectable } from '@nestjs/common';
import { SendNotice } from '@portcullis/core/notices/send-notice.command';
import { completeOutbox } from '@portcullis/core/outbox/outbox-row';
import type { OutboxJob, Processor } from '../stage.js';

/** Sends notices. A server that does not take one is a result, not a failure: the notice knows when to try again. */
@Injectable()
export class SendProcessor implements Processor<'notices.send'> {
  readonly topic = 'notices.send';

  constructor(private readonly sendNotice: SendNotice) {}

  process({ ticket, payload, context }: OutboxJob<'notices.send'>): Promise<void> {
    return this.sendNotice.send(context, payload.noticeIds, (tx) => completeOutbox(tx, ticket));
  }
}
