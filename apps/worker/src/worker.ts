import { type INestApplicationContext, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Config, listenForWakes, openDatabase, UnitOfWork, type WakeListener } from '@portcullis/core';
import { Clock, CoreModule } from '@portcullis/core/core.module';
import type { Logger } from 'pino';
import { type HealthServer, startHealthServer } from './health/health-server.js';
import { registerWorkerGauges } from './health/worker-gauges.js';
import { WorkerMetrics } from './health/worker-metrics.js';
import { infrastructure } from './infrastructure.module.js';
import { NestLogger } from './logger.js';
import { LoopRunner } from './loops/loop-runner.js';
import { processorsByTopic } from './outbox/processors.js';
import { openQueueEngine, type QueueEngine } from './outbox/queue-engine.js';
import { RELAY_TIMES, RelayLoop, type RelayTimes } from './outbox/relay.loop.js';
import { runTicket, TICKET_TIMES, type TicketTimes } from './outbox/run-ticket.js';
import { ScheduleRunner } from './schedules/schedule-runner.js';
import type { WorkerStage } from './stage.js';
import { workerStages } from './stages.js';

export interface WorkerOptions {
  stages?: readonly WorkerStage[];
  clock?: Clock;
  relayTimes?: Partial<RelayTimes>;
  ticketTimes?: Partial<TicketTimes>;
  /** Off for tests that call schedules themselves. */
  schedules?: boolean;
}

export interface RunningWorker {
  healthUrl: string;
  engine: QueueEngine['kind'];
  app: INestApplicationContext;
  /** Not ready, nothing new begun, what runs brought to its end, connections ended. Safe to call twice. */
  close(): Promise<void>;
}

const STOP_MS = 20_000;
const DEFAULT_CONCURRENCY = 4;

@Module({})
class WorkerRoot {}

/** Opens the pools, checks that every topic has its processor, and begins to work. @throws what stands in the way */
export async function startWorker(config: Config, log: Logger, options: WorkerOptions = {}): Promise<RunningWorker> {
  const { stages = workerStages, clock = new Clock() } = options;
  if (!config.DATABASE_SEQUENCER_URL) throw new Error('PORTCULLIS_DATABASE_SEQUENCER_URL: needed by the worker');
  const stopping = new AbortController();
  const endings: (() => Promise<unknown>)[] = [];
  /** What was opened last ends first. */
  const end = async (): Promise<void> => {
    for (const ending of endings.splice(0).reverse()) await ending();
  };
  try {
    const pool = (url: string, poolSize: number, applicationName: string) =>
      openDatabase({ url, poolSize, applicationName }).then((opened) => {
        endings.push(() => opened.destroy());
        return opened;
      });
    const dataSource = await pool(config.DATABASE_URL, config.DATABASE_POOL, 'portcullis-worker');
    const sequencerPool = await pool(config.DATABASE_SEQUENCER_URL, 2, 'portcullis-sequencer');
    const metrics = new WorkerMetrics();

    const app = await NestFactory.createApplicationContext(
      {
        module: WorkerRoot,
        imports: [
          CoreModule.forRoot({ dataSource, config, clock }),
          infrastructure({ log, metrics, sequencerPool }),
          ...stages.map(({ module }) => module),
        ],
      },
      { logger: new NestLogger(log), abortOnError: false },
    );
    endings.push(() => app.close());
    const get = <T>(classes: readonly Type<T>[] = []): T[] => classes.map((type) => app.get(type, { strict: false }));
    const processors = processorsByTopic(stages.flatMap((stage) => get(stage.processors)));
    const uow = app.get(UnitOfWork);
    registerWorkerGauges(metrics, uow);

    const engine = await openQueueEngine(config, log);
    endings.push(() => engine.close());
    const relay = new RelayLoop(uow, engine, [...processors.keys()], log, { ...RELAY_TIMES, ...options.relayTimes });
    const loops = [relay, ...stages.flatMap((stage) => get(stage.loops))].map(
      (loop) => new LoopRunner(loop, log, metrics),
    );
    const schedules = new ScheduleRunner(
      options.schedules === false ? [] : stages.flatMap((stage) => get(stage.schedules)),
      uow,
      clock,
      log,
      metrics,
    );
    const whyNotReady = async (): Promise<string | null> => {
      if (stopping.signal.aborted) return 'stopping';
      return uow.read('select 1').then(
        () => null,
        () => 'the database does not answer',
      );
    };
    const health: HealthServer = await startHealthServer(
      { host: config.BIND_ADDRESS, port: config.WORKER_PORT },
      metrics,
      whyNotReady,
    );
    endings.push(() => health.close());
    const listener: WakeListener = await listenForWakes(
      config.DATABASE_URL,
      (topic) => {
        for (const loop of loops) loop.wake(topic);
      },
      (fault) => log.warn({ err: fault }, 'wake-ups are not heard for a while; polls go on'),
    );
    endings.push(() => listener.close());

    const times = { ...TICKET_TIMES, ...options.ticketTimes };
    const parts = { uow, clock, log, metrics, processors, stopping: stopping.signal, times };
    for (const stage of stages) {
      if (!stage.processors?.length) continue;
      engine.work(stage.name, stage.concurrency ?? DEFAULT_CONCURRENCY, (ticket) => runTicket(ticket, parts));
    }
    for (const loop of loops) loop.start();
    schedules.start();

    let closed: Promise<void> | undefined;
    const shutDown = async (): Promise<void> => {
      stopping.abort(new Error('the worker stops'));
      await Promise.all([schedules.stop(), engine.drain(), ...loops.map((loop) => loop.stop())]);
      await end();
    };
    return {
      healthUrl: health.url,
      engine: engine.kind,
      app,
      close: () => (closed ??= inTime(shutDown())),
    };
  } catch (fault) {
    await end();
    throw fault;
  }
}

async function inTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`work was still running after ${STOP_MS / 1000} s`)), STOP_MS);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
