// `npm run bench -- NAME [flags]`: builds, then runs a benchmark. Each is one file of packages/bench/src with its own flags.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { ensureInstalled, root } from './install.mjs';
import { StepError } from './steps.mjs';

const names = readdirSync(join(root, 'packages', 'bench', 'src'))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && file !== 'index.ts')
  .map((file) => file.slice(0, -3))
  .sort();
const [name, ...flags] = process.argv.slice(2);
if (!name || !names.includes(name)) {
  console.error(
    `${name ? `There is no benchmark "${name}".` : 'Which one?'} npm run bench -- ${names.join(' | ')} [--help]`,
  );
  process.exit(2);
}

try {
  await ensureInstalled();
  await build({ webApps: false });
} catch (error) {
  console.error(error instanceof StepError ? error.message : error);
  process.exit(1);
}
const program = join(root, 'packages', 'bench', 'dist', `${name}.js`);
// As the api and the worker are started: what is measured is what they do.
const { NODE_FLAGS } = await import('../packages/core/dist/config/node-flags.js');
const child = spawn(process.execPath, [...NODE_FLAGS, program, ...flags], { cwd: root, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.once('close', (code, signal) => process.exit(signal ? 128 : (code ?? 1)));
