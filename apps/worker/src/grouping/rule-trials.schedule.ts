import { Injectable } from '@nestjs/common';
import type { CommandContext } from '@portcullis/core';
import { RunTrials } from '@portcullis/core/grouping/rules/run-trials.command';
import type { Schedule } from '../stage.js';

/** Rule sets that somebody wants to see at work on what is there. */
@Injectable()
export class RuleTrialsSchedule implements Schedule {
  readonly name = 'grouping.rule-trials';
  readonly everySeconds = 5;

  constructor(private readonly trials: RunTrials) {}

  async run(context: CommandContext, signal: AbortSignal): Promise<void> {
    await this.trials.run(context, signal);
  }
}
