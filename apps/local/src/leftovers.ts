import { existsSync, readFileSync } from 'node:fs';
import { processStartedAt, signal, waitForEnd } from '@portcullis/postgres/process-identity';
import { writeJson } from './data-directory.js';

/** Keeps a list of the processes of this start, so that the next one can end them if this one is killed. */
export class ProcessList {
  private readonly running = new Map<string, { name: string; pid: number; startedAt: string }>();

  constructor(private readonly file: string) {}

  /** Ends what a killed start left running. @returns how many */
  async endLeftovers(): Promise<number> {
    const left = (existsSync(this.file) ? JSON.parse(readFileSync(this.file, 'utf8')) : []) as {
      pid: number;
      startedAt: string;
    }[];
    const alive = left.filter(({ pid, startedAt }) => processStartedAt(pid) === startedAt);
    await Promise.all(
      alive.map(async ({ pid }) => {
        signal(pid, 'SIGTERM');
        if (!(await waitForEnd(pid, 10_000))) signal(pid, 'SIGKILL');
        await waitForEnd(pid, 5_000);
      }),
    );
    return alive.length;
  }

  remember(name: string, pid: number): void {
    this.running.set(name, { name, pid, startedAt: processStartedAt(pid) ?? '' });
    writeJson(this.file, [...this.running.values()]);
  }

  forgetAll(): void {
    this.running.clear();
    writeJson(this.file, []);
  }
}
