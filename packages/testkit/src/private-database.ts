import { randomBytes } from 'node:crypto';
import { openDatabase } from '@portcullis/core/db/database';
import { type DatabaseRole, databaseRoles } from '@portcullis/core/db/roles';
import pg from 'pg';
import { roleUrl, type TestServer } from './template.js';

/** `openDatabase` gives TypeORM's DataSource; its type is taken from there so that only core depends on TypeORM. */
export type Database = Awaited<ReturnType<typeof openDatabase>>;

export interface PrivateDatabase {
  name: string;
  /** An address for each role of the application, and `superuser` for tests that play the attacker. */
  urls: Record<DatabaseRole | 'superuser', string>;
  /** Opens a pool that `close` destroys. */
  open(role?: DatabaseRole | 'superuser', poolSize?: number): Promise<Database>;
  /** Ends the pools opened here and drops the database, with whatever sessions are left in it. */
  close(): Promise<void>;
}

/** Creates a database of its own from the template, with every migration applied. About 50 ms. */
export async function createPrivateDatabase({ superuserUrl, template }: TestServer): Promise<PrivateDatabase> {
  const name = `portcullis_private_${Date.now().toString(36)}_${randomBytes(4).toString('hex')}`;
  await asSuperuser(superuserUrl, `create database ${name} template ${template} owner portcullis_owner`);
  const open: Database[] = [];
  const roles = [...databaseRoles, 'superuser'] as const;
  const urls = Object.fromEntries(
    roles.map((role) => [role, roleUrl(superuserUrl, role, name)]),
  ) as PrivateDatabase['urls'];
  return {
    name,
    urls,
    open: async (role = 'app', poolSize = 5) => {
      const database = await openDatabase({ url: urls[role], poolSize, applicationName: `test-${role}` });
      open.push(database);
      return database;
    },
    close: async () => {
      await Promise.all(open.splice(0).map((database) => (database.isInitialized ? database.destroy() : undefined)));
      await asSuperuser(superuserUrl, `drop database if exists ${name} with (force)`);
    },
  };
}

async function asSuperuser(superuserUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
