// One run of vitest, counted from its machine-readable report.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './install.mjs';
import { duration } from './steps.mjs';

/**
 * Runs a vitest project and shows its output.
 * @returns counts; a run that crashed, took too long or ran no test has at least one failure, with the reason
 */
export async function runVitest({ name, reports, project, filters = [], env = {}, limitMinutes }) {
  const file = join(reports, `${name.replace(/[^a-z]+/gi, '-')}.json`);
  const args = [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...filters,
  ];
  console.log(`\n  ▸ ${name}`);
  const start = Date.now();
  const end = await spawnGroup(join(root, 'node_modules', '.bin', 'vitest'), args, env, limitMinutes * 60_000);
  console.log(`  ▸ ${name} took ${duration(Date.now() - start)}`);
  const reasons = [];
  if (end.late) reasons.push(`ended after ${limitMinutes} minutes`);
  const counts = { passed: 0, failed: 0, skipped: 0 };
  if (existsSync(file)) count(JSON.parse(readFileSync(file, 'utf8')), counts, reasons);
  if (counts.passed + counts.failed + counts.skipped === 0) reasons.push('ran no test');
  else if (end.code !== 0 && counts.failed === 0 && !end.late)
    reasons.push(`vitest ended with ${end.code} although no test failed`);
  const unexplained = counts.failed === 0 && reasons.length > 0;
  return { ...counts, failed: counts.failed + (unexplained ? 1 : 0), reasons };
}

function count(report, counts, reasons) {
  for (const file of report.testResults ?? []) {
    const where = file.name.replace(`${root}/`, '');
    for (const test of file.assertionResults ?? []) {
      if (test.status === 'passed') counts.passed += 1;
      else if (test.status === 'failed') {
        counts.failed += 1;
        reasons.push(`${where}: ${test.fullName}`);
      } else counts.skipped += 1;
    }
    const failedTests = (file.assertionResults ?? []).some((test) => test.status === 'failed');
    if (file.status === 'failed' && !failedTests) {
      counts.failed += 1;
      reasons.push(`${where}: ${String(file.message ?? 'did not load').split('\n')[0]}`);
    }
  }
}

/** In a process group of its own, so that a run past its time ends with everything that it started. */
function spawnGroup(command, args, env, limitMs) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
    });
    const endAll = (signal) => {
      try {
        process.kill(-child.pid, signal);
      } catch (error) {
        if (error.code !== 'ESRCH') throw error;
      }
    };
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      endAll('SIGTERM');
      setTimeout(() => endAll('SIGKILL'), 10_000).unref();
    }, limitMs);
    const forward = () => endAll('SIGTERM');
    process.on('SIGINT', forward);
    process.on('SIGTERM', forward);
    const finish = (code) => {
      clearTimeout(timer);
      process.off('SIGINT', forward);
      process.off('SIGTERM', forward);
      resolve({ code, late });
    };
    child.once('error', () => finish(127));
    child.once('close', (code) => finish(code ?? 128));
  });
}
