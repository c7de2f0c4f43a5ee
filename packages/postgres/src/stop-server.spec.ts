import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { stopServer } from './server.js';

/** Timers that keep this process alive. */
const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

it('stopping waits to its end also where nothing else keeps the process alive', async () => {
  const gone = spawn(process.execPath, ['-e', '']);
  await once(gone, 'exit');
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  let stopped = false;
  const stopping = stopServer({ pid: gone.pid as number, port: 0, socketDirectory: '', ended }).then(() => {
    stopped = true;
  });
  await pause(200);
  expect(stopped).toBe(false);
  const waiting = timers();
  end();
  await stopping;
  expect(timers()).toBe(waiting - 1);
});
