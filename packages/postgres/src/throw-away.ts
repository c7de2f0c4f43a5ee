import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasLiveOwner } from './owner-lock.js';
import { runningPostmaster } from './postmaster-file.js';
import { signal, waitForEnd } from './process-identity.js';
import { type PostgresSettings, throwAwaySettings } from './settings.js';
import { newPassword, type Postgres, startPostgres } from './start-postgres.js';

const prefix = 'portcullis-throwaway-';
const settlingMs = 60_000;

/** A server on a temporary directory that is removed on stop. First ends what killed runs left behind. */
export async function startThrowAwayPostgres(settings: PostgresSettings = {}): Promise<Postgres> {
  await removeAbandoned();
  const dataDir = mkdtempSync(join(tmpdir(), prefix));
  try {
    const postgres = await startPostgres({
      dataDir,
      superuserPassword: newPassword(),
      settings: { ...throwAwaySettings, ...settings },
    });
    const stop = async () => {
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    };
    return { ...postgres, stop };
  } catch (error) {
    rmSync(dataDir, { recursive: true, force: true });
    throw error;
  }
}

/** Ends servers of throw-away directories whose owner has gone, and removes the directories. */
export async function removeAbandoned(): Promise<number> {
  let removed = 0;
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(prefix)) continue;
    const dataDir = join(tmpdir(), name);
    if (hasLiveOwner(dataDir) || isYoung(dataDir)) continue;
    const running = runningPostmaster(join(dataDir, 'cluster'));
    if (running) {
      signal(running.pid, 'SIGQUIT');
      await waitForEnd(running.pid, 10_000);
      if (running.socketDirectory) rmSync(running.socketDirectory, { recursive: true, force: true });
    }
    rmSync(dataDir, { recursive: true, force: true });
    removed += 1;
  }
  return removed;
}

/** A directory without an owner may be one that another run has made this very moment. */
function isYoung(dataDir: string): boolean {
  try {
    return Date.now() - statSync(dataDir).ctimeMs < settlingMs && readdirSync(dataDir).length === 0;
  } catch {
    return true; // removed meanwhile by its owner
  }
}
