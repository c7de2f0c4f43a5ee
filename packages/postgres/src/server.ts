import { createHash } from 'node:crypto';
import {
  closeSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Runner } from './as-other-user.js';
import { lastLines } from './cluster.js';
import { PostgresStartError } from './errors.js';
import { anyFreePort } from './free-port.js';
import { removeStalePostmasterFile, runningPostmaster } from './postmaster-file.js';
import { isAlive, pause, signal, waitForEnd } from './process-identity.js';
import { asArguments, type PostgresSettings } from './settings.js';

export interface Server {
  pid: number;
  port: number;
  socketDirectory: string;
  /** Set when the server is a child of this process. */
  ended?: Promise<void>;
}

interface Launch {
  runner: Runner;
  home: string;
  cluster: string;
  port: number;
  settings: PostgresSettings;
  /** A server on the same cluster that is shutting down. */
  waitForPid?: number;
}

const startTimeoutMs = 120_000;
const logLimitBytes = 32 * 1024 * 1024;

/** Spawns the server and waits until it has written its state file; tries again where a moment's patience helps. */
export async function launchServer(launch: Launch): Promise<Server> {
  if (launch.waitForPid !== undefined) await waitForEnd(launch.waitForPid, 60_000);
  const deadline = Date.now() + startTimeoutMs;
  let port = launch.port;
  for (;;) {
    removeStalePostmasterFile(launch.cluster);
    const result = await launchOnce({ ...launch, port });
    if (typeof result !== 'string') return result;
    if (Date.now() > deadline)
      throw new PostgresStartError(`PostgreSQL did not start within 2 minutes: ${lastLines(result)}`);
    if (/could not bind|could not create any TCP/.test(result)) {
      port = await anyFreePort(); // taken between the look and the use
    } else if (/pre-existing shared memory block|lock file .* already exists/.test(result)) {
      await pause(250); // workers of a killed server are still on their way out
    } else {
      throw new PostgresStartError(`PostgreSQL did not start: ${lastLines(result)}`);
    }
  }
}

async function launchOnce({ runner, home, cluster, port, settings }: Launch): Promise<Server | string> {
  const logPath = join(home, 'server.log');
  const log = openLog(logPath);
  const logStart = statSync(logPath).size;
  const socketDirectory = makeSocketDirectory(runner, cluster);
  const args = ['-D', cluster, '-h', '127.0.0.1', '-p', String(port), '-k', socketDirectory, ...asArguments(settings)];
  const child = runner.spawn(runner.binaries.postgres, args, {
    stdio: ['ignore', log, log],
    // A group of its own: Ctrl-C in a terminal must reach the launcher, which stops the database last.
    detached: true,
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC', PGDATA: cluster },
  });
  closeSync(log);
  child.unref();
  let hasEnded = false;
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => {
      hasEnded = true;
      rmSync(socketDirectory, { recursive: true, force: true });
      resolve();
    });
  });
  ended.catch(() => {
    hasEnded = true;
  });
  for (;;) {
    if (hasEnded) {
      await ended;
      return readFileSync(logPath).subarray(logStart).toString('utf8');
    }
    const running = runningPostmaster(cluster);
    if (running && running.pid === child.pid && running.status !== '') {
      return { pid: running.pid, port: running.port, socketDirectory, ended };
    }
    await pause(20);
  }
}

/** Waits for recovery after a crash, however long its log says it takes, up to ten minutes. */
export async function waitUntilAnswers(server: Server, url: string): Promise<void> {
  const deadline = Date.now() + 600_000;
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    try {
      await client.connect();
      await client.query('select 1');
      return;
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      if (code === '28P01') {
        throw new PostgresStartError(
          "PostgreSQL refuses the superuser's password: the file with the secrets and the data do not belong together; restore the file, or start over with --reset.",
        );
      }
      if (!isAlive(server.pid)) throw new PostgresStartError(`PostgreSQL ended while it was starting (${message}).`);
      if (Date.now() > deadline) throw new PostgresStartError(`PostgreSQL runs but does not answer: ${message}`);
      await pause(50);
    } finally {
      await client.end().catch(() => undefined); // a client that never connected has nothing to end
    }
  }
}

/** Fast shutdown: sessions are ended, everything committed is on disk. Falls back to an immediate one after 20 s. */
export async function stopServer(server: Server): Promise<void> {
  signal(server.pid, 'SIGINT');
  if (!(await waitForEnd(server.pid, 20_000))) {
    signal(server.pid, 'SIGQUIT'); // replays its log at the next start; nothing committed is lost
    if (!(await waitForEnd(server.pid, 10_000))) throw new Error(`PostgreSQL (process ${server.pid}) does not stop.`);
  }
  // What follows the end of a child must not meet the next server on the same cluster, whose directory has this name.
  // The child does not keep this process alive, so that this may be all that is left to wait for.
  const alive = setInterval(() => undefined, 1000);
  await server.ended?.catch(() => undefined);
  clearInterval(alive);
  if (server.socketDirectory) rmSync(server.socketDirectory, { recursive: true, force: true });
}

/** The path of a socket may have some 100 bytes only, so it is not under the data directory. */
function makeSocketDirectory(runner: Runner, cluster: string): string {
  const name = createHash('sha256').update(cluster).digest('hex').slice(0, 10);
  let path = join(tmpdir(), `portcullis-${process.getuid?.() ?? 0}-${name}`);
  if (path.length > 70) path = join('/tmp', `portcullis-${process.getuid?.() ?? 0}-${name}`);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const found = lstatSync(path);
    const ours =
      found.isDirectory() &&
      (found.mode & 0o077) === 0 &&
      (found.uid === process.getuid?.() || process.getuid?.() === 0);
    if (!ours) path = mkdtempSync(join(tmpdir(), 'portcullis-')); // somebody else was there first
  }
  runner.give(path);
  return path;
}

function openLog(path: string): number {
  const file = openSync(path, 'a', 0o600);
  if (statSync(path).size > logLimitBytes) truncateSync(path, 0);
  return file;
}
