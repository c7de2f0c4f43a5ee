import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync, statSync, type WriteStream } from 'node:fs';
import { dirname } from 'node:path';
import { NODE_FLAGS } from '@portcullis/core/config/node-flags';
import { StartError } from './start-error.js';

export interface ProcessPlan {
  name: string;
  /** A JavaScript file. */
  program: string;
  env: Record<string, string>;
  logFile: string;
  /** Called with every start; for remembering what runs. */
  onStarted?: (pid: number) => void;
  say: (text: string) => void;
  /** How long a stop may take before the process is killed. */
  stopMs?: number;
}

const startMs = 60_000;
const firstWaitMs = 500;
const longestWaitMs = 30_000;
const steadyMs = 60_000;
const logLimitBytes = 32 * 1024 * 1024;

/**
 * A child that says `{type: 'ready'}` over its channel when it serves. When it ends unasked it is started again, after a
 * wait that doubles with each crash and is forgotten after a steady minute.
 */
export class ManagedProcess {
  private child: ChildProcess | undefined;
  private stopping = false;
  private waitMs = firstWaitMs;
  private restart: NodeJS.Timeout | undefined;
  private startedAt = 0;

  constructor(private readonly plan: ProcessPlan) {}

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** @throws StartError with the end of the log when the process ends or stays silent instead of becoming ready */
  async start(): Promise<void> {
    const { plan } = this;
    if (this.stopping) throw new StartError(`${plan.name} was told to stop before it started.`);
    mkdirSync(dirname(plan.logFile), { recursive: true });
    const log = openLog(plan.logFile);
    this.startedAt = Date.now();
    const child = spawn(process.execPath, [...NODE_FLAGS, plan.program], {
      env: plan.env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // A group of its own: a Ctrl-C in the terminal must reach the launcher only, which stops things in order.
      detached: true,
    });
    this.child = child;
    if (child.pid !== undefined) plan.onStarted?.(child.pid);
    child.stdout?.pipe(log, { end: false });
    child.stderr?.pipe(log, { end: false });
    const ready = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(this.failure('did not become ready within a minute')), startMs);
      const settle = (act: () => void) => {
        clearTimeout(timer);
        act();
      };
      child.on('message', (message: { type?: string }) => message?.type === 'ready' && settle(resolve));
      child.once('error', (error) => settle(() => reject(this.failure(error.message))));
      child.once('exit', (code, signal) => settle(() => reject(this.failure(`ended with ${signal ?? code}`))));
    });
    // 'close' comes after the last of its output, and the end of the file after that: so a failure quotes all of it.
    const closed = new Promise<void>((resolve) => child.once('close', () => log.end(() => resolve())));
    try {
      await ready;
    } catch (error) {
      child.kill('SIGKILL');
      await closed;
      throw error instanceof StartError ? this.failure(error.message, true) : error;
    }
    child.once('exit', (code, signal) => this.ended(code, signal));
    if (child.exitCode !== null || child.signalCode !== null) this.ended(child.exitCode, child.signalCode);
  }

  /** Asks the process to stop and waits for it; kills it when it takes too long. */
  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.restart);
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const late = setTimeout(() => {
      this.plan.say(`${this.plan.name} does not stop and is killed`);
      child.kill('SIGKILL');
    }, this.plan.stopMs ?? 25_000);
    await ended;
    clearTimeout(late);
  }

  private ended(code: number | null, signal: string | null): void {
    if (this.stopping) return;
    if (Date.now() - this.startedAt > steadyMs) this.waitMs = firstWaitMs;
    const wait = this.waitMs;
    this.waitMs = Math.min(this.waitMs * 2, longestWaitMs);
    this.plan.say(`${this.plan.name} ended with ${signal ?? code} and is started again in ${wait / 1000} s`);
    this.restart = setTimeout(() => {
      this.start().then(
        () => this.plan.say(`${this.plan.name} is back`),
        (error: Error) => {
          this.plan.say(error.message);
          this.ended(null, 'a failed start');
        },
      );
    }, wait);
  }

  private failure(what: string, withLog = false): StartError {
    if (!withLog) return new StartError(what);
    const tail = readFileSync(this.plan.logFile, 'utf8').trim().split('\n').slice(-12).join('\n    ');
    return new StartError(`${this.plan.name} ${what}. Its log (${this.plan.logFile}) ends:\n    ${tail}`);
  }
}

function openLog(file: string): WriteStream {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return createWriteStream(file, { flags: size > logLimitBytes ? 'w' : 'a', mode: 0o600 });
}
