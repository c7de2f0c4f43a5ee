import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { Watch } from './usage.js';

const SHORT =
  'setTimeout(() => { globalThis.held = Buffer.alloc(200 * 2 ** 20, 1); setTimeout(process.exit, 1000); }, 500)';

it.runIf(process.platform === 'linux')('sees memory that is held for a short time, between two looks', async () => {
  const child = spawn(process.execPath, ['-e', SHORT], { stdio: 'ignore' });
  const watch = new Watch(child.pid as number, 50);
  await once(child, 'exit');
  watch.end();
  const { totalMegabytes, nodeMegabytes } = watch.peaks();
  expect(totalMegabytes).toBeGreaterThan(200);
  expect(nodeMegabytes).toBe(totalMegabytes);
});
