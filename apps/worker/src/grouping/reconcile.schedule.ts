import { Injectable } from '@nestjs/common';
import type { CommandContext } from '@portcullis/core';
import { ReconcileCases } from '@portcullis/core/grouping/reconcile.command';
import type { Schedule } from '../stage.js';

/** Merges that waited for people to let go. */
@Injectable()
export class ReconcileSchedule implements Schedule {
  readonly name = 'grouping.reconcile';
  readonly everySeconds = 60;

  constructor(private readonly reconcile: ReconcileCases) {}

  async run(context: CommandContext): Promise<void> {
    await this.reconcile.run(context);
  }
}
