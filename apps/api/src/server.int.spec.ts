import { get } from 'node:http';
import { type Config, readConfig } from '@portcullis/core';
import { type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from './edge/logger.js';
import { startApi } from './server.js';

let database: PrivateDatabase;
let config: Config;
beforeAll(async () => {
  database = await privateDatabase();
  config = readConfig({
    PORTCULLIS_NODE_ENV: 'test',
    PORTCULLIS_DATABASE_URL: database.urls.app,
    PORTCULLIS_DATABASE_PORTAL_URL: database.urls.portal,
    PORTCULLIS_API_PORT: '0',
    PORTCULLIS_PORTAL_PORT: '0',
    PORTCULLIS_LINK_SECRET: 'a secret of at least sixteen',
    PORTCULLIS_LOG_LEVEL: 'silent',
  });
});
afterAll(() => database?.close());

const status = async (url: string): Promise<number> => (await fetch(url)).status;

describe('the api process', () => {
  it('opens both doors and closes them in order, once', async () => {
    const api = await startApi(config, createLogger(config));
    expect(await status(`${api.staffUrl}/readyz`)).toBe(200);
    expect(await status(`${api.portalUrl}/readyz`)).toBe(200);
    expect(await status(`${api.portalUrl}/graphql`)).toBe(404);
    expect(await status(`${api.staffUrl}/live`)).toBe(401);
    // A connection that is kept alive must not hold the process.
    await new Promise<void>((resolve, reject) => {
      get(`${api.staffUrl}/healthz`, { headers: { connection: 'keep-alive' } }, (answer) =>
        answer.resume().on('end', resolve),
      ).on('error', reject);
    });
    const begun = Date.now();
    await Promise.all([api.close(), api.close()]);
    expect(Date.now() - begun).toBeLessThan(5000);
    await expect(fetch(`${api.staffUrl}/healthz`)).rejects.toThrow();
    const sessions = await database.open('superuser', 1);
    const [left] = await sessions.query(
      `select count(*)::int as count from pg_stat_activity where datname = current_database() and application_name like 'portcullis-%'`,
    );
    expect(left.count).toBe(0);
  });

  it('says which port is taken and leaves nothing behind', async () => {
    const first = await startApi(config, createLogger(config));
    const port = Number(new URL(first.staffUrl).port);
    await expect(startApi({ ...config, API_PORT: port }, createLogger(config))).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    await first.close();
  });

  it('refuses settings by name', () => {
    expect(() => readConfig({ PORTCULLIS_API_PORT: 'many', PORTCULLIS_NO_SUCH: '1' })).toThrow(
      /PORTCULLIS_NO_SUCH: no such setting[\s\S]*PORTCULLIS_API_PORT/,
    );
  });

  it('is not ready when the database does not answer', async () => {
    const nowhere = { ...config, DATABASE_URL: 'postgres://portcullis_app:x@127.0.0.1:1/none' };
    await expect(startApi(nowhere, createLogger(config))).rejects.toThrow();
  });
});
