import { Injectable } from '@nestjs/common';
import type { CommandContext } from '@portcullis/core';
import { EndMonitoring } from '@portcullis/core/casework/end-monitoring.command';
import type { Schedule } from '../stage.js';

/** Cases that were only watched come back when their date has come. */
@Injectable()
export class MonitoringSchedule implements Schedule {
  readonly name = 'casework.monitoring';
  readonly everySeconds = 60;

  constructor(private readonly monitoring: EndMonitoring) {}

  async run(context: CommandContext): Promise<void> {
    await this.monitoring.endDue(context);
  }
}
