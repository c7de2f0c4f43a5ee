import { Injectable } from '@nestjs/common';
import type { Tx } from '@portcullis/core';
import { ComposeLetters } from '@portcullis/core/notices/compose-letters.command';
import { ComposeStatements } from '@portcullis/core/notices/compose-statements.command';
import { completeOutbox } from '@portcullis/core/outbox/outbox-row';
import { NotYet, type OutboxJob, type Processor } from '../stage.js';

const UNCONFIRMED_WAIT_MS = 15_000;

/** Writes what customers are to be told. Sending is a job of its own. */
@Injectable()
export class ComposeProcessor implements Processor<'notices.compose'> {
  readonly topic = 'notices.compose';

  constructor(
    private readonly statements: ComposeStatements,
    private readonly letters: ComposeLetters,
  ) {}

  async process({ ticket, payload, context, renew }: OutboxJob<'notices.compose'>): Promise<void> {
    const done = (tx: Tx) => completeOutbox(tx, ticket);
    // A letter is dated by what it tells of, which in a simulation is long ago.
    const then = { ...context, now: new Date(payload.at) };
    if ('decisionId' in payload) {
      await this.letters.toVictims(then, payload.decisionId);
      await this.statements.compose(then, payload.decisionId, done, renew);
    } else if ('appealId' in payload) {
      await this.letters.ofAppeal(then, payload, done);
    } else if ('linkId' in payload) {
      await this.letters.ofFreshLink(then, payload.linkId, done);
    } else if (!(await this.letters.ofEnded(then, payload.actionIds, done))) {
      throw new NotYet('the control plane has not confirmed the end', UNCONFIRMED_WAIT_MS);
    }
  }
}
