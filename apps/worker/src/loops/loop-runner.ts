import type { WakeTopic } from '@portcullis/core';
import type { Logger } from 'pino';
import type { WorkerMetrics } from '../health/worker-metrics.js';
import type { Loop } from '../stage.js';

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 15_000;

/** Keeps one loop going: turn after turn while there is work, asleep until a wake-up or the poll when there is none. */
export class LoopRunner {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private woken = true;
  private rouse: (() => void) | undefined;

  constructor(
    private readonly loop: Loop,
    private readonly log: Logger,
    private readonly metrics: WorkerMetrics,
  ) {}

  start(): void {
    this.running ??= this.turn();
  }

  wake(topic: WakeTopic): void {
    if (!this.loop.wakes.includes(topic)) return;
    this.woken = true;
    this.rouse?.();
  }

  /** Lets the present turn end. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.rouse?.();
    await this.running;
    await this.loop.stop?.();
  }

  private async turn(): Promise<void> {
    const { signal } = this.stopping;
    let failures = 0;
    while (!signal.aborted) {
      this.woken = false;
      let done = 0;
      try {
        done = await this.loop.run({ signal });
        this.metrics.loopTurned(this.loop.name, done);
        failures = 0;
      } catch (fault) {
        if (signal.aborted) return;
        failures += 1;
        this.metrics.loopFailed(this.loop.name);
        this.log.error({ err: fault, loop: this.loop.name, failures }, 'loop failed and goes on');
        await this.sleep(Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS), false);
        continue;
      }
      if (done === 0) await this.sleep(this.loop.pollMs, true);
    }
  }

  /** @param wakeable false after a failure: a wake-up must not turn a wait into a spin */
  private sleep(ms: number, wakeable: boolean): Promise<void> {
    if (this.stopping.signal.aborted || (wakeable && this.woken)) return Promise.resolve();
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.rouse = undefined;
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.rouse = () => {
        if (wakeable || this.stopping.signal.aborted) end();
      };
    });
  }
}
