import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anyFreePort, hasLiveOwner, isFree } from '@portcullis/postgres';
import { takeOwnership } from '@portcullis/postgres/owner-lock';

export interface Redis {
  url: string;
  port: number;
  pid: number;
  /** Kills the server at once, as a crash would; `stop` is still to be called. */
  kill(): void;
  stop(): Promise<void>;
}

const prefix = 'portcullis-redis-';

/**
 * Debian's redis-server on a free port with a directory of its own, nothing kept on disk.
 * @throws when redis-server is not installed
 */
export async function startRedis(): Promise<Redis> {
  removeAbandoned();
  const directory = mkdtempSync(join(tmpdir(), prefix));
  const lock = takeOwnership(directory);
  const port = await anyFreePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory, '--save', '', '--appendonly', 'no'];
  const pidFile = join(directory, 'redis.pid');
  const child = spawn('redis-server', [...args, '--maxmemory-policy', 'noeviction', '--pidfile', pidFile], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.once('error', (error) =>
      reject(new Error(`redis-server cannot be run (apt-get install redis-server): ${error.message}`)),
    );
    child.once('exit', (code) => reject(new Error(`redis-server ended with ${code} while it was starting`)));
    child.stdout.on('data', (chunk: Buffer) => {
      if (chunk.includes('Ready to accept connections')) resolve();
    });
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    pid: child.pid ?? 0,
    kill: () => void child.kill('SIGKILL'),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      lock.release();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/**
 * A port for a Redis that comes and goes, with the one 10,000 above it for the bus of a cluster. Both are below the range
 * from which the system takes ports for outgoing connections.
 */
export async function redisPort(): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = 10_000 + Math.floor(Math.random() * 12_000);
    if ((await isFree(port)) && (await isFree(port + 10_000))) return port;
  }
  throw new Error('no free port for Redis between 10000 and 22000');
}

/** Ends what a killed run left: its directory names the server, and its owner has gone. */
function removeAbandoned(): void {
  for (const name of readdirSync(tmpdir())) {
    const directory = join(tmpdir(), name);
    if (!name.startsWith(prefix) || hasLiveOwner(directory)) continue;
    try {
      process.kill(Number(readFileSync(join(directory, 'redis.pid'), 'utf8')), 'SIGKILL');
    } catch (error) {
      if (!['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
    rmSync(directory, { recursive: true, force: true });
  }
}
