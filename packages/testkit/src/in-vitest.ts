import { inject } from 'vitest';
import { createPrivateDatabase, type PrivateDatabase } from './private-database.js';
import type { TestServer } from './template.js';

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer;
  }
}

/**
 * A database of its own for this test file, on the server that the run's global setup prepared.
 * @example
 * const database = await privateDatabase();
 * const dataSource = await database.open('app');
 * afterAll(() => database.close());
 */
export function privateDatabase(): Promise<PrivateDatabase> {
  return createPrivateDatabase(inject('testServer'));
}

/** The engine that this run tests: empty for BullMQ on PostgreSQL, `redis://…` for Redis. */
export function queueUrl(): string {
  return process.env.PORTCULLIS_QUEUE_URL ?? '';
}
