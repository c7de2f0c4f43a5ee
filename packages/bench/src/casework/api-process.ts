import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NODE_FLAGS } from '@portcullis/core/config/node-flags';
import { PASSWORD } from './backlog.js';

const MAIN = resolve(fileURLToPath(import.meta.url), '../../../../../apps/api/dist/main.js');

export interface GraphqlAnswer<Data> {
  data: Data | null;
  errors?: { message: string }[];
}

/** The real api in a process of its own, asked over HTTP. */
export class ApiProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
    private readonly agent = new Agent({ keepAlive: true, maxSockets: 512 }),
  ) {}

  static async start(
    urls: { app: string },
    pool: number,
    settings: Record<string, string> = {},
    nodeFlags: readonly string[] = NODE_FLAGS,
  ): Promise<ApiProcess> {
    const child = spawn(process.execPath, [...nodeFlags, MAIN], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: {
        PATH: process.env.PATH,
        PORTCULLIS_NODE_ENV: 'development',
        PORTCULLIS_DATABASE_URL: urls.app,
        PORTCULLIS_DATABASE_POOL: String(pool),
        PORTCULLIS_API_PORT: '0',
        PORTCULLIS_LINK_SECRET: 'only for a benchmark of minutes',
        PORTCULLIS_LOG_LEVEL: 'error',
        ...settings,
      },
    });
    const ready = await new Promise<{ staffUrl: string }>((done, fail) => {
      child.once('message', (message) => done(message as { staffUrl: string }));
      child.once('exit', (code) => fail(new Error(`the api ended with status ${code}`)));
    });
    return new ApiProcess(child, Number(new URL(ready.staffUrl).port));
  }

  /** @returns the cookie of a new session */
  async signIn(email: string): Promise<string> {
    const answer = await this.post('/session', JSON.stringify({ email, password: PASSWORD }), '');
    const cookie = answer.cookie?.split(';', 1)[0];
    if (!cookie) throw new Error(`sign-in answered ${answer.text}`);
    return cookie;
  }

  /** @throws when the answer holds errors */
  async graphql<Data>(cookie: string, query: string, variables?: unknown): Promise<Data> {
    const { text } = await this.post('/graphql', JSON.stringify({ query, variables }), cookie);
    const answer = JSON.parse(text) as GraphqlAnswer<Data>;
    if (answer.errors || !answer.data) throw new Error(text.slice(0, 500));
    return answer.data;
  }

  get pid(): number {
    return this.child.pid as number;
  }

  /** CPU seconds and resident megabytes of the process so far. */
  usage(): { cpuSeconds: number; megabytes: number } {
    const stat = readFileSync(`/proc/${this.child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return { cpuSeconds: (Number(stat[11]) + Number(stat[12])) / 100, megabytes: (Number(stat[21]) * 4096) / 2 ** 20 };
  }

  async stop(): Promise<void> {
    this.agent.destroy();
    const ended = new Promise((done) => this.child.once('exit', done));
    this.child.kill('SIGTERM');
    await ended;
  }

  private post(path: string, body: string, cookie: string): Promise<{ text: string; cookie: string | undefined }> {
    return new Promise((done, fail) => {
      const headers = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'x-portcullis-csrf': '1',
        ...(cookie ? { cookie } : {}),
      };
      const call = request({ port: this.port, path, method: 'POST', agent: this.agent, headers }, (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => {
          text += chunk;
        });
        answer.on('end', () => done({ text, cookie: answer.headers['set-cookie']?.[0] }));
      });
      call.on('error', fail);
      call.end(body);
    });
  }
}
