import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removePostgresData } from '@portcullis/postgres';

/** Everything that a start makes in the data directory, so that `--reset` removes these and nothing of anybody else's. */
const parts = [
  'mail',
  'control-plane',
  'logs',
  'secrets.json',
  'state.json',
  'processes.json',
  'audit-anchor.json',
  'ready.json',
];

export interface DataDirectory {
  path: string;
  postgres: string;
  mail: string;
  logs: string;
  controlPlaneFile: string;
  auditAnchorFile: string;
  processesFile: string;
  secretsFile: string;
  stateFile: string;
}

/** Which world the data hold. `loading` means that an earlier start was ended in the middle of it. */
export interface DataState {
  world: string;
  stage: 'loading' | 'loaded';
}

export function openDataDirectory(path: string): DataDirectory {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  mkdirSync(join(path, 'logs'), { recursive: true, mode: 0o700 });
  return {
    path,
    postgres: join(path, 'postgres'),
    mail: join(path, 'mail'),
    logs: join(path, 'logs'),
    controlPlaneFile: join(path, 'control-plane', 'ledger.ndjson'),
    auditAnchorFile: join(path, 'audit-anchor.json'),
    processesFile: join(path, 'processes.json'),
    secretsFile: join(path, 'secrets.json'),
    stateFile: join(path, 'state.json'),
  };
}

/** Removes what earlier starts left. The caller owns the directory. */
export async function resetDataDirectory(path: string, { keepSecrets = false } = {}): Promise<void> {
  await removePostgresData(join(path, 'postgres'));
  for (const part of parts) {
    if (keepSecrets && part === 'secrets.json') continue;
    rmSync(join(path, part), { recursive: true, force: true });
  }
}

export function readState(data: DataDirectory): DataState | undefined {
  return existsSync(data.stateFile) ? (JSON.parse(readFileSync(data.stateFile, 'utf8')) as DataState) : undefined;
}

export function writeState(data: DataDirectory, state: DataState): void {
  writeJson(data.stateFile, state);
}

/** Writes a file in one step, readable by its owner only. */
export function writeJson(file: string, value: unknown): void {
  const draft = `${file}.new`;
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}
