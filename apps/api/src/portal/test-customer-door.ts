import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Config, readConfig } from '@portcullis/core';
import { aWorld, type PrivateDatabase, privateDatabase, TEST_LINK_SECRET, type World } from '@portcullis/testkit';
import { Registry } from 'prom-client';
import { createCustomerApp } from '../customer.app.js';
import { createLogger } from '../edge/logger.js';
import { MovableClock } from '../edge/test-door.js';

type Answer = Awaited<ReturnType<NestFastifyApplication['inject']>>;

/** For integration specs: the customer door on a private database, on a port where a spec needs one. */
export interface CustomerDoor {
  app: NestFastifyApplication;
  database: PrivateDatabase;
  world: World;
  clock: MovableClock;
  config: Config;
  /** Somebody without a session. */
  anybody: Visit;
  /** Exchanges a link for a session. @throws when the link does not open */
  visit(token: string): Promise<Visit>;
  close(): Promise<void>;
}

export interface Visit {
  headers: Record<string, string>;
  get(url: string): Promise<Answer>;
  post(url: string, payload?: unknown, headers?: Record<string, string>): Promise<Answer>;
  remove(url: string): Promise<Answer>;
  /** Sends one file with its purpose. */
  upload(
    url: string,
    file: { name: string; content: Buffer | string; type?: string; purpose?: string },
  ): Promise<Answer>;
}

const CSRF = { 'x-portcullis-csrf': '1' };

export async function openCustomerDoor(settings: Record<string, string> = {}): Promise<CustomerDoor> {
  const database = await privateDatabase();
  // The matter is some hours old when the customer comes.
  const world = await aWorld(await database.open('app'), new Date(Date.now() - 6 * 3_600_000));
  const config = readConfig({
    PORTCULLIS_NODE_ENV: 'test',
    PORTCULLIS_DATABASE_URL: database.urls.app,
    PORTCULLIS_LINK_SECRET: TEST_LINK_SECRET,
    PORTCULLIS_LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
    ...settings,
  });
  const clock = new MovableClock();
  const dataSource = await database.open('portal', 2);
  const log = createLogger(config);
  const app = await createCustomerApp({ config, log, dataSource, clock, registry: new Registry() });
  const anybody = visitOf(app, CSRF);
  return {
    app,
    database,
    world,
    clock,
    config,
    anybody,
    visit: async (token) => {
      const answer = await anybody.post('/session', { token });
      if (answer.statusCode !== 204) throw new Error(`the link answered ${answer.statusCode}: ${answer.body}`);
      const [cookie] = answer.cookies;
      return visitOf(app, { ...CSRF, cookie: `${cookie?.name}=${cookie?.value}` });
    },
    close: async () => {
      await app.close();
      await database.close();
    },
  };
}

/** @param from the address that the next request comes from */
export function visitOf(app: NestFastifyApplication, headers: Record<string, string>, from = () => '127.0.0.1'): Visit {
  const post: Visit['post'] = (url, payload = {}, more = {}) =>
    app.inject({
      method: 'POST',
      url,
      headers: { ...headers, ...more },
      payload: payload as object,
      remoteAddress: from(),
    });
  return {
    headers,
    get: (url) => app.inject({ method: 'GET', url, headers, remoteAddress: from() }),
    post,
    remove: (url) => app.inject({ method: 'DELETE', url, headers, remoteAddress: from() }),
    upload: (url, file) => {
      const { body, type } = multipartOf(file);
      return post(url, body, { 'content-type': type });
    },
  };
}

export function multipartOf(file: { name: string; content: Buffer | string; type?: string; purpose?: string }): {
  body: Buffer;
  type: string;
} {
  const boundary = 'a-line-that-is-nowhere-else';
  const head =
    (file.purpose ? `--${boundary}\r\ncontent-disposition: form-data; name="purpose"\r\n\r\n${file.purpose}\r\n` : '') +
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\n` +
    `content-type: ${file.type ?? 'application/octet-stream'}\r\n\r\n`;
  const body = Buffer.concat([
    Buffer.from(head),
    Buffer.from(file.content as string),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return { body, type: `multipart/form-data; boundary=${boundary}` };
}
