import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { overTcp } from '@portcullis/postgres';

const MAIN = resolve(fileURLToPath(import.meta.url), '../../../../../apps/worker/dist/main.js');

/** The real worker with all its loops, in a process of its own. */
export class WorkerProcess {
  private constructor(private readonly child: ChildProcess) {}

  static async start(
    urls: { app: string; sequencer: string; queue: string },
    nodeFlags: readonly string[],
  ): Promise<WorkerProcess> {
    const child = spawn(process.execPath, [...nodeFlags, MAIN], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: {
        PATH: process.env.PATH,
        PORTCULLIS_NODE_ENV: 'development',
        PORTCULLIS_DATABASE_URL: overTcp(urls.app),
        PORTCULLIS_DATABASE_SEQUENCER_URL: urls.sequencer,
        PORTCULLIS_DATABASE_QUEUE_URL: urls.queue,
        PORTCULLIS_LINK_SECRET: 'only for a benchmark of minutes',
        PORTCULLIS_LOG_LEVEL: 'error',
      },
    });
    await new Promise<void>((done, fail) => {
      child.once('message', () => done());
      child.once('exit', (code) => fail(new Error(`the worker ended with status ${code}`)));
    });
    return new WorkerProcess(child);
  }

  get pid(): number {
    return this.child.pid as number;
  }

  async stop(): Promise<void> {
    const ended = new Promise((done) => this.child.once('exit', done));
    this.child.kill('SIGTERM');
    await ended;
  }
}
