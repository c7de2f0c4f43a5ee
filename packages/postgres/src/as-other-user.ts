import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Binaries } from './binaries.js';
import { PostgresStartError } from './errors.js';

/** How PostgreSQL's programs are run so that they do not see themselves as root, which they refuse. */
export interface Runner {
  binaries: Binaries;
  /** Where the cluster lives; the wished directory except where another user could not enter it. */
  home(dataDir: string): string;
  spawn(program: string, args: string[], options: SpawnOptions): ChildProcess;
  /** Hands a file or directory that this process made to the user that PostgreSQL runs as. */
  give(path: string): void;
}

const nobody = 65_534;

/**
 * Chooses the way: as we are when not root; as root inside a user namespace in which root appears as nobody, so that
 * binaries and data may stay under directories only root can enter; where that is refused, as another user of the system.
 */
export function chooseRunner(binaries: Binaries, forced?: 'plain' | 'namespace' | 'user'): Runner {
  const isRoot = process.getuid?.() === 0;
  const way = forced ?? (!isRoot ? 'plain' : namespaceWorks(binaries) ? 'namespace' : 'user');
  if (way === 'plain') return plainRunner(binaries);
  if (way === 'namespace') return namespaceRunner(binaries);
  return userRunner(binaries);
}

function plainRunner(binaries: Binaries): Runner {
  return {
    binaries,
    home: (dataDir) => dataDir,
    spawn: (program, args, options) => spawn(program, args, options),
    give: () => {},
  };
}

const namespaceArguments = ['--user', `--map-user=${nobody}`, `--map-group=${nobody}`, '--'];

function namespaceWorks(binaries: Binaries): boolean {
  const probe = spawnSync('unshare', [...namespaceArguments, binaries.postgres, '--version'], { timeout: 10_000 });
  return probe.status === 0;
}

function namespaceRunner(binaries: Binaries): Runner {
  return {
    binaries,
    home: (dataDir) => dataDir,
    // unshare replaces itself by the program, so the child's number is the server's own.
    spawn: (program, args, options) => spawn('unshare', [...namespaceArguments, program, ...args], options),
    give: () => {},
  };
}

function userRunner(binaries: Binaries): Runner {
  const account = otherAccount();
  const reachable = everyoneMayEnter(binaries.native) ? binaries : copyBinaries(binaries);
  return {
    binaries: reachable,
    home: (dataDir) => {
      if (everyoneMayEnter(dirname(dataDir))) {
        mkdirSync(dataDir, { recursive: true });
        chmodSync(dataDir, 0o711); // the other user passes through; what is in it is closed by its own mode
        return dataDir;
      }
      const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
      const home = join(sharedPlace(), `cluster-${name}`);
      mkdirSync(home, { recursive: true, mode: 0o711 });
      return home;
    },
    spawn: (program, args, options) => spawn(program, args, { ...options, uid: account.uid, gid: account.gid }),
    give: (path) => chownSync(path, account.uid, account.gid),
  };
}

function otherAccount(): { uid: number; gid: number } {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':');
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new PostgresStartError(
    'PostgreSQL refuses to run as root, and this system has neither user namespaces nor a user postgres or nobody: run this as an ordinary user.',
  );
}

/** A directory of root's that all may enter and nobody else may write. */
function sharedPlace(): string {
  for (const base of ['/var/lib', '/var/tmp', tmpdir()]) {
    try {
      accessSync(base, constants.W_OK);
    } catch {
      continue; // read-only or absent: the next one
    }
    if (!everyoneMayEnter(base)) continue;
    const place = join(base, 'portcullis');
    mkdirSync(place, { recursive: true, mode: 0o755 });
    const found = statSync(place);
    if (found.isDirectory() && found.uid === 0) return place;
  }
  throw new PostgresStartError(
    'No directory was found in which another user may run PostgreSQL; run this as an ordinary user.',
  );
}

function copyBinaries(binaries: Binaries): Binaries {
  const version = createHash('sha256').update(binaries.native).digest('hex').slice(0, 12);
  const target = join(sharedPlace(), `binaries-${version}`);
  const stamp = join(target, 'bin', 'postgres');
  const fresh = existsSync(stamp) && statSync(stamp).size === statSync(binaries.postgres).size;
  if (!fresh) {
    const draft = `${target}.${process.pid}`;
    cpSync(binaries.native, draft, { recursive: true, verbatimSymlinks: true });
    rmSync(target, { recursive: true, force: true });
    renameSync(draft, target);
  }
  if (readdirSync(target).length === 0) throw new PostgresStartError(`PostgreSQL could not be copied to ${target}.`);
  return { native: target, initdb: join(target, 'bin', 'initdb'), postgres: join(target, 'bin', 'postgres') };
}

function everyoneMayEnter(directory: string): boolean {
  for (let path = directory; ; path = dirname(path)) {
    if (existsSync(path) && (statSync(path).mode & 0o001) === 0) return false;
    if (path === dirname(path)) return true;
  }
}
