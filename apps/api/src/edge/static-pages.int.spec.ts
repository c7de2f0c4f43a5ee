import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStaffDoor, type TestDoor } from './test-door.js';

const HASH = 'sha256:0f1e';
let directory: string;
let door: TestDoor;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'portcullis-pages-'));
  mkdirSync(join(directory, 'assets'));
  writeFileSync(join(directory, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__"><div id="root"></div>');
  writeFileSync(join(directory, 'assets', 'main-abc.js'), 'console.log(1)');
  writeFileSync(join(directory, 'assets', 'main-abc.js.map'), '{}');
  writeFileSync(join(directory, '.secret'), 'hidden');
  writeFileSync(join(directory, 'persisted-documents.json'), JSON.stringify({ [HASH]: 'query Me { me { id } }' }));
  door = await openStaffDoor({
    PORTCULLIS_CONSOLE_DIR: directory,
    PORTCULLIS_NODE_ENV: 'production',
    PORTCULLIS_CONSOLE_ORIGIN: 'https://console.example',
  });
});
afterAll(async () => {
  await door?.close();
  rmSync(directory, { recursive: true, force: true });
});

describe('pages', () => {
  const html = { accept: 'text/html,application/xhtml+xml' };

  it('are served for every address of the application, with a nonce of their own', async () => {
    const [first, second] = await Promise.all(
      ['/', '/cases/1013'].map((url) => door.app.inject({ url, headers: html })),
    );
    for (const page of [first, second]) {
      expect(page?.statusCode).toBe(200);
      const nonce = /content="([^"]+)"/.exec(page?.body ?? '')?.[1];
      expect(page?.headers['content-security-policy']).toContain(`'nonce-${nonce}'`);
      expect(page?.headers['content-security-policy']).toContain(`script-src 'self';`);
      expect(page?.headers['strict-transport-security']).toBeDefined();
    }
    expect(first?.body).not.toBe(second?.body);
  });

  it('leave the programs’ addresses alone, but for a browser that asks for a page', async () => {
    expect((await door.app.inject({ url: '/metrics', headers: html })).headers['content-type']).toContain('text/html');
    expect((await door.app.inject('/metrics')).headers['content-type']).toContain('text/plain');
    expect((await door.app.inject({ url: '/v1/nothing', headers: html })).statusCode).toBe(404);
    expect((await door.app.inject({ url: '/healthz', headers: html })).json()).toEqual({ status: 'alive' });
  });

  it('come with files by exact name only', async () => {
    const script = await door.app.inject('/assets/main-abc.js');
    expect(script.headers['cache-control']).toContain('immutable');
    expect(script.headers['content-type']).toContain('javascript');
    const refused = [
      '/.secret',
      '/assets/main-abc.js.map',
      '/assets/../.secret',
      '/assets/%2e%2e/.secret',
      '/assets/none.js',
      '/%00',
      '/%E0%A4%A',
    ];
    for (const url of refused) {
      const answer = await door.app.inject({ url, headers: html });
      expect(answer.body, url).not.toContain('hidden');
      expect([url, answer.statusCode < 500 && answer.statusCode >= 200]).toEqual([url, true]);
      expect(answer.body, url).not.toBe('{}');
    }
  });
});

describe('in production', () => {
  it('runs the operations of the console and no others, and tells nothing of the schema', async () => {
    const person = await door.signIn(['reviewer']);
    const headers = { ...person.headers };
    const ask = (payload: object) => door.app.inject({ method: 'POST', url: '/graphql', headers, payload });
    expect((await ask({ query: HASH, persisted: true })).json()).toEqual({ data: { me: { id: person.id } } });
    expect((await ask({ extensions: { persistedQuery: { sha256Hash: '0f1e' } } })).json().data.me.id).toBe(person.id);
    for (const payload of [
      { query: '{ me { id } }' },
      { query: '{ __schema { types { name } } }' },
      { query: 'sha256:beef', persisted: true },
      { extensions: { persistedQuery: { sha256Hash: 5 } } },
      {},
    ]) {
      const answer = await ask(payload);
      expect([payload, answer.statusCode]).toEqual([payload, 400]);
      expect(answer.json().data).toBeNull();
    }
  });

  it('binds the cookie to the host', async () => {
    const person = await door.signIn(['reviewer']);
    expect(person.headers.cookie).toMatch(/^__Host-portcullis_staff=/);
  });
});
