import { Inject, Injectable } from '@nestjs/common';
import { type CommandContext, type Config, writeAnchor } from '@portcullis/core';
import { CONFIG } from '@portcullis/core/core.module';
import type { Schedule } from '../stage.js';
import { SEQUENCER_POOL } from '../tokens.js';
import type { SequencerPool } from './sequencer.loop.js';

/** Writes the head of the chain where whoever can write the database cannot. */
@Injectable()
export class AnchorSchedule implements Schedule {
  readonly name = 'history.anchor';
  readonly everySeconds = 60;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(SEQUENCER_POOL) private readonly pool: SequencerPool,
  ) {}

  async run({ now }: CommandContext): Promise<void> {
    if (this.config.AUDIT_ANCHOR_FILE) await writeAnchor(this.pool, this.config.AUDIT_ANCHOR_FILE, now);
  }
}
