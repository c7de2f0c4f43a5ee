import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBinaries, mendLibraryLinks } from './binaries.js';
import { anyFreePort } from './free-port.js';
import { isAlive, waitForEnd } from './process-identity.js';
import { type Postgres, type StartOptions, startPostgres } from './start-postgres.js';
import { removeAbandoned, startThrowAwayPostgres } from './throw-away.js';

let root: string;
const started: Postgres[] = [];

async function start(options: Partial<StartOptions> = {}): Promise<Postgres> {
  const postgres = await startPostgres({
    dataDir: join(root, 'data'),
    superuserPassword: 'a pass/word',
    settings: { fsync: 'off', shared_buffers: '64MB' },
    ...options,
  });
  started.push(postgres);
  return postgres;
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return Object.values((await client.query({ text: sql, rowMode: 'array' })).rows[0] ?? [])[0];
  } finally {
    await client.end();
  }
}

/** Makes the directory look as if its owner had been killed: the lock names a process that has ended. */
async function ownerWasKilled(dataDir = join(root, 'data')): Promise<void> {
  const gone = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => gone.once('exit', resolve));
  writeFileSync(join(dataDir, 'owner.json'), JSON.stringify({ pid: gone.pid, startedAt: '1' }));
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'portcullis-spec-'));
});

afterEach(async () => {
  for (const postgres of started.splice(0)) await postgres.stop();
  rmSync(root, { recursive: true, force: true });
});

describe('startPostgres', () => {
  it('starts version 18 on 127.0.0.1 only, with the builtin locale and durable commits, and keeps data', async () => {
    const first = await start();
    expect(first.attached).toBe(false);
    expect(await ask(first.url(), `select current_setting('server_version')`)).toMatch(/^18\./);
    expect(await ask(first.url(), `select current_setting('listen_addresses')`)).toBe('127.0.0.1');
    expect(await ask(first.url(), `select current_setting('synchronous_commit')`)).toBe('on');
    expect(await ask(first.url(), `select current_setting('jit')`)).toBe('off');
    expect(
      await ask(first.url(), `select datlocprovider::text || datlocale from pg_database where datname = 'template1'`),
    ).toBe('bC.UTF-8');
    await ask(first.url(), 'create table kept as select 42 as answer');
    await Promise.all([first.stop(), first.stop()]);
    expect(isAlive(first.pid)).toBe(false);

    const second = await start();
    expect(await ask(second.url(), 'select answer from kept')).toBe(42);
  });

  it('takes over the server that a killed run left behind', async () => {
    const first = await start();
    await ownerWasKilled();
    const second = await start();
    expect(second).toMatchObject({ attached: true, pid: first.pid, port: first.port });
    await second.stop();
    await second.ended;
    expect(isAlive(first.pid)).toBe(false);
  });

  it('recovers when the server itself was killed', async () => {
    const first = await start();
    await ask(first.url(), 'create table kept as select 7 as answer');
    process.kill(first.pid, 'SIGKILL');
    await first.ended;
    await ownerWasKilled();
    const second = await start();
    expect(second.attached).toBe(false);
    expect(await ask(second.url(), 'select answer from kept')).toBe(7);
  });

  it('removes a state file whose number belongs to another program now', async () => {
    const first = await start();
    await first.stop();
    const file = join(root, 'data', 'cluster', 'postmaster.pid');
    writeFileSync(file, `${process.pid}\n${dirname(file)}\n0\n5432\n\n127.0.0.1\n0\nready\n`);
    const second = await start();
    expect(second.attached).toBe(false);
    expect(await ask(second.url(), 'select 1')).toBe(1);
  });

  it('says in one sentence that a live run owns the directory', async () => {
    await start();
    await expect(start()).rejects.toThrow(/is in use by another run \(process \d+\): stop that one first/);
  });

  it('says in one sentence that the password does not belong to the data', async () => {
    const first = await start();
    await first.stop();
    await expect(start({ superuserPassword: 'other' })).rejects.toThrow(/refuses the superuser's password/);
    expect(existsSync(join(root, 'data', 'owner.json'))).toBe(false);
  });

  it('goes to the next free port when the wished one is taken', async () => {
    const port = await anyFreePort();
    const other = createServer().listen(port, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    try {
      const postgres = await start({ port });
      expect(postgres.port).toBeGreaterThan(port);
    } finally {
      other.close();
    }
  });

  it('starts over after an interrupted first start', async () => {
    mkdirSync(join(root, 'data', 'cluster.new', 'base'), { recursive: true });
    const postgres = await start();
    expect(await ask(postgres.url(), 'select 1')).toBe(1);
  });

  it('refuses data of another major version by name', async () => {
    mkdirSync(join(root, 'data', 'cluster'), { recursive: true });
    writeFileSync(join(root, 'data', 'cluster', 'PG_VERSION'), '15\n');
    await expect(start()).rejects.toThrow(/was made by PostgreSQL 15 and this is 18/);
  });

  it.runIf(process.getuid?.() === 0)(
    'runs for root as another user when namespaces are refused, data under a closed directory',
    async () => {
      const closed = join(root, 'closed');
      mkdirSync(closed, { mode: 0o700 });
      const postgres = await start({ dataDir: join(closed, 'data'), runAs: 'user' });
      const home = String(await ask(postgres.url(), `select current_setting('data_directory')`));
      expect(readFileSync(`/proc/${postgres.pid}/status`, 'utf8')).not.toMatch(/^Uid:\s+0\s/m);
      await postgres.stop();
      rmSync(dirname(home), { recursive: true, force: true });
    },
  );
});

describe('mendLibraryLinks', () => {
  it('makes again the links that an install without scripts leaves out', () => {
    const { native } = findBinaries();
    const copy = join(root, 'package', 'native');
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    const links = JSON.parse(readFileSync(join(copy, 'pg-symlinks.json'), 'utf8')) as { target: string }[];
    for (const link of links) unlinkSync(join(dirname(copy), link.target));
    expect(mendLibraryLinks(copy)).toBe(links.length);
    expect(mendLibraryLinks(copy)).toBe(0);
    for (const link of links) expect(existsSync(join(dirname(copy), link.target))).toBe(true);
  });
});

describe('startThrowAwayPostgres', () => {
  it('removes its directory on stop, and what a killed run left before that', async () => {
    const left = await startThrowAwayPostgres({ shared_buffers: '32MB' });
    const dataDir = dirname(String(await ask(left.url(), `select current_setting('data_directory')`)));
    await ownerWasKilled(dataDir);
    await removeAbandoned();
    expect(await waitForEnd(left.pid, 5_000)).toBe(true);
    expect(existsSync(dataDir)).toBe(false);
  });
});
