import { Module, type Type } from '@nestjs/common';
import { type Config, readConfig } from '@portcullis/core';
import { UnitOfWork } from '@portcullis/core/db/unit-of-work';
import { completeOutbox } from '@portcullis/core/outbox/outbox-row';
import { OUTBOX_TOPICS, type OutboxTopic } from '@portcullis/core/outbox/topics';
import { type PrivateDatabase, queueUrl } from '@portcullis/testkit';
import { pino } from 'pino';
import type { OutboxJob, Processor, WorkerStage } from '../stage.js';
import { type RunningWorker, startWorker, type WorkerOptions } from '../worker.js';

/** The settings of a worker on this database and on the engine that the run tests. */
export function testConfig(database: PrivateDatabase, more: Record<string, string> = {}): Config {
  const settings: Record<string, string> = {
    NODE_ENV: 'test',
    DATABASE_URL: database.urls.app,
    DATABASE_SEQUENCER_URL: database.urls.sequencer,
    DATABASE_QUEUE_URL: database.urls.queue,
    QUEUE_URL: engineUrl(),
    LINK_SECRET: 'a secret of the tests, long enough',
    LOG_LEVEL: 'silent',
    ...more,
  };
  return readConfig(Object.fromEntries(Object.entries(settings).map(([name, value]) => [`PORTCULLIS_${name}`, value])));
}

/** One of Redis' numbered databases for each of the test runner's processes: files that run at once don't meet. */
function engineUrl(): string {
  const url = queueUrl();
  // A cluster has no numbered databases.
  if (url.includes('cluster=true')) return url;
  return url ? `${url.replace(/\/+$/, '')}/${Number(process.env.VITEST_POOL_ID ?? 1) % 16}` : '';
}

/** A worker with short waits, so that what production notices within a minute is noticed within a second. */
export function startTestWorker(
  database: PrivateDatabase,
  options: WorkerOptions = {},
  settings: Record<string, string> = {},
): Promise<RunningWorker> {
  return startWorker(testConfig(database, settings), pino({ level: process.env.TEST_LOG ?? 'silent' }), {
    ...options,
    relayTimes: { againAfterMs: 1_000, pollMs: 200, ...options.relayTimes },
    ticketTimes: {
      firstRetryMs: 50,
      longestRetryMs: 200,
      leaseMs: 1_500,
      jobTimeoutMs: 1_000,
      maxAttempts: 4,
      ...options.ticketTimes,
    },
  });
}

export type Work = (job: OutboxJob<OutboxTopic>, done: () => Promise<void>) => Promise<void>;

/** Stages whose processors do what the test says; `done` completes the row. Topics that are not named complete at once. */
export function stagesThatDo(
  work: Partial<Record<OutboxTopic, Work>>,
  topics: readonly OutboxTopic[] = OUTBOX_TOPICS,
): WorkerStage[] {
  const byStage = new Map<string, Type<Processor>[]>();
  for (const topic of topics) {
    const stage = topic.split('.')[0] as string;
    byStage.set(stage, [...(byStage.get(stage) ?? []), processorFor(topic, work[topic])]);
  }
  return [...byStage].map(([name, processors]) => {
    class StageModule {}
    Module({ providers: processors })(StageModule);
    return { name, module: StageModule, processors };
  });
}

function processorFor(topic: OutboxTopic, work: Work = (_job, done) => done()): Type<Processor> {
  class TestProcessor implements Processor {
    readonly topic = topic;
    constructor(private readonly uow: UnitOfWork) {}
    process(job: OutboxJob<OutboxTopic>): Promise<void> {
      return work(job, () => this.uow.run(job.context, (tx) => completeOutbox(tx, job.ticket)));
    }
  }
  Reflect.defineMetadata('design:paramtypes', [UnitOfWork], TestProcessor);
  return TestProcessor;
}

/** Waits until it is so. @throws with the last value when it is not within the time */
export async function until<T>(what: () => Promise<T>, isSo: (value: T) => boolean, ms = 15_000): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const value = await what();
    if (isSo(value)) return value;
    if (Date.now() > end) throw new Error(`not so after ${ms} ms: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
