import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, realpathSync, rmSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { chooseRunner } from './as-other-user.js';
import { findBinaries } from './binaries.js';
import { ensureCluster } from './cluster.js';
import { PostgresStartError } from './errors.js';
import { anyFreePort, freePortFrom } from './free-port.js';
import { type OwnerLock, takeOwnership } from './owner-lock.js';
import { runningPostmaster } from './postmaster-file.js';
import { isAlive } from './process-identity.js';
import { launchServer, type Server, stopServer, waitUntilAnswers } from './server.js';
import { type PostgresSettings, settingsForOneMachine } from './settings.js';

export interface StartOptions {
  /** Made when missing. Holds the cluster, the server's log and the lock of the owning process. */
  dataDir: string;
  /** The wished port; when it is taken, the next free one. Any free port when absent. */
  port?: number;
  superuserPassword: string;
  /** Laid over `settingsForOneMachine()`. A server that is attached to keeps what it was started with. */
  settings?: PostgresSettings;
  /** Forces the way to avoid root; for tests. */
  runAs?: 'plain' | 'namespace' | 'user';
}

export interface Postgres {
  host: '127.0.0.1';
  port: number;
  pid: number;
  socketDirectory: string;
  /** True when a server that an earlier, killed run left behind was taken over. */
  attached: boolean;
  /**
   * A connection string, over the local socket, which costs less than TCP, where there is one; without its `host`
   * parameter it is one over TCP. `password` defaults to the superuser's.
   */
  url(user?: string, database?: string, password?: string): string;
  /** Stops the server and gives up the directory. Calling it again waits for the same stop. */
  stop(): Promise<void>;
  /** Resolves when the server ends, also when it is killed from outside. */
  ended: Promise<void>;
}

/**
 * Starts PostgreSQL 18 on `dataDir`, or takes over the one that a killed run left there.
 * @throws PostgresStartError with one sentence: locked directory, wrong password, wrong version, no free port, no binaries
 */
export async function startPostgres(options: StartOptions): Promise<Postgres> {
  const dataDir = isAbsolute(options.dataDir) ? options.dataDir : resolve(options.dataDir);
  makePrivate(dataDir);
  const lock = takeOwnership(realpathSync(dataDir));
  try {
    return await startOwned(realpathSync(dataDir), options, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function startOwned(dataDir: string, options: StartOptions, lock: OwnerLock): Promise<Postgres> {
  const runner = chooseRunner(findBinaries(), options.runAs);
  const settings = { ...settingsForOneMachine(), ...options.settings };
  const home = runner.home(dataDir);
  const cluster = await ensureCluster(runner, home, options.superuserPassword, settings.fsync !== 'off');
  const urlOn =
    ({ port, socketDirectory }: Server) =>
    (user = 'postgres', database = 'postgres', password = options.superuserPassword) =>
      `postgresql://${encodeURIComponent(user)}:${encodeURIComponent(password)}@127.0.0.1:${port}/${encodeURIComponent(database)}` +
      (socketDirectory ? `?host=${encodeURIComponent(socketDirectory)}` : '');

  let server: Server | undefined;
  let attached = false;
  const running = runningPostmaster(cluster);
  if (running && running.status !== 'stopping') {
    server = { pid: running.pid, port: running.port, socketDirectory: running.socketDirectory };
    attached = true;
  } else {
    const port = await choosePort(options.port);
    server = await launchServer({ runner, home, cluster, port, settings, waitForPid: running?.pid });
  }
  try {
    await waitUntilAnswers(server, urlOn(server)());
  } catch (error) {
    if (!attached) await stopServer(server);
    throw error;
  }
  const started = server;
  let stopping: Promise<void> | undefined;
  return {
    host: '127.0.0.1',
    port: started.port,
    pid: started.pid,
    socketDirectory: started.socketDirectory,
    attached,
    url: urlOn(started),
    ended: started.ended ?? watchForEnd(started.pid),
    stop: () => {
      stopping ??= stopServer(started).finally(() => lock.release());
      return stopping;
    },
  };
}

async function choosePort(wished: number | undefined): Promise<number> {
  if (wished === undefined || wished === 0) return anyFreePort();
  const port = await freePortFrom(wished);
  if (port === undefined) {
    throw new PostgresStartError(
      `No port is free for PostgreSQL from ${wished} to ${wished + 49}: choose another with --port.`,
    );
  }
  return port;
}

/** An attached server is not our child, so its end is seen only by looking. Looking keeps no process alive. */
function watchForEnd(pid: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (isAlive(pid)) return;
      clearInterval(timer);
      resolve();
    }, 500);
    timer.unref();
  });
}

function makePrivate(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    chmodSync(dataDir, 0o700);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new PostgresStartError(`The data directory ${dataDir} cannot be used (${code}): choose another with --data.`);
  }
}

/** A password that needs no quoting anywhere. */
export function newPassword(): string {
  return randomBytes(18).toString('base64url');
}

/** Stops whatever server runs on the directory and removes the cluster. The caller makes sure that nobody needs it. */
export async function removePostgresData(dataDir: string): Promise<void> {
  if (!existsSync(dataDir)) return;
  const lock = takeOwnership(realpathSync(dataDir));
  try {
    const home = chooseRunner(findBinaries()).home(realpathSync(dataDir));
    const running = runningPostmaster(join(home, 'cluster'));
    if (running) await stopServer(running);
    rmSync(home, { recursive: true, force: true });
    rmSync(dataDir, { recursive: true, force: true });
  } finally {
    lock.release();
  }
}

/** The port of the server that runs on the directory now, whoever started it. */
export function runningPort(dataDir: string): number | undefined {
  if (!existsSync(dataDir)) return undefined;
  const home = chooseRunner(findBinaries()).home(realpathSync(dataDir));
  return runningPostmaster(join(home, 'cluster'))?.port;
}
