import { Injectable } from '@nestjs/common';
import type { CommandContext } from '@portcullis/core';
import { ReconcileCases } from '@portcullis/core/grouping/reconcile.command';
import type { Schedule } from '../stage.js';

/** Cases of one place that are several: merges that waited for people to let go, and cases that follow again. */
@Injectable()
export class ReconcileSchedule implements Schedule {
  readonly name = 'grouping.reconcile';
  readonly everySeconds = 60;

  constructor(private readonly reconcile: ReconcileCases) {}

  async run(context: CommandContext): Promise<void> {
    await this.reconcile.run(context);
  }
}
