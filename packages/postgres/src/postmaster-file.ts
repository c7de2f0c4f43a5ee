import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isMissing, processStartedAt } from './process-identity.js';

export interface RunningPostmaster {
  pid: number;
  port: number;
  socketDirectory: string;
  /** `ready`, `starting`, `stopping`, `standby`, as PostgreSQL writes it. */
  status: string;
}

/**
 * What `postmaster.pid` of a cluster says, if that process lives and is a PostgreSQL server on this very cluster.
 * Looks and touches nothing: a server that is writing the file at this moment ends itself when the file goes away.
 */
export function runningPostmaster(cluster: string): RunningPostmaster | undefined {
  const path = join(cluster, 'postmaster.pid');
  let lines: string[];
  try {
    lines = readFileSync(path, 'utf8').split('\n');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isPostmasterOf(pid, lines[1] ?? '')) {
    return undefined;
  }
  return { pid, port: Number(lines[3]), socketDirectory: lines[4] ?? '', status: (lines[7] ?? '').trim() };
}

/**
 * Removes the file that a killed server left, also where its number has since gone to another program. Only for the
 * owner of the cluster, before it starts a server there.
 */
export function removeStalePostmasterFile(cluster: string): void {
  if (!runningPostmaster(cluster)) rmSync(join(cluster, 'postmaster.pid'), { force: true });
}

function isPostmasterOf(pid: number, cluster: string): boolean {
  if (processStartedAt(pid) === undefined) return false;
  if (process.platform !== 'linux') return true; // PostgreSQL itself refuses a cluster that is in use
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return words.includes(cluster) && (words[0] ?? '').endsWith('postgres');
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
