import { Injectable } from '@nestjs/common';
import type { CommandContext } from '@portcullis/core';
import { LiftAction } from '@portcullis/core/enforcement/lift-action.command';
import type { Schedule } from '../stage.js';

/** Ends actions that have reached their date. */
@Injectable()
export class ActionExpirySchedule implements Schedule {
  readonly name = 'enforcement.expire';
  readonly everySeconds = 15;

  constructor(private readonly liftAction: LiftAction) {}

  async run(context: CommandContext): Promise<void> {
    await this.liftAction.expireDue(context);
  }
}
