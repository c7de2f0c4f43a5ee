import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Runner } from './as-other-user.js';
import { PostgresStartError } from './errors.js';

const supportedVersion = '18';

/**
 * Makes sure that `home/cluster` is a complete PostgreSQL cluster and returns its path. It is made under another name
 * and moved, so that an interrupted first start leaves nothing half made behind.
 */
export async function ensureCluster(
  runner: Runner,
  home: string,
  superuserPassword: string,
  durable: boolean,
): Promise<string> {
  const cluster = join(home, 'cluster');
  const versionFile = join(cluster, 'PG_VERSION');
  if (existsSync(versionFile)) {
    const version = readFileSync(versionFile, 'utf8').trim();
    if (version === supportedVersion) return cluster;
    throw new PostgresStartError(
      `The data in ${home} was made by PostgreSQL ${version} and this is ${supportedVersion}: back it up with the older version and restore it here, or start over with --reset.`,
    );
  }
  if (existsSync(cluster)) {
    throw new PostgresStartError(
      `${cluster} exists but is no PostgreSQL cluster: move it away, or start over with --reset.`,
    );
  }
  const draft = join(home, 'cluster.new');
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  runner.give(draft);
  const passwordFile = join(home, `.password-${randomBytes(6).toString('hex')}`);
  writeFileSync(passwordFile, `${superuserPassword}\n`, { mode: 0o600 });
  runner.give(passwordFile);
  try {
    await runInitdb(runner, draft, passwordFile, durable);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(draft, cluster);
  return cluster;
}

function runInitdb(runner: Runner, cluster: string, passwordFile: string, durable: boolean): Promise<void> {
  const args = [
    `--pgdata=${cluster}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The same order of text on every machine, whatever libraries it has.
    '--locale-provider=builtin',
    '--locale=C.UTF-8',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ];
  return new Promise((resolve, reject) => {
    const child = runner.spawn(runner.binaries.initdb, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    });
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else
        reject(
          new PostgresStartError(`PostgreSQL could not be set up (initdb ended with ${code}): ${lastLines(output)}`),
        );
    });
  });
}

export function lastLines(text: string, count = 4): string {
  return text.trim().split('\n').slice(-count).join(' / ');
}
