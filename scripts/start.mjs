// `npm start`: installs what is missing, builds what has changed, starts everything. Node's own modules only, since on a
// fresh clone there is nothing else yet.

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, webRoot } from './build.mjs';
import { ensureInstalled, nodeTooOld, root } from './install.mjs';
import { help, readFlags } from './start-flags.mjs';
import { endOnSignals, StepError } from './steps.mjs';

const flags = readFlags(process.argv.slice(2));
const tooOld = nodeTooOld();
if (flags.help) {
  console.log(help);
  process.exit(0);
}
if (flags.problem || tooOld) {
  console.error(tooOld ?? flags.problem);
  process.exit(2);
}

const forgetSignals = endOnSignals(0);
try {
  console.log('Portcullis');
  await ensureInstalled();
  await build({ only: 'running' });
} catch (error) {
  console.error(error instanceof StepError ? error.message : error);
  process.exit(1);
}

// Empty: the api serves no pages of that app.
const builtPages = (app) => (existsSync(join(webRoot(app), 'index.html')) ? webRoot(app) : '');
const { run } = await import(pathToFileURL(join(root, 'apps', 'local', 'dist', 'run.js')).href);
const { data } = flags.options;
const running = run({
  ...flags.options,
  root,
  // npm runs scripts in the project's root; a relative path is meant from where the person stands.
  dataDir: data ? resolve(process.env.INIT_CWD ?? process.cwd(), data) : join(root, '.local', 'data'),
  readyFile: data
    ? join(resolve(process.env.INIT_CWD ?? process.cwd(), data), 'ready.json')
    : join(root, '.local', 'ready.json'),
  consoleDir: builtPages('console'),
  portalDir: builtPages('portal'),
});
// Only now, when the launcher listens: a signal that came while its code was being read would be nobody's.
forgetSignals();
await running;
