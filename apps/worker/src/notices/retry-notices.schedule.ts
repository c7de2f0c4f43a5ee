import { Injectable } from '@nestjs/common';
import { type CommandContext, UnitOfWork } from '@portcullis/core';
import { retryDueNotices } from '@portcullis/core/notices/retry-notices.command';
import type { Schedule } from '../stage.js';

/** Mail that no server took is tried again when its time comes. */
@Injectable()
export class RetryNoticesSchedule implements Schedule {
  readonly name = 'notices.retry';
  readonly everySeconds = 10;

  constructor(private readonly uow: UnitOfWork) {}

  async run(context: CommandContext): Promise<void> {
    while ((await retryDueNotices(this.uow, context)) > 0);
  }
}
