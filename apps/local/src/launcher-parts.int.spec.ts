import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { anyFreePort } from '@portcullis/postgres';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDataDirectory, resetDataDirectory } from './data-directory.js';
import { choosePorts } from './ports.js';
import { ensureSecrets } from './secrets.js';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'portcullis-launcher-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('choosePorts', () => {
  it('names the wished port that is taken, and what it was for', async () => {
    const port = Math.min(await anyFreePort(), 65_000);
    const other = createServer().listen(port + 1, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    await expect(choosePorts(port)).rejects.toThrow(
      `Port ${port + 1} (for the portal) is taken by another program: choose other ports with --port N`,
    );
    other.close();
  });

  it('takes four in a row without a wish', async () => {
    const ports = await choosePorts(undefined);
    expect(ports.portal).toBe(ports.console + 1);
    expect(ports.mail).toBe(ports.console + 2);
    expect(ports.controlPlane).toBe(ports.console + 3);
    expect([0, 1, 2, 3]).not.toContain(ports.smtp - ports.console);
  });
});

describe('ensureSecrets', () => {
  it('makes them once, for the owner only, and adds what a newer version needs', () => {
    const file = join(directory, 'secrets.json');
    const first = ensureSecrets(file, ['a@portcullis.example']);
    expect(statSync(file).mode & 0o077).toBe(0);
    const second = ensureSecrets(file, ['a@portcullis.example', 'b@portcullis.example']);
    expect(second.staff['a@portcullis.example']).toBe(first.staff['a@portcullis.example']);
    expect(second.keys).toEqual(first.keys);
    expect(second.staff['b@portcullis.example']).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    const { link: _, ...older } = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify(older));
    expect(ensureSecrets(file, []).link).not.toBe(first.link);
    expect(ensureSecrets(file, []).webhook).toBe(first.webhook);
  });
});

describe('resetDataDirectory', () => {
  it("removes what starts have made and nobody else's files", async () => {
    const data = openDataDirectory(directory);
    ensureSecrets(data.secretsFile, []);
    mkdirSync(join(data.postgres, 'cluster'), { recursive: true });
    writeFileSync(join(directory, 'thesis.txt'), 'years of work');
    await resetDataDirectory(directory);
    expect(existsSync(data.secretsFile)).toBe(false);
    expect(existsSync(data.postgres)).toBe(false);
    expect(readFileSync(join(directory, 'thesis.txt'), 'utf8')).toBe('years of work');
  });
});

describe('npm start', () => {
  const script = new URL('../../../scripts/start.mjs', import.meta.url).pathname;
  const start = (...flags: string[]) => promisify(execFile)(process.execPath, [script, ...flags]);

  it('explains its flags', async () => {
    expect((await start('--help')).stdout).toContain('--world NAME');
  });

  it.each([
    [['--wurld', 'small'], 'There is no flag --wurld.'],
    [['--world', 'mars'], 'There is no world "mars": choose one of small, burst, quiet, appeal-backlog, empty.'],
    [['--port', '70000'], '--port takes a number from 1 to 65532, and "70000" is none.'],
    [['--workers', 'many'], '--workers takes a number from 1 to 16, and "many" is none.'],
    [['small'], '"small" belongs to no flag.'],
  ])('refuses %j in one sentence before it does anything', async (flags, sentence) => {
    await expect(start(...flags)).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining(sentence) });
  });
});
