// Installs the dependencies when what is installed is not what the lockfile says.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { must, step } from './steps.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'node_modules', '.portcullis-installed');

/** A sentence when this Node cannot run Portcullis. */
export function nodeTooOld() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return undefined;
  return `Portcullis needs Node 20.19 or newer, and this is ${process.versions.node}.`;
}

export async function ensureInstalled() {
  const lockfile = readFileSync(join(root, 'package-lock.json'));
  const wanted = createHash('sha256').update(lockfile).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8').trim() === wanted) return;
  if (!isInstalled(JSON.parse(lockfile.toString('utf8')))) {
    await step('installing what is missing (npm ci)', () =>
      must('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root }),
    );
  }
  writeFileSync(stamp, `${wanted}\n`);
}

/** Whether an `npm install` by hand has left exactly what the lockfile names (npm keeps its own record of that). */
function isInstalled(lock) {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.entries(lock.packages).every(([path, entry]) => {
    if (!path.includes('node_modules/') || entry.optional || entry.peer) return true;
    return installed[path]?.version === entry.version && existsSync(join(root, path));
  });
}
