import { Injectable } from '@nestjs/common';
import { type CommandContext, pruneOutbox, UnitOfWork } from '@portcullis/core';
import type { Schedule } from '../stage.js';

const KEEP_MS = 7 * 24 * 3_600_000;

/** What the outbox did is in history; its rows are kept for a week to look at. */
@Injectable()
export class PruneOutboxSchedule implements Schedule {
  readonly name = 'outbox.prune';
  readonly everySeconds = 3_600;

  constructor(private readonly uow: UnitOfWork) {}

  async run({ now }: CommandContext): Promise<void> {
    const before = new Date(now.getTime() - KEEP_MS);
    while ((await pruneOutbox(this.uow, before)) > 0);
  }
}
