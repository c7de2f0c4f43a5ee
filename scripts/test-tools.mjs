// Programs that tests need and npm does not have: a browser and Redis.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { must, StepError, step } from './steps.mjs';

const names = {
  chromium: ['chromium', 'chromium-browser', 'google-chrome'],
  'redis-server': ['redis-server', 'valkey-server'],
};

const find = (tool) =>
  names[tool]
    .map((name) => spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim())
    .find(Boolean);

/**
 * Looks for the tools and, as root on Debian or Ubuntu, installs the missing ones.
 * @returns {Promise<{ paths: Record<string, string>, missing: Record<string, string> }>} `missing` says how to get each
 */
export async function ensureTools(tools) {
  let absent = tools.filter((tool) => !find(tool));
  if (absent.length > 0 && canInstall()) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    const packages = absent.includes('chromium') ? [...absent, 'fonts-dejavu-core'] : absent;
    try {
      await step(`installing ${absent.join(' and ')} (apt-get)`, async () => {
        await must('apt-get', ['update', '-q'], { env });
        await must('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], { env });
      });
    } catch (error) {
      if (!(error instanceof StepError)) throw error;
      console.error(error.message);
    }
    absent = tools.filter((tool) => !find(tool));
  }
  const paths = Object.fromEntries(tools.map((tool) => [tool, find(tool) ?? '']));
  const missing = Object.fromEntries(
    absent.map((tool) => [tool, `${tool} is missing: install it (on Debian: apt-get install ${tool}) and run again`]),
  );
  return { paths, missing };
}

function canInstall() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** A Redis that keeps nothing, for the run of one suite. */
export async function startRedis() {
  const port = await freePort();
  const args = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--maxmemory-policy',
    'noeviction',
  ];
  const child = spawn(find('redis-server'), args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const endWithUs = () => child.kill('SIGKILL');
  process.once('exit', endWithUs);
  await new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new StepError(`redis-server ended with ${code}`)));
    child.stdout.on('data', (chunk) => chunk.includes('Ready to accept connections') && resolve());
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        child.once('close', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
