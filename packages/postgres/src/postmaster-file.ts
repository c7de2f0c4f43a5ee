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
 * A file left by a killed server (or one whose number has since gone to another program) is removed.
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
    rmSync(path, { force: true });
    return undefined;
  }
  return { pid, port: Number(lines[3]), socketDirectory: lines[4] ?? '', status: (lines[7] ?? '').trim() };
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
