// `npm run audit:verify`: recomputes the whole chain of history and names what was altered.
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { ensureInstalled, root } from './install.mjs';
import { StepError } from './steps.mjs';

const help = `npm run audit:verify -- [flags]

  --data DIR       data of an npm start, running or stopped (default: .local/data)
  --url URL        another database, with a role that may read history
  --anchor FILE    the head of the chain that is kept outside the database
  --show-altered   alters one row by SQL, shows that it is named, and puts it back
Exit status: 0 whole, 1 altered, 2 could not be checked.`;

try {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      url: { type: 'string' },
      anchor: { type: 'string' },
      'show-altered': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(help);
    process.exit(0);
  }
  await ensureInstalled();
  await build({ only: 'running', webApps: false });
  const { runAudit } = await import(pathToFileURL(join(root, 'apps', 'local', 'dist', 'audit-verify.js')).href);
  const from = process.env.INIT_CWD ?? process.cwd();
  process.exitCode = await runAudit({
    dataDir: values.data ? resolve(from, values.data) : join(root, '.local', 'data'),
    url: values.url,
    anchorFile: values.anchor ? resolve(from, values.anchor) : undefined,
    showAltered: values['show-altered'],
  });
} catch (error) {
  const isKnown =
    error instanceof StepError || error.name?.endsWith('StartError') || error.code?.startsWith('ERR_PARSE_ARGS');
  console.error(isKnown ? error.message : error);
  process.exitCode = 2;
}
