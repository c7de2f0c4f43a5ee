import type { UnitOfWork, WakeTopic } from '@portcullis/core';
import { giveBackRows, type OutboxTicket, takeDueRows } from '@portcullis/core/outbox/outbox-row';
import type { OutboxTopic } from '@portcullis/core/outbox/topics';
import type { Logger } from 'pino';
import type { Loop } from '../stage.js';
import { stageOf } from './processors.js';
import type { QueueEngine } from './queue-engine.js';

export interface RelayTimes {
  /** A row that no processor began by then is put into the queue again. */
  againAfterMs: number;
  pollMs: number;
  batch: number;
}

export const RELAY_TIMES: RelayTimes = { againAfterMs: 60_000, pollMs: 1_000, batch: 500 };

/**
 * A relay whose queue takes no jobs leaves them to those of other workers for so long: it would take what it has just
 * given back before they see it, and one worker that lost its queue would hold up all.
 */
const REST_MS = 5_000;

/** Turns outbox rows into jobs. Any number of workers may run it: no two take the same row. */
export class RelayLoop implements Loop {
  readonly name = 'outbox.relay';
  readonly wakes: readonly WakeTopic[] = ['outbox'];
  readonly pollMs: number;
  private restUntil = 0;

  constructor(
    private readonly uow: UnitOfWork,
    private readonly engine: QueueEngine,
    private readonly topics: readonly OutboxTopic[],
    private readonly log: Logger,
    private readonly times: RelayTimes = RELAY_TIMES,
  ) {
    this.pollMs = times.pollMs;
  }

  async run(): Promise<number> {
    if (performance.now() < this.restUntil) return 0;
    const { batch, againAfterMs } = this.times;
    const tickets = await takeDueRows(this.uow, this.topics, { limit: batch, againAfterMs });
    const byStage = new Map<string, OutboxTicket[]>();
    for (const ticket of tickets) {
      const stage = stageOf(ticket.topic);
      byStage.set(stage, [...(byStage.get(stage) ?? []), ticket]);
    }
    const added = await Promise.all([...byStage].map(([stage, own]) => this.add(stage, own)));
    return added.reduce((sum, count) => sum + count, 0);
  }

  private async add(stage: string, tickets: OutboxTicket[]): Promise<number> {
    try {
      await this.engine.add(stage, tickets);
      return tickets.length;
    } catch (fault) {
      this.log.warn({ err: fault, stage, count: tickets.length }, 'the queue takes no jobs; their rows come again');
      this.restUntil = performance.now() + REST_MS;
      await giveBackRows(this.uow, tickets);
      return 0;
    }
  }
}
