import { openDatabase } from '@portcullis/core/db/database';
import { migrate } from '@portcullis/core/db/migrate';
import { type DatabaseRole, ensureDatabase, ensureRoles, roleName } from '@portcullis/core/db/roles';
import { seedReference } from '@portcullis/core/seed/seed-reference';
import { type Postgres, startPostgres } from '@portcullis/postgres';
import type { Secrets } from './secrets.js';

export const databaseName = 'portcullis';

/** It may be killed again while it recovers. */
const startAttempts = 5;

export interface LocalDatabase {
  attached: boolean;
  port: number;
  /** The address for a role of the application. */
  url(role: DatabaseRole): string;
  /** Names of the migrations that ran now. */
  migrated: string[];
  stop(): Promise<void>;
}

interface Options {
  dataDir: string;
  secrets: Secrets;
  say: (text: string) => void;
  /** Called when PostgreSQL was lost and could not be brought back. */
  onLost: (error: Error) => void;
}

/** PostgreSQL with roles, schema and reference data; started again on the same port when it is killed. */
export async function startDatabase({ dataDir, secrets, say, onLost }: Options): Promise<LocalDatabase> {
  const start = (port?: number) => startPostgres({ dataDir, port, superuserPassword: secrets.superuser });
  let postgres = await start();
  const { port, attached } = postgres;
  let stopping = false;
  const watch = (server: Postgres) => {
    void server.ended.then(async () => {
      if (stopping) return;
      say('PostgreSQL ended unasked and is started again');
      for (let attempt = 1; ; attempt += 1) {
        try {
          await server.stop(); // gives up the directory
          postgres = await start(port);
          if (postgres.port === port) break;
          await postgres.stop();
          throw new Error(`its port ${port} was taken meanwhile`);
        } catch (error) {
          if (stopping) return;
          if (attempt === startAttempts) return onLost(error as Error);
          say(`PostgreSQL is started once more: ${(error as Error).message}`);
        }
      }
      say('PostgreSQL is back');
      watch(postgres);
    });
  };
  try {
    await ensureRoles(postgres.url(), secrets.roles);
    await ensureDatabase(postgres.url(), databaseName);
    const url = (role: DatabaseRole) => postgres.url(roleName(role), databaseName, secrets.roles[role]);
    const migrated = await migrate(url('owner'));
    const app = await openDatabase({ url: url('app'), poolSize: 1, applicationName: 'portcullis-seed' });
    await seedReference(app).finally(() => app.destroy());
    watch(postgres);
    return {
      attached,
      port,
      url,
      migrated,
      stop: async () => {
        stopping = true;
        await postgres.stop();
      },
    };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}
