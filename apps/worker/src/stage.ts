import type { Type } from '@nestjs/common';
import type { CommandContext, OutboxPayload, OutboxTicket, OutboxTopic, WakeTopic } from '@portcullis/core';

/** One outbox row on its way through a processor. */
export interface OutboxJob<T extends OutboxTopic> {
  ticket: OutboxTicket;
  payload: OutboxPayload<T>;
  /** Actor system, the moment the job began, the request that caused it. */
  context: CommandContext;
  /** Aborted when the job's time is up or the worker stops: foreign I/O must listen to it. */
  signal: AbortSignal;
  /** For work in many transactions: says between them that it goes on, so that nobody else begins it anew. */
  renew(): Promise<void>;
}

/**
 * Does the work of one topic. It may be asked twice for the same row, so it completes the row (`completeOutbox`) in
 * the transaction of its effect. What it throws is noted on the row and tried again later; see also `NotYet` and
 * `PermanentFailure`.
 */
export interface Processor<T extends OutboxTopic = OutboxTopic> {
  readonly topic: T;
  process(job: OutboxJob<T>): Promise<void>;
}

/** Thrown by a processor whose moment has not come: no failure, however often. */
export class NotYet extends Error {
  constructor(
    message: string,
    readonly retryAfterMs: number,
  ) {
    super(message);
  }
}

/** Thrown by a processor when no retry can help: the row becomes a dead letter at once. */
export class PermanentFailure extends Error {}

/** Work that is nudged, not queued: the rows to work on are in tables of their own. Several workers run it at once. */
export interface Loop {
  readonly name: string;
  /** After which wake-ups it looks again. */
  readonly wakes: readonly WakeTopic[];
  /** The longest sleep, for wake-ups that got lost. */
  readonly pollMs: number;
  /** Works through one batch. @returns how much was done; 0 makes the loop sleep */
  run(turn: LoopTurn): Promise<number>;
  /** For loops that leave work running between turns: begins nothing more and waits for what runs. */
  stop?(): Promise<void>;
}

export interface LoopTurn {
  /** Aborted when the worker stops: finish what must be finished and return. */
  signal: AbortSignal;
}

/** Work of the clock. Runs once per period, in whichever worker takes it first, and must bear to be cut off. */
export interface Schedule {
  readonly name: string;
  readonly everySeconds: number;
  /** @param signal aborted when the worker stops; what takes long ends early then */
  run(context: CommandContext, signal: AbortSignal): Promise<void>;
}

/** What a stage brings to the worker. `module` provides the classes that the other three name. */
export interface WorkerStage {
  /** A stage word of PRODUCT.md: the first part of its topics and the name of its queue. */
  name: string;
  module: Type;
  processors?: readonly Type<Processor>[];
  loops?: readonly Type<Loop>[];
  schedules?: readonly Type<Schedule>[];
  /** Jobs of this stage that run at once in one process; 4 unless told. */
  concurrency?: number;
}
