import { Injectable } from '@nestjs/common';
import type { CommandContext } from '@portcullis/core';
import { Lease } from '@portcullis/core/casework/lease.command';
import type { Schedule } from '../stage.js';

const BATCH = 200;

/** Cases whose reviewer has left return to their queues. */
@Injectable()
export class LeaseExpirySchedule implements Schedule {
  readonly name = 'casework.lease_expiry';
  readonly everySeconds = 5;

  constructor(private readonly lease: Lease) {}

  async run({ now }: CommandContext): Promise<void> {
    while ((await this.lease.expire(now, BATCH)) === BATCH);
  }
}
