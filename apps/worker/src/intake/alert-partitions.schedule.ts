import { Injectable } from '@nestjs/common';
import { type CommandContext, UnitOfWork } from '@portcullis/core';
import type { Schedule } from '../stage.js';

const MONTHS_AHEAD = 3;

/** Months of alerts get their partitions before the first alert of the month comes. */
@Injectable()
export class AlertPartitionsSchedule implements Schedule {
  readonly name = 'intake.partitions';
  readonly everySeconds = 6 * 3_600;

  constructor(private readonly uow: UnitOfWork) {}

  async run({ now }: CommandContext): Promise<void> {
    await this.uow.read('select ensure_alert_partitions($1::date, $2)', [now, MONTHS_AHEAD]);
  }
}
