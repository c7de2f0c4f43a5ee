import type { Tx, UnitOfWork } from '@portcullis/core/db/unit-of-work';
import type { ComposeLetters } from '@portcullis/core/notices/compose-letters.command';
import type { ComposeStatements } from '@portcullis/core/notices/compose-statements.command';
import type { SendNotice } from '@portcullis/core/notices/send-notice.command';
import { claimRow, completeOutbox, type OutboxTicket } from '@portcullis/core/outbox/outbox-row';
import { type OutboxTopic, outboxPayloads } from '@portcullis/core/outbox/topics';
import { SYSTEM } from '@portcullis/domain';
import type { SimulatedClock } from './simulated-clock.js';

const LEASE_MS = 60_000;
/** What belongs to the story's time. Other topics wait for the worker, to whom their moment does not matter. */
const TOPICS: readonly OutboxTopic[] = ['notices.compose', 'notices.send'];

/** Does the worker's work on letters while a story is replayed, by the story's clock. */
export class OutboxWork {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly clock: SimulatedClock,
    private readonly parts: { statements: ComposeStatements; letters: ComposeLetters; send: SendNotice },
  ) {}

  /** Writes and sends what is to be written, until nothing is left but what waits for a confirmation. */
  async drain(): Promise<void> {
    const waiting = new Set<string>();
    for (;;) {
      const rows = await this.uow.read<OutboxTicket>(
        `select id as "rowId", topic, attempts + 1 as attempt from outbox
         where completed_at is null and failed_at is null and topic = any($1::text[]) and not (id = any($2::uuid[]))
         order by id limit 100`,
        [TOPICS, [...waiting]],
      );
      if (rows.length === 0) return;
      for (const row of rows) if (!(await this.process(row))) waiting.add(row.rowId);
    }
  }

  private async process(ticket: OutboxTicket): Promise<boolean> {
    const row = await claimRow(this.uow, ticket, LEASE_MS);
    if (!row) return false;
    const done = (tx: Tx) => completeOutbox(tx, ticket);
    const context = { actor: SYSTEM, now: this.clock.now() };
    const { letters, statements, send } = this.parts;
    if (ticket.topic === 'notices.send') {
      await send.send(context, outboxPayloads['notices.send'].parse(row.payload).noticeIds, done);
      return true;
    }
    const payload = outboxPayloads['notices.compose'].parse(row.payload);
    if ('decisionId' in payload) {
      await letters.toVictims(context, payload.decisionId);
      await statements.compose(context, payload.decisionId, done);
      return true;
    }
    if ('appealId' in payload) {
      await letters.ofAppeal(context, payload, done);
      return true;
    }
    if ('linkId' in payload) {
      await letters.ofFreshLink(context, payload.linkId, done);
      return true;
    }
    return letters.ofEnded(context, payload.actionIds, done);
  }
}
