import type { UnitOfWork } from '@portcullis/core';
import type { Clock } from '@portcullis/core/core.module';
import { finishSchedule, registerSchedules, takeDueSchedules } from '@portcullis/core/outbox/schedule-run';
import { SYSTEM } from '@portcullis/domain';
import type { Logger } from 'pino';
import type { WorkerMetrics } from '../health/worker-metrics.js';
import type { Schedule } from '../stage.js';

const TICK_MS = 1_000;

/** Runs schedules when they are due, each in one worker at a time. */
export class ScheduleRunner {
  private timer: NodeJS.Timeout | undefined;
  private readonly running = new Map<string, Promise<void>>();
  private ticking: Promise<void> | undefined;
  private registered = false;
  private readonly stopping = new AbortController();

  constructor(
    private readonly schedules: readonly Schedule[],
    private readonly uow: UnitOfWork,
    private readonly clock: Clock,
    private readonly log: Logger,
    private readonly metrics: WorkerMetrics,
    private readonly tickMs = TICK_MS,
  ) {}

  start(): void {
    if (this.schedules.length === 0) return;
    this.timer = setInterval(() => {
      this.ticking ??= this.tick().finally(() => {
        this.ticking = undefined;
      });
    }, this.tickMs);
  }

  /** Begins nothing more and lets what runs come to its end. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.stopping.abort();
    await this.ticking;
    await Promise.all(this.running.values());
  }

  private async tick(): Promise<void> {
    try {
      if (!this.registered) {
        await registerSchedules(this.uow, this.schedules);
        this.registered = true;
      }
      const idle = this.schedules.filter(({ name }) => !this.running.has(name));
      const due = await takeDueSchedules(this.uow, idle);
      for (const schedule of idle) {
        if (!due.includes(schedule.name)) continue;
        const run = this.run(schedule).finally(() => this.running.delete(schedule.name));
        this.running.set(schedule.name, run);
      }
    } catch (fault) {
      this.log.warn({ err: fault }, 'schedules could not be looked up and are again in a moment');
    }
  }

  private async run(schedule: Schedule): Promise<void> {
    let error: string | null = null;
    try {
      await schedule.run({ actor: SYSTEM, now: this.clock.now() }, this.stopping.signal);
    } catch (fault) {
      error = fault instanceof Error ? fault.message : String(fault);
      this.log.error({ err: fault, schedule: schedule.name }, 'schedule failed and runs again when it is due');
    }
    this.metrics.scheduleRan(schedule.name, error === null ? 'done' : 'failed');
    try {
      await finishSchedule(this.uow, schedule.name, error);
    } catch (fault) {
      this.log.warn({ err: fault, schedule: schedule.name }, 'the end of a schedule could not be noted');
    }
  }
}
