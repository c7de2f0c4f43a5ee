// Builds what has changed: TypeScript of all workspaces (incremental), then the two web apps.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './install.mjs';
import { must, StepError, step } from './steps.mjs';

const cache = join(root, 'node_modules', '.cache', 'portcullis');
const bin = (name) => join(root, 'node_modules', '.bin', name);
const skipped = new Set(['node_modules', 'dist', '.local', '.git', 'coverage']);
const web = {
  console: ['apps/console', 'packages/ui', 'packages/contracts/src', 'packages/domain/src'],
  portal: ['apps/portal', 'packages/ui', 'packages/contracts/src', 'packages/domain/src'],
};

/** Where the built pages of a web app lie. */
export const webRoot = (app) => join(root, 'apps', app, 'dist', 'web');

/** What a running system is made of; the rest is for those who work on it. */
const running = ['apps/api', 'apps/worker', 'apps/local'];
const sourcesOfRunning = [
  ...running,
  ...['core', 'contracts', 'domain', 'postgres', 'simulator', 'testkit'].map((name) => `packages/${name}`),
];

/**
 * Builds what has changed, or nothing. Returns the names of what was built.
 * @param only `running`: no more than a running system needs
 */
export async function build({ webApps = true, only = 'all' } = {}) {
  const built = [];
  const places = only === 'running' ? sourcesOfRunning : ['apps', 'packages'];
  const sources = fingerprint(
    [...places, 'tsconfig.json', 'tsconfig.base.json', 'package-lock.json'],
    /\.(ts|tsx|json)$/,
  );
  const stamp = only === 'running' ? 'typescript-running' : 'typescript';
  if (stampOf(stamp) !== sources || outputsMissing()) {
    const projects = only === 'running' ? running : [];
    await step('building TypeScript', () => must(bin('tsc'), ['-b', ...projects], { cwd: root }));
    setStamp(stamp, sources);
    built.push('typescript');
  }
  if (!webApps) return built;
  for (const [app, inputs] of Object.entries(web)) {
    if (!existsSync(join(root, 'apps', app, 'vite.config.ts'))) continue;
    const seen = fingerprint([...inputs, 'package-lock.json'], /./);
    const pages = webRoot(app);
    if (stampOf(app) === seen && existsSync(join(pages, 'index.html'))) continue;
    await step(`building the ${app}`, () =>
      must(bin('vite'), ['build', '--outDir', pages, '--emptyOutDir', '--logLevel', 'warn'], {
        cwd: join(root, 'apps', app),
        // Else Vite takes over what the caller has, and pages of a test run would not name their operations.
        env: { ...process.env, NODE_ENV: 'production' },
      }),
    );
    setStamp(app, seen);
    built.push(app);
  }
  return built;
}

/** A hash over names, sizes and times of the files: cheap enough for every start. */
function fingerprint(places, pattern) {
  const hash = createHash('sha256');
  const visit = (path) => {
    const info = statSync(path, { throwIfNoEntry: false });
    if (!info) return;
    if (info.isDirectory()) {
      for (const entry of readdirSync(path).sort()) if (!skipped.has(entry)) visit(join(path, entry));
    } else if (pattern.test(path) && !/\.spec\.tsx?$/.test(path)) {
      hash.update(`${relative(root, path)}\0${info.size}\0${info.mtimeMs}\n`);
    }
  };
  for (const place of places) visit(join(root, place));
  return hash.digest('hex');
}

function outputsMissing() {
  return ['api', 'worker', 'local'].some((app) => !existsSync(join(root, 'apps', app, 'dist')));
}

function stampOf(name) {
  const file = join(cache, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function setStamp(name, value) {
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, name), value);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    const built = await build();
    if (built.length === 0) console.log('  ✓ nothing has changed since the last build');
  } catch (error) {
    console.error(error instanceof StepError ? error.message : error);
    process.exit(1);
  }
}
