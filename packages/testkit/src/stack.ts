import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasLiveOwner, isFree, removePostgresData } from '@portcullis/postgres';
import { takeOwnership } from '@portcullis/postgres/owner-lock';
import { pause, processStartedAt, signal, waitForEnd } from '@portcullis/postgres/process-identity';

/** `ready.json`, as programs outside read it. */
export interface StackAddresses {
  console: string;
  portal: string;
  api: string;
  graphql: string;
  mail: string;
  controlPlane: string;
  detectorKey: string;
  directoryKey: string;
  exportKey: string;
  signIns: { role: string; email: string; password: string }[];
}

export interface Stack extends StackAddresses {
  dataDir: string;
  port: number;
  /** The launcher's process. */
  pid: number;
  /** Kills a process of the stack as a crash would: `api`, `worker`, `worker 2`, `control plane` or `postgres`. */
  killProcess(name: string): void;
  /** What the launcher has printed. */
  output(): string;
  /** Asks the launcher to stop. @returns its exit code, or the signal that ended it */
  stop(signals?: NodeJS.Signals[]): Promise<number | string>;
  /** Kills the launcher as a crash would; what it started stays behind. */
  kill(): Promise<void>;
  /** Starts again on the same data and ports, after `stop` or `kill`. */
  restart(flags?: string[]): Promise<void>;
  /** Stops and removes everything. */
  close(): Promise<void>;
}

export interface StackOptions {
  world?: string;
  workers?: number;
  flags?: string[];
  env?: Record<string, string>;
  /** How long a start may take. */
  limitMs?: number;
}

const root = fileURLToPath(new URL('../../..', import.meta.url));
const prefix = 'portcullis-stack-';

/** Runs `npm start`'s own script on free ports and data of its own, and waits for its `ready.json`. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  await endAbandonedStacks();
  const directory = mkdtempSync(join(tmpdir(), prefix));
  const lock = takeOwnership(directory);
  const dataDir = join(directory, 'data');
  mkdirSync(dataDir);
  const port = await fourFreePorts();
  let running = await launch(options, dataDir, port);
  const stack: Stack = {
    ...running.ready,
    dataDir,
    port,
    get pid() {
      return running.child.pid ?? 0;
    },
    killProcess: (name) => process.kill(pidOf(dataDir, name), 'SIGKILL'),
    output: () => running.output(),
    stop: (signals = ['SIGTERM']) => running.stop(signals),
    kill: async () => {
      running.child.kill('SIGKILL');
      await running.ended;
    },
    restart: async (flags) => {
      running = await launch({ ...options, flags: flags ?? options.flags }, dataDir, port);
    },
    close: async () => {
      await running.stop(['SIGTERM']);
      lock.release();
      rmSync(directory, { recursive: true, force: true });
    },
  };
  return stack;
}

interface Launched {
  child: ChildProcess;
  ready: StackAddresses;
  ended: Promise<number | string>;
  output(): string;
  stop(signals: NodeJS.Signals[]): Promise<number | string>;
}

async function launch(options: StackOptions, dataDir: string, port: number): Promise<Launched> {
  const { world, workers, flags = [], env = {}, limitMs = 180_000 } = options;
  const args = [join(root, 'scripts', 'start.mjs'), '--data', dataDir, '--port', String(port)];
  if (world) args.push('--world', world);
  if (workers) args.push('--workers', String(workers));
  args.push(...flags);
  // The file of a start that still runs is not the answer of this one.
  const earlier = writtenAt(dataDir);
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => (text += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk) => (text += chunk));
  let hasEnded = false;
  const ended = new Promise<number | string>((resolve) => {
    child.once('close', (code, name) => {
      hasEnded = true;
      resolve(name ?? code ?? 0);
    });
  });
  const deadline = Date.now() + limitMs;
  for (;;) {
    const ready = writtenAt(dataDir) === earlier ? undefined : readReady(dataDir);
    if (ready) {
      const stop = async (signals: NodeJS.Signals[]) => {
        if (!hasEnded) for (const name of signals) child.kill(name);
        return ended;
      };
      return { child, ready, ended, output: () => text, stop };
    }
    if (hasEnded) throw new Error(`npm start ended with ${await ended}:\n${text}`);
    if (Date.now() > deadline) {
      child.kill('SIGTERM');
      await ended;
      throw new Error(`npm start was not ready after ${limitMs / 1000} s:\n${text}`);
    }
    await pause(100);
  }
}

function writtenAt(dataDir: string): number | undefined {
  return statSync(join(dataDir, 'ready.json'), { throwIfNoEntry: false })?.mtimeMs;
}

function readReady(dataDir: string): StackAddresses | undefined {
  try {
    return JSON.parse(readFileSync(join(dataDir, 'ready.json'), 'utf8')) as StackAddresses;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function fourFreePorts(): Promise<number> {
  for (;;) {
    const port = 20_000 + 4 * Math.floor(Math.random() * 3_000);
    const free = await Promise.all([0, 1, 2, 3].map((offset) => isFree(port + offset)));
    if (free.every(Boolean)) return port;
  }
}

/** Ends what the stacks of killed test runs left: the launcher, or what a killed launcher left in turn. */
async function endAbandonedStacks(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const directory = join(tmpdir(), name);
    if (!name.startsWith(prefix) || hasLiveOwner(directory)) continue;
    const dataDir = join(directory, 'data');
    if (hasLiveOwner(dataDir)) {
      const [launcher] = readList(join(dataDir, 'owner.json'));
      signal(launcher!.pid, 'SIGTERM');
      if (!(await waitForEnd(launcher!.pid, 30_000))) signal(launcher!.pid, 'SIGKILL');
    }
    for (const { pid, startedAt } of readList(join(dataDir, 'processes.json'))) {
      if (processStartedAt(pid) === startedAt) signal(pid, 'SIGKILL');
    }
    await removePostgresData(join(dataDir, 'postgres'));
    rmSync(directory, { recursive: true, force: true });
  }
}

function pidOf(dataDir: string, name: string): number {
  if (name === 'postgres') {
    return Number(readFileSync(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
  }
  const found = readList(join(dataDir, 'processes.json')).find((listed) => listed.name === name);
  if (!found) throw new Error(`The stack has no process ${name}.`);
  return found.pid;
}

function readList(file: string): { name?: string; pid: number; startedAt: string }[] {
  if (!existsSync(file)) return [];
  const content = JSON.parse(readFileSync(file, 'utf8'));
  return Array.isArray(content) ? content : [content];
}
