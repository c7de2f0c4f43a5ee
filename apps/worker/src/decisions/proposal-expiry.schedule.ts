import { Injectable } from '@nestjs/common';
import type { CommandContext } from '@portcullis/core';
import { AnswerDecision } from '@portcullis/core/decisions/answer-decision.command';
import type { Schedule } from '../stage.js';

/** Proposals that nobody answered go back to their case. */
@Injectable()
export class ProposalExpirySchedule implements Schedule {
  readonly name = 'decisions.expire';
  readonly everySeconds = 60;

  constructor(private readonly decisions: AnswerDecision) {}

  async run(context: CommandContext): Promise<void> {
    await this.decisions.expireDue(context);
  }
}
