import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PostgresStartError } from './errors.js';
import { isMissing, processStartedAt } from './process-identity.js';

interface Owner {
  pid: number;
  startedAt: string;
}

export interface OwnerLock {
  release(): void;
}

/**
 * Makes this process the one owner of a data directory. A lock left by a process that no longer runs is taken over.
 * @throws PostgresStartError naming the live owner
 */
export function takeOwnership(directory: string): OwnerLock {
  const path = join(directory, 'owner.json');
  const me: Owner = { pid: process.pid, startedAt: processStartedAt(process.pid) ?? '' };
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (createExclusively(path, JSON.stringify(me))) {
      return { release: () => releaseIfMine(path, me) };
    }
    const owner = readOwner(directory);
    if (owner && isRunning(owner)) {
      throw new PostgresStartError(
        `The data directory ${directory} is in use by another run (process ${owner.pid}): stop that one first, or choose another directory with --data.`,
      );
    }
    // Moved aside under a name of our own before it is removed: of two that find the same stale lock one move succeeds.
    const aside = `${path}.${process.pid}.stale`;
    try {
      renameSync(path, aside);
      rmSync(aside, { force: true });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  throw new PostgresStartError(`The lock ${path} could not be taken: another run is starting in the same directory.`);
}

/** True when a live process owns the directory. */
export function hasLiveOwner(directory: string): boolean {
  const owner = readOwner(directory);
  return owner !== undefined && isRunning(owner);
}

function readOwner(directory: string): Owner | undefined {
  try {
    const owner = JSON.parse(readFileSync(join(directory, 'owner.json'), 'utf8')) as Partial<Owner>;
    return typeof owner.pid === 'number' ? { pid: owner.pid, startedAt: owner.startedAt ?? '' } : undefined;
  } catch (error) {
    if (isMissing(error) || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isRunning(owner: Owner): boolean {
  const startedAt = processStartedAt(owner.pid);
  return startedAt !== undefined && startedAt === owner.startedAt;
}

/** Whole or not at all: nobody ever reads half a lock, and takes it for a stale one. */
function createExclusively(path: string, content: string): boolean {
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
  const written = `${path}.${process.pid}.new`;
  writeFileSync(written, content, { mode: 0o600 });
  try {
    linkSync(written, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(written, { force: true });
  }
}

function releaseIfMine(path: string, me: Owner): void {
  const owner = readOwner(join(path, '..'));
  if (owner?.pid === me.pid && owner.startedAt === me.startedAt) rmSync(path, { force: true });
}
