// `npm run check`: what can be said about the code without running it. Each check is a function that throws with a reason.

import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { whyNotInstallable } from './complete-lockfile.mjs';
import { checkConfigurationPage } from './configuration.mjs';
import { root } from './install.mjs';
import { plant } from './planted-violations.mjs';
import { must, run, StepError, step } from './steps.mjs';

const bin = (name) => join(root, 'node_modules', '.bin', name);

export const checks = {
  lockfile: () => step('lockfile', lockfile),
  build: () => build(),
  'page of settings': () => step('page of settings', checkConfigurationPage),
  'types of the specs': () =>
    step('types of the specs', () => must(bin('tsc'), ['-p', 'tsconfig.spec.json'], { cwd: root })),
  lint: () =>
    step('lint', () => must(bin('biome'), ['ci', '--colors=off', '--max-diagnostics=50', '.'], { cwd: root })),
  'import locks': () => step('import locks', importLocks),
  'planted violations of the locks': () => step('planted violations of the locks', plantedViolations),
};

/** `npm ci` on a fresh clone must not refuse it. */
async function lockfile() {
  const faults = whyNotInstallable();
  if (faults.length === 0) return;
  const remedy = 'Run npm install --package-lock-only, then node scripts/complete-lockfile.mjs.';
  throw new StepError([...faults, remedy].join('\n'));
}

/** The rules of .dependency-cruiser.cjs on every source file; a file that was not looked at is a failure too. */
async function importLocks() {
  const { summary, modules } = await cruise(root);
  const found = summary.violations.filter((violation) => violation.rule.severity === 'error');
  if (found.length > 0) throw new StepError(found.map(describe).join('\n'));
  const seen = new Set(modules.map((module) => module.source));
  const sources = ['packages', 'apps'].flatMap((place) => sourcesUnder(place));
  const unseen = sources.filter((path) => !seen.has(path));
  if (sources.length < 100 || unseen.length > 0) {
    throw new StepError(
      `The check saw ${seen.size} modules and missed ${unseen.length}: ${unseen.slice(0, 10).join(', ')}`,
    );
  }
}

/** The same rules on a tree in which each is broken once: all must be found, and every rule must have its violation. */
async function plantedViolations() {
  const tree = plant();
  try {
    const { summary } = await cruise(tree.root);
    const found = new Set(summary.violations.map((violation) => violation.rule.name));
    const { forbidden } = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
    const missed = [...new Set([...tree.rules, ...forbidden.map((rule) => rule.name)])].filter(
      (name) => !found.has(name),
    );
    if (missed.length > 0)
      throw new StepError(`These locks did not find their planted violation: ${missed.join(', ')}`);
    const soft = forbidden.filter((rule) => rule.severity !== 'error' || !rule.comment);
    if (soft.length > 0)
      throw new StepError(`Not an error, or without a reason: ${soft.map((rule) => rule.name).join(', ')}`);
  } finally {
    tree.remove();
  }
}

async function cruise(directory) {
  const args = ['--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json', 'packages', 'apps'];
  const { output } = await run(bin('depcruise'), args, { cwd: directory });
  const start = output.indexOf('{');
  try {
    return JSON.parse(output.slice(start));
  } catch {
    throw new StepError(`dependency-cruiser gave no answer:\n${output.slice(0, 2_000)}`);
  }
}

function describe({ rule, from, to, cycle }) {
  const path = cycle ? [from, ...cycle.map((hop) => hop.name)].join(' → ') : `${from} → ${to}`;
  return `${rule.name}: ${path}`;
}

function sourcesUnder(place) {
  return readdirSync(join(root, place), { recursive: true, encoding: 'utf8' })
    .map((path) => `${place}/${path}`)
    .filter((path) => /^[^/]+\/[^/]+\/src\/.*\.tsx?$/.test(path) && !/\/generated\/|\.d\.ts$/.test(path));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const [name, check] of Object.entries(checks)) {
    try {
      await check();
    } catch (error) {
      console.error(`${name}: ${error instanceof StepError ? error.message : error.stack}`);
      process.exitCode = 1;
    }
  }
}
