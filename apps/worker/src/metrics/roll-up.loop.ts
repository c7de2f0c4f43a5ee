import { Injectable } from '@nestjs/common';
import type { WakeTopic } from '@portcullis/core';
import { Clock } from '@portcullis/core/core.module';
import { RollUp } from '@portcullis/core/metrics/roll-up.command';
import { SYSTEM } from '@portcullis/domain';
import type { Loop } from '../stage.js';

/** Keeps the counts up with history. One worker does it at a time; the others find the row locked and sleep. */
@Injectable()
export class RollUpLoop implements Loop {
  readonly name = 'metrics.roll_up';
  // The sequencer wakes once more when it has sealed: only then is there something to read.
  readonly wakes: readonly WakeTopic[] = ['history'];
  readonly pollMs = 2_000;

  constructor(
    private readonly rollUp: RollUp,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<number> {
    return (await this.rollUp.run({ actor: SYSTEM, now: this.clock.now() })).read;
  }
}
