// Installs the dependencies when the lockfile is another one than at the last install.
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
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(`node ${process.versions.modules} ${process.platform} ${process.arch}`)
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8').trim() === wanted) return;
  await step('installing what is missing (npm ci)', () =>
    must('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      // The flags of the npm that runs this script are not meant for the one that it starts.
      env: { npm_config_ignore_scripts: 'false' },
    }),
  );
  writeFileSync(stamp, `${wanted}\n`);
}
