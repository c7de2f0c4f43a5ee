import { Injectable } from '@nestjs/common';
import type { CommandContext } from '@portcullis/core';
import { EndAllowEntries } from '@portcullis/core/grouping/lists/end-allow.command';
import type { Schedule } from '../stage.js';

/** Entries of the allow-list whose date has come, and alerts that ended ones held back. */
@Injectable()
export class EndAllowSchedule implements Schedule {
  readonly name = 'grouping.end-allow';
  readonly everySeconds = 60;

  constructor(private readonly end: EndAllowEntries) {}

  async run(context: CommandContext): Promise<void> {
    await this.end.run(context);
  }
}
