import { randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Config, readConfig } from '@portcullis/core';
import { hashPassword } from '@portcullis/core/access/password';
import { Clock } from '@portcullis/core/core.module';
import { seedReference } from '@portcullis/core/seed/seed-reference';
import type { Role } from '@portcullis/domain';
import { type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import { Registry } from 'prom-client';
import { createStaffApp } from '../staff.app.js';
import { createLogger } from './logger.js';

/** For integration specs of this workspace: the staff door on a private database, without a port. */
export interface TestDoor {
  app: NestFastifyApplication;
  database: PrivateDatabase;
  dataSource: Awaited<ReturnType<PrivateDatabase['open']>>;
  clock: MovableClock;
  config: Config;
  /** Adds a person and signs in. */
  signIn(roles: readonly Role[], more?: { name?: string; queues?: readonly string[] }): Promise<SignedInPerson>;
  close(): Promise<void>;
}

export interface GraphqlAnswer<Data> {
  status: number;
  data: Data | null;
  errors: { message: string; path?: (string | number)[]; extensions: { code: string; problem?: unknown } }[];
}

export interface SignedInPerson {
  id: string;
  email: string;
  headers: Record<string, string>;
  query<Data = Record<string, unknown>>(
    query: string,
    variables?: Record<string, unknown>,
  ): Promise<GraphqlAnswer<Data>>;
}

/** Runs with the wall until it is moved ahead. */
export class MovableClock extends Clock {
  private ahead = 0;
  override now(): Date {
    return new Date(Date.now() + this.ahead);
  }
  advance(milliseconds: number): void {
    this.ahead += milliseconds;
  }
}

export const TEST_PASSWORD = 'correct horse battery';
const passwordHash = hashPassword(TEST_PASSWORD);

export async function openStaffDoor(settings: Record<string, string> = {}, poolSize = 10): Promise<TestDoor> {
  const database = await privateDatabase();
  const dataSource = await database.open('app', poolSize);
  await seedReference(dataSource);
  const config = readConfig({
    PORTCULLIS_NODE_ENV: 'test',
    PORTCULLIS_DATABASE_URL: database.urls.app,
    PORTCULLIS_LINK_SECRET: 'a secret of at least sixteen',
    PORTCULLIS_LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
    ...settings,
  });
  const clock = new MovableClock();
  const app = await createStaffApp({ config, dataSource, clock, log: createLogger(config), registry: new Registry() });
  return {
    app,
    database,
    dataSource,
    clock,
    config,
    signIn: async (roles, { name = 'Somebody', queues = [] } = {}) => {
      const id = randomUUID();
      const email = `${id}@provider.example`;
      await dataSource.query('insert into staff (id, email, name, password_hash, roles) values ($1, $2, $3, $4, $5)', [
        id,
        email,
        name,
        await passwordHash,
        roles,
      ]);
      await dataSource.query('insert into staff_queue select $1, unnest($2::text[])', [id, queues]);
      return signedIn(app, id, email);
    },
    close: async () => {
      await app.close();
      await database.close();
    },
  };
}

async function signedIn(app: NestFastifyApplication, id: string, email: string): Promise<SignedInPerson> {
  const csrf = { 'x-portcullis-csrf': '1' };
  const answer = await app.inject({
    method: 'POST',
    url: '/session',
    headers: csrf,
    payload: { email, password: TEST_PASSWORD },
  });
  if (answer.statusCode !== 204) throw new Error(`sign-in answered ${answer.statusCode}: ${answer.body}`);
  const cookie = answer.cookies[0];
  const headers = { ...csrf, cookie: `${cookie?.name}=${cookie?.value}` };
  return {
    id,
    email,
    headers,
    query: async (query, variables) => {
      const reply = await app.inject({ method: 'POST', url: '/graphql', headers, payload: { query, variables } });
      return { status: reply.statusCode, errors: [], ...reply.json() };
    },
  };
}
