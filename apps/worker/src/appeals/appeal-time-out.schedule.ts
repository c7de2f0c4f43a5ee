import { Injectable } from '@nestjs/common';
import type { CommandContext } from '@portcullis/core';
import { ReviewAppeal } from '@portcullis/core/appeals/review-appeal.command';
import type { Schedule } from '../stage.js';

/** Questions that nobody answered: the appeal is decided on the file. */
@Injectable()
export class AppealTimeOutSchedule implements Schedule {
  readonly name = 'appeals.time_out';
  readonly everySeconds = 60;

  constructor(private readonly appeals: ReviewAppeal) {}

  async run(context: CommandContext): Promise<void> {
    await this.appeals.timeOutDue(context);
  }
}
