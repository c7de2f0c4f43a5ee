import { Inject, Injectable } from '@nestjs/common';
import { openDatabase, sealEvents, type WakeTopic, wakeAfterCommit } from '@portcullis/core';
import type { Loop } from '../stage.js';
import { SEQUENCER_POOL } from '../tokens.js';

export type SequencerPool = Awaited<ReturnType<typeof openDatabase>>;

/** Appends what happened to the chain. One worker does it at a time; the others find the lock taken and sleep. */
@Injectable()
export class SequencerLoop implements Loop {
  readonly name = 'history.seal';
  readonly wakes: readonly WakeTopic[] = ['history'];
  readonly pollMs = 2_000;

  constructor(@Inject(SEQUENCER_POOL) private readonly pool: SequencerPool) {}

  async run(): Promise<number> {
    const sealed = await sealEvents(this.pool);
    // Whoever reads along history reads by position, so there is something to read only now.
    if (sealed > 0) wakeAfterCommit(this.pool, ['history']);
    return sealed;
  }
}
