import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Stack, startStack } from '@portcullis/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ world: 'empty' });
});
afterAll(() => stack?.close());

const observedAt = new Date().toISOString();
const answers = async (url: string) => (await fetch(url)).status;
const alert = (id: string) => ({
  id,
  detector: { id: 'relay-signature', version: '1.0' },
  observedAt,
  subject: { kind: 'account', id: 'acct_launcher' },
  severity: 3,
  indicators: [{ type: 'device_id', value: 'd-1' }],
});
const post = (id: string) =>
  fetch(`${stack.api}/v1/alerts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${stack.detectorKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(alert(id)),
  });

describe('npm start', () => {
  it('writes ready.json when everything answers', async () => {
    const ready = JSON.parse(readFileSync(join(stack.dataDir, 'ready.json'), 'utf8'));
    const base = (offset: number) => `http://127.0.0.1:${stack.port + offset}`;
    expect(ready).toMatchObject({
      console: base(0),
      api: base(0),
      graphql: `${base(0)}/graphql`,
      portal: base(1),
      mail: base(2),
      controlPlane: base(3),
    });
    expect(Object.keys(ready)).toEqual(expect.arrayContaining(['detectorKey', 'directoryKey', 'exportKey', 'signIns']));
    expect(ready.signIns.map(({ role }: { role: string }) => role)).toContain('appeal_reviewer');
    for (const url of [`${ready.api}/readyz`, `${ready.api}/healthz`, ready.mail, ready.controlPlane]) {
      expect(await answers(url), url).toBe(200);
    }
  });

  it('takes an alert with the detector key', async () => {
    const response = await post('launcher-1');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ accepted: 1, rejected: 0 });
  });

  it('refuses a second start on the same data, and a port that is taken, in one sentence', async () => {
    await expect(stack.restart()).rejects.toThrow(/is in use by another run \(process \d+\)/);
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as { port: number };
    await expect(startStack({ world: 'empty', flags: ['--port', String(port)] })).rejects.toThrow(
      new RegExp(`Port ${port} \\(for the console\\) is taken by another program`),
    );
    other.close();
  });

  it('stops with 0 when the signal comes twice, removes ready.json, and the next start keeps the data', async () => {
    const detectorKey = stack.detectorKey;
    expect(await stack.stop(['SIGTERM', 'SIGTERM'])).toBe(0);
    expect(existsSync(join(stack.dataDir, 'ready.json'))).toBe(false);
    await expect(fetch(stack.mail)).rejects.toThrow();
    const start = Date.now();
    await stack.restart();
    expect(Date.now() - start).toBeLessThan(30_000);
    expect(JSON.parse(readFileSync(join(stack.dataDir, 'ready.json'), 'utf8')).detectorKey).toBe(detectorKey);
    expect(await (await post('launcher-1')).json()).toMatchObject({ accepted: 0, duplicates: 1 });
  });

  it('takes over what a killed start left, and loses nothing', async () => {
    await stack.kill();
    await stack.restart();
    expect(stack.output()).toContain('taken over from a killed start');
    expect(stack.output()).toContain('process(es) that a killed start had left');
    expect(await (await post('launcher-1')).json()).toMatchObject({ accepted: 0, duplicates: 1 });
  });

  it('refuses another world on the same data, and replaces it with --reset', async () => {
    await stack.stop();
    await expect(stack.restart(['--world', 'quiet'])).rejects.toThrow(/The data hold the world "empty"/);
    await stack.restart(['--reset']);
    const response = await fetch(`${stack.api}/v1/intake/status`, {
      headers: {
        authorization: `Bearer ${JSON.parse(readFileSync(join(stack.dataDir, 'ready.json'), 'utf8')).exportKey}`,
      },
    });
    expect(await response.json()).toMatchObject({ accepted: 0 });
  });

  it.each([1_000, 2_000, 4_000])(
    'told to stop %i ms into its start, ends with 0 and leaves nothing running',
    async (ms) => {
      const dataDir = mkdtempSync(join(tmpdir(), 'portcullis-early-stop-'));
      const script = fileURLToPath(new URL('../../../scripts/start.mjs', import.meta.url));
      const child = spawn(process.execPath, [script, '--world', 'empty', '--data', dataDir], { stdio: 'ignore' });
      const ended = new Promise((resolve) => child.once('exit', resolve));
      setTimeout(() => child.kill('SIGTERM'), ms);
      expect(await ended).toBe(0);
      expect(commandLines().filter((line) => line.includes(dataDir))).toEqual([]);
      rmSync(dataDir, { recursive: true, force: true });
    },
  );
});

/** Of every process; only where the system shows them. */
function commandLines(): string[] {
  if (!existsSync('/proc/self/cmdline')) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        return ''; // ended meanwhile
      }
    });
}
