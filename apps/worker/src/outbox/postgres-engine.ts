import { SteadyClient } from '@portcullis/core/db/steady-client';
import { withClient } from '@portcullis/core/db/with-client';
import { createPostgresBackend, Queue, runMigrations, Worker } from 'bullmq';
import type { Logger } from 'pino';
import { bullEngine } from './bullmq-engine.js';
import type { QueueEngine } from './queue-engine.js';

const SCHEMA = 'queue';

/** BullMQ on PostgreSQL: in a schema of its own, with pools of its own, so that jobs and commands don't wait for each other. */
export async function postgresEngine(url: string, log: Logger): Promise<QueueEngine> {
  await migrateQueue(url);
  const pool = (max: number) => ({
    connectionString: url,
    schema: SCHEMA,
    max,
    application_name: 'portcullis-queue',
    Client: SteadyClient,
  });
  return bullEngine(
    {
      kind: 'postgres',
      openQueue: (name) => new Queue(name, { connection: pool(2) }, createPostgresBackend) as unknown as Queue,
      openWorker: (name, processor, options) =>
        new Worker(name, processor, { ...options, connection: pool(3) }, createPostgresBackend) as unknown as Worker,
    },
    log,
  );
}

/** The queue role owns its schema and may make no other, which `create schema if not exists` asks for even when it exists. */
async function migrateQueue(url: string): Promise<void> {
  await withClient(url, (client) =>
    runMigrations(
      {
        query: async (text, values) =>
          text.startsWith('CREATE SCHEMA IF NOT EXISTS') ? { rows: [] } : client.query(text, values),
      },
      SCHEMA,
    ),
  );
}
