import { setTimeout as sleep } from 'node:timers/promises';
import type { OutboxTicket } from '@portcullis/core/outbox/outbox-row';
import type { Job, Queue, QueueOptions, Worker, WorkerOptions } from 'bullmq';
import type { Logger } from 'pino';
import type { QueueEngine } from './queue-engine.js';

/** What the two engines differ in. */
export interface BullParts {
  kind: QueueEngine['kind'];
  openQueue(name: string): Queue;
  openWorker(
    name: string,
    processor: (job: Job<OutboxTicket>) => Promise<void>,
    options: Omit<WorkerOptions, 'connection'>,
  ): Worker;
  /** Ends connections that the parts opened for all queues together. */
  end?(): Promise<void>;
}

/** A queue that does not answer must not hold the relay: the rows are dispatched again later. */
const ADD_TIMEOUT_MS = 10_000;

/** Before a worker that could not begin is opened anew. */
const AGAIN_MS = 1_000;

/** A job of ours is a nudge: nothing of it is kept, and a stalled one is not run again, since its row will be. */
export const JOB_OPTIONS = {
  attempts: 1,
  removeOnComplete: true,
  removeOnFail: true,
} satisfies QueueOptions['defaultJobOptions'];

/**
 * What a dead worker held is out of the queue within 15 s and two or three of its checks: before its row is due again,
 * which the queue would refuse as one that it holds.
 */
export const WORKER_OPTIONS = {
  lockDuration: 15_000,
  stalledInterval: 10_000,
  maxStalledCount: 0,
  drainDelay: 5,
  runRetryDelay: 1_000,
  removeOnComplete: { count: 0 },
  removeOnFail: { count: 0 },
} satisfies Partial<WorkerOptions>;

/**
 * The library remembers for good that a connection could not be made or its tables could not be read. So a queue that
 * did not take jobs, and a worker that did not get ready, are closed and opened anew.
 */
export function bullEngine({ kind, openQueue, openWorker, end }: BullParts, log: Logger): QueueEngine {
  const queues = new Map<string, Queue>();
  const workers = new Set<Worker>();
  const stopping = new AbortController();
  const queueOf = (name: string): Queue => {
    const known = queues.get(name);
    if (known) return known;
    const queue = openQueue(bullName(name));
    // Without a listener the library's error events would end the process; calls that fail are seen where they are made.
    queue.on('error', (fault) => log.debug({ err: fault, queue: name }, 'queue connection'));
    queues.set(name, queue);
    return queue;
  };
  const begin = (name: string, concurrency: number, work: (ticket: OutboxTicket) => Promise<void>): void => {
    if (stopping.signal.aborted) return;
    const worker = openWorker(bullName(name), (job) => work(job.data), { ...WORKER_OPTIONS, concurrency });
    worker.on('error', (fault) => log.warn({ err: fault, queue: name }, 'queue worker'));
    worker.on('failed', (_job, fault) => log.warn({ err: fault, queue: name }, 'job failed; its row comes again'));
    workers.add(worker);
    worker.waitUntilReady().catch(async (fault) => {
      if (stopping.signal.aborted) return;
      log.warn({ err: fault, queue: name }, 'queue worker could not begin and is opened anew');
      workers.delete(worker);
      worker.close(true).catch(() => undefined);
      await sleep(AGAIN_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
      begin(name, concurrency, work);
    });
  };
  return {
    kind,
    add: async (name, tickets) => {
      const jobs = tickets.map((ticket) => ({
        name: ticket.topic,
        data: ticket,
        opts: { ...JOB_OPTIONS, jobId: `${ticket.rowId}-${ticket.attempt}` },
      }));
      const queue = queueOf(name);
      try {
        await within(ADD_TIMEOUT_MS, queue.addBulk(jobs));
      } catch (fault) {
        if (queues.get(name) === queue) queues.delete(name);
        queue.close().catch(() => undefined);
        throw fault;
      }
    },
    work: begin,
    drain: async () => {
      stopping.abort();
      await Promise.all([...workers].map((worker) => worker.close()));
    },
    close: async () => {
      stopping.abort();
      await Promise.all([...workers].map((worker) => worker.close()));
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      await end?.();
    },
  };
}

const bullName = (stage: string): string => `portcullis-${stage}`;

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the queue did not answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
