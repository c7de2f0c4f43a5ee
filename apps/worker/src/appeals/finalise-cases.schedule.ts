import { Injectable } from '@nestjs/common';
import type { CommandContext } from '@portcullis/core';
import { FinaliseCases } from '@portcullis/core/appeals/finalise-cases.command';
import type { Schedule } from '../stage.js';

/** Cases that no appeal can change any more become final. */
@Injectable()
export class FinaliseCasesSchedule implements Schedule {
  readonly name = 'appeals.finalise';
  readonly everySeconds = 60;

  constructor(private readonly cases: FinaliseCases) {}

  async run(context: CommandContext): Promise<void> {
    await this.cases.finaliseDue(context);
  }
}
