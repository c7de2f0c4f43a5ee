import { Injectable } from '@nestjs/common';
import type { CommandContext } from '@portcullis/core';
import { SetAside } from '@portcullis/core/grouping/set-aside.command';
import type { Schedule } from '../stage.js';

/** Alerts at which grouping failed, tried again. */
@Injectable()
export class SetAsideSchedule implements Schedule {
  readonly name = 'grouping.set_aside';
  readonly everySeconds = 60;

  constructor(private readonly setAside: SetAside) {}

  async run(context: CommandContext): Promise<void> {
    await this.setAside.putBack(context);
  }
}
