import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive, waitForEnd } from '@portcullis/postgres/process-identity';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProcessList } from './leftovers.js';
import { ManagedProcess } from './managed-process.js';

let directory: string;
let said: string[];
const processes: ManagedProcess[] = [];

function plan(source: string, more: { stopMs?: number; onStarted?: (pid: number) => void } = {}): ManagedProcess {
  const program = join(directory, 'program.mjs');
  writeFileSync(program, source);
  const managed = new ManagedProcess({
    name: 'the program',
    program,
    env: { PATH: process.env.PATH ?? '' },
    logFile: join(directory, 'program.log'),
    say: (text) => said.push(text),
    ...more,
  });
  processes.push(managed);
  return managed;
}

const serves = `process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000); process.send({ type: 'ready' });`;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'portcullis-process-'));
  said = [];
});

afterEach(async () => {
  for (const managed of processes.splice(0)) await managed.stop();
  rmSync(directory, { recursive: true, force: true });
});

describe('ManagedProcess', () => {
  it('waits until the program is ready, keeps its output and stops it', async () => {
    const managed = plan(`console.log('hello'); ${serves}`);
    await managed.start();
    const pid = managed.pid!;
    expect(isAlive(pid)).toBe(true);
    await Promise.all([managed.stop(), managed.stop()]);
    expect(isAlive(pid)).toBe(false);
    expect(readFileSync(join(directory, 'program.log'), 'utf8')).toContain('hello');
    expect(said).toEqual([]);
  });

  it('quotes the log of a program that does not start', async () => {
    await expect(plan(`console.error('no such database'); process.exit(3);`).start()).rejects.toThrow(
      /the program ended with 3\. Its log .* ends:\s+no such database/,
    );
  });

  it('starts a program again when it is killed, and says so', async () => {
    const managed = plan(serves);
    await managed.start();
    const first = managed.pid!;
    process.kill(first, 'SIGKILL');
    await vi.waitFor(() => expect(said).toContain('the program is back'), { timeout: 10_000 });
    expect(managed.pid).not.toBe(first);
    expect(said[0]).toBe('the program ended with SIGKILL and is started again in 0.5 s');
  });

  it('kills what does not stop', async () => {
    const managed = plan(
      `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); process.send({ type: 'ready' });`,
      {
        stopMs: 200,
      },
    );
    await managed.start();
    const pid = managed.pid!;
    await managed.stop();
    expect(isAlive(pid)).toBe(false);
    expect(said).toEqual(['the program does not stop and is killed']);
  });
});

describe('ProcessList', () => {
  it('ends what a killed start left running, and nothing that only got its number', async () => {
    const file = join(directory, 'processes.json');
    const managed = plan(serves, { onStarted: (pid) => new ProcessList(file).remember('the program', pid) });
    await managed.start();
    const pid = managed.pid!;
    const left = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify([...left, { pid: process.pid, startedAt: '1' }]));
    const stopped = managed.stop(); // so that it is not started again
    expect(await new ProcessList(file).endLeftovers()).toBeLessThanOrEqual(1);
    await stopped;
    expect(await waitForEnd(pid, 2_000)).toBe(true);
    expect(await new ProcessList(file).endLeftovers()).toBe(0);
  });
});
