// `npm test`: makes the machine ready, then runs everything and adds it up.
//   --quick      build, checks, unit tests and a small integration run (under three minutes)
//   --no-skips   what was skipped counts as failed; for machines where everything can be had
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled, nodeTooOld, root } from './install.mjs';
import { endOnSignals, StepError, step } from './steps.mjs';
import { ensureTools, startRedis } from './test-tools.mjs';
import { runVitest } from './vitest-suite.mjs';

const { values: flags } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, 'no-skips': { type: 'boolean', default: false } },
});
const tooOld = nodeTooOld();
if (tooOld) {
  console.error(tooOld);
  process.exit(2);
}
endOnSignals(130);

const reports = join(root, 'test-results');
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

/** @type {{ name: string, passed: number, failed: number, skipped: number, reasons: string[] }[]} */
const results = [];
const add = (name, counts) => results.push({ name, passed: 0, failed: 0, skipped: 0, reasons: [], ...counts });

async function attempt(name, work) {
  try {
    await work();
    add(name, { passed: 1 });
    return true;
  } catch (error) {
    add(name, { failed: 1, reasons: [error instanceof StepError ? error.message : String(error.stack)] });
    console.error(results.at(-1).reasons[0]);
    return false;
  }
}

const quick = {
  integration: ['packages/testkit/src', 'packages/core/src/audit', 'packages/core/src/intake'],
};

if (await attempt('install', ensureInstalled)) {
  const { checks } = await import('./check.mjs');
  let built = false;
  for (const [name, check] of Object.entries(checks)) {
    const passed = await attempt(name, check);
    if (name === 'build') built = passed;
  }
  const suite = async (name, options) => add(name, await runVitest({ name, reports, ...options }));
  await suite('unit', { project: 'unit', limitMinutes: 10 });
  if (flags.quick) {
    await suite('integration, small', { project: 'integration', filters: quick.integration, limitMinutes: 5 });
  } else {
    await everythingElse(suite, built);
  }
}

async function everythingElse(suite, built) {
  const tools = await ensureTools(['redis-server', 'chromium']);
  const without = (tool) => ({ skipped: 1, reasons: [tools.missing[tool]] });
  await suite('integration', { project: 'integration', limitMinutes: 20 });
  if (tools.missing['redis-server']) {
    add('integration on Redis', without('redis-server'));
  } else {
    const redis = await step('starting Redis', startRedis);
    const env = { PORTCULLIS_QUEUE_URL: redis.url };
    await suite('integration on Redis', { project: 'integration', filters: ['apps/worker'], env, limitMinutes: 10 });
    await redis.stop();
  }
  if (!built) {
    add('end to end', { failed: 1, reasons: ['not run: the build failed'] });
    add('crash', { failed: 1, reasons: ['not run: the build failed'] });
    return;
  }
  if (tools.missing.chromium) add('end to end', without('chromium'));
  else await suite('end to end', { project: 'e2e', env: { CHROMIUM_PATH: tools.paths.chromium }, limitMinutes: 20 });
  await suite('crash', { project: 'crash', limitMinutes: 15 });
}

const sum = (key) => results.reduce((total, result) => total + result[key], 0);
console.log('\nSummary');
for (const { name, passed, failed, skipped, reasons } of results) {
  const mark = failed > 0 ? '✗' : skipped > 0 ? '–' : '✓';
  console.log(`  ${mark} ${name}: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  for (const reason of reasons) console.log(`      ${reason.split('\n').slice(0, 12).join('\n      ')}`);
}
console.log(`  Results by test: ${reports}/*.json`);
const [passed, failed, skipped] = [sum('passed'), sum('failed'), sum('skipped')];
if (skipped > 0 && flags['no-skips']) console.log(`  ${skipped} skipped, which counts as failure here.`);
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failed > 0 || passed === 0 || (skipped > 0 && flags['no-skips']) ? 1 : 0);
