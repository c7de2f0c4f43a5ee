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

/** A job of ours is a nudge: nothing of it is kept, and a stalled one is not run again, since its row will be. */
export const JOB_OPTIONS = {
  attempts: 1,
  removeOnComplete: true,
  removeOnFail: true,
} satisfies QueueOptions['defaultJobOptions'];

export const WORKER_OPTIONS = {
  lockDuration: 60_000,
  stalledInterval: 60_000,
  maxStalledCount: 0,
  drainDelay: 5,
  runRetryDelay: 1_000,
  removeOnComplete: { count: 0 },
  removeOnFail: { count: 0 },
} satisfies Partial<WorkerOptions>;

export function bullEngine({ kind, openQueue, openWorker, end }: BullParts, log: Logger): QueueEngine {
  const queues = new Map<string, Queue>();
  const workers: Worker[] = [];
  const queueOf = (name: string): Queue => {
    const known = queues.get(name);
    if (known) return known;
    const queue = openQueue(bullName(name));
    // Without a listener the library's error events would end the process; calls that fail are seen where they are made.
    queue.on('error', (fault) => log.debug({ err: fault, queue: name }, 'queue connection'));
    queues.set(name, queue);
    return queue;
  };
  return {
    kind,
    add: async (name, tickets) => {
      const jobs = tickets.map((ticket) => ({
        name: ticket.topic,
        data: ticket,
        opts: { ...JOB_OPTIONS, jobId: `${ticket.rowId}-${ticket.attempt}` },
      }));
      await within(ADD_TIMEOUT_MS, queueOf(name).addBulk(jobs));
    },
    work: (name, concurrency, work) => {
      const worker = openWorker(bullName(name), (job) => work(job.data), { ...WORKER_OPTIONS, concurrency });
      worker.on('error', (fault) => log.warn({ err: fault, queue: name }, 'queue worker'));
      worker.on('failed', (_job, fault) => log.warn({ err: fault, queue: name }, 'job failed; its row comes again'));
      workers.push(worker);
    },
    drain: async () => {
      await Promise.all(workers.map((worker) => worker.close()));
    },
    close: async () => {
      await Promise.all(workers.splice(0).map((worker) => worker.close()));
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
