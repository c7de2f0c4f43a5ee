import { setTimeout } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { WakeTopic } from '@portcullis/core';
import { Clock } from '@portcullis/core/core.module';
import { AssignAlerts } from '@portcullis/core/grouping/assign.command';
import { SYSTEM } from '@portcullis/domain';
import type { Loop, LoopTurn } from '../stage.js';

/** So long whoever has to read everything anew leaves it to the one that grouped last. */
const PRECEDENCE_MS = 100;

/** Puts waiting alerts into cases. One worker does it at a time; the others find the lock taken and sleep. */
@Injectable()
export class AssignLoop implements Loop {
  readonly name = 'grouping.assign';
  readonly wakes: readonly WakeTopic[] = ['grouping'];
  readonly pollMs = 1_000;

  constructor(
    @Inject(AssignAlerts) private readonly assign: AssignAlerts,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async run({ signal }: LoopTurn): Promise<number> {
    if (await this.assign.isBehind()) await setTimeout(PRECEDENCE_MS, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return 0;
    const result = await this.assign.run(() => ({ actor: SYSTEM, now: this.clock.now() }), { signal });
    return result.status === 'assigned' ? result.taken : 0;
  }
}
