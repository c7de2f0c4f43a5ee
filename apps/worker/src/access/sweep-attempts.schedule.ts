import { Injectable } from '@nestjs/common';
import type { CommandContext } from '@portcullis/core';
import { AttemptLimiter } from '@portcullis/core/access/attempt-limiter';
import type { Schedule } from '../stage.js';

/** Counts of sign-in attempts that can matter to nobody any more. */
@Injectable()
export class SweepAttemptsSchedule implements Schedule {
  readonly name = 'access.sweep';
  readonly everySeconds = 3600;

  constructor(private readonly attempts: AttemptLimiter) {}

  async run(context: CommandContext): Promise<void> {
    await this.attempts.sweep(context.now);
  }
}
