import { setTimeout as sleep } from 'node:timers/promises';
import type { LaneResult, Settled } from './settle-lanes.js';

const BATCH = 200;
const BUSY_WAIT_MS = 15;

interface Waiting {
  result: LaneResult;
  resolve(settled: Settled): void;
  reject(fault: unknown): void;
}

/** Gathers results while the previous ones are being written, so that the busier it is the fewer transactions it takes. */
export class SettleQueue {
  private waiting: Waiting[] = [];
  private writing = false;

  constructor(private readonly settle: (results: readonly LaneResult[]) => Promise<Settled[]>) {}

  /** Resolves when the result is in the database, or another process has taken the lane. */
  add(result: LaneResult): Promise<Settled> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ result, resolve, reject });
      if (!this.writing) void this.write();
    });
  }

  private async write(): Promise<void> {
    this.writing = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, BATCH);
      try {
        const answers = await this.settle(batch.map(({ result }) => result));
        const busy: Waiting[] = [];
        batch.forEach((one, index) => {
          const answer = answers[index] as Settled;
          if (answer.is === 'busy') busy.push(one);
          else one.resolve(answer);
        });
        if (busy.length > 0) {
          this.waiting.push(...busy);
          if (busy.length === this.waiting.length) await sleep(BUSY_WAIT_MS);
        }
      } catch (fault) {
        for (const one of batch) one.reject(fault);
      }
    }
    this.writing = false;
  }
}
