import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What Prometheus reads from a worker. Gauges of the database are read when it asks. */
export class WorkerMetrics {
  readonly registry = new Registry();
  private readonly jobs = new Counter({
    name: 'portcullis_outbox_jobs_total',
    help: 'Attempts on outbox rows by topic and result (done, failed, dead, outdated, not_yet)',
    labelNames: ['topic', 'result'],
    registers: [this.registry],
  });
  private readonly jobSeconds = new Histogram({
    name: 'portcullis_outbox_job_seconds',
    help: 'Duration of attempts on outbox rows',
    labelNames: ['topic'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 45],
    registers: [this.registry],
  });
  private readonly loopItems = new Counter({
    name: 'portcullis_loop_items_total',
    help: 'What loops worked through',
    labelNames: ['loop'],
    registers: [this.registry],
  });
  private readonly loopFailures = new Counter({
    name: 'portcullis_loop_failures_total',
    help: 'Turns of loops that failed and are tried again',
    labelNames: ['loop'],
    registers: [this.registry],
  });
  private readonly schedules = new Counter({
    name: 'portcullis_schedule_runs_total',
    help: 'Runs of schedules by result',
    labelNames: ['schedule', 'result'],
    registers: [this.registry],
  });
  private readonly deliveries = new Counter({
    name: 'portcullis_delivery_attempts_total',
    help: 'Attempts on webhooks by kind of endpoint and result (delivered, retry, dead, gone)',
    labelNames: ['endpoint', 'result'],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  jobEnded(topic: string, result: string, seconds: number): void {
    this.jobs.inc({ topic, result });
    if (result !== 'outdated') this.jobSeconds.observe({ topic }, seconds);
  }
  loopTurned(loop: string, items: number): void {
    if (items > 0) this.loopItems.inc({ loop }, items);
  }
  loopFailed(loop: string): void {
    this.loopFailures.inc({ loop });
  }
  delivered(endpoint: string, result: string): void {
    this.deliveries.inc({ endpoint, result });
  }
  scheduleRan(schedule: string, result: 'done' | 'failed'): void {
    this.schedules.inc({ schedule, result });
  }

  /** Gauges that one query fills whenever they are read. `read` answers a number for each name. */
  gauges(help: Readonly<Record<string, string>>, read: () => Promise<Record<string, number>>): void {
    const names = Object.keys(help);
    let reading: Promise<Record<string, number>> | undefined;
    for (const name of names) {
      const gauge: Gauge = new Gauge({
        name: `portcullis_${name}`,
        help: help[name] as string,
        registers: [this.registry],
        async collect() {
          // All gauges of one scrape share one reading.
          reading ??= read().finally(() => setImmediate(() => (reading = undefined)));
          this.set((await reading)[name] ?? 0);
        },
      });
      void gauge;
    }
  }
}
