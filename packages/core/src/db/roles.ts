import pg from 'pg';

/** The database roles. No role but the owner may change the schema; none at all may rewrite history. */
export const databaseRoles = ['owner', 'app', 'portal', 'sequencer', 'queue', 'eraser'] as const;
export type DatabaseRole = (typeof databaseRoles)[number];
export type RolePasswords = Record<DatabaseRole, string>;

/** @returns the name of a role in PostgreSQL, such as `portcullis_app`. */
export const roleName = (role: DatabaseRole): string => `portcullis_${role}`;

/**
 * Creates the roles that are missing and sets their passwords. Idempotent; needs a superuser, once per cluster.
 * @throws the driver's error when the address is not that of a superuser.
 */
export async function ensureRoles(superuserUrl: string, passwords: RolePasswords): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    // Two starts at once would both see a role missing.
    await client.query(`select pg_advisory_lock(7601001)`);
    for (const role of databaseRoles) {
      const name = client.escapeIdentifier(roleName(role));
      const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [roleName(role)]);
      const verb = rowCount ? 'alter' : 'create';
      await client.query(
        `${verb} role ${name} login nosuperuser nobypassrls password ${client.escapeLiteral(passwords[role])}`,
      );
    }
  } finally {
    await client.end();
  }
}

/**
 * Creates a database that belongs to the owner role, with a schema of its own for the job queue.
 * A no-op when it exists.
 */
export async function ensureDatabase(superuserUrl: string, database: string): Promise<void> {
  const admin = new pg.Client({ connectionString: superuserUrl });
  await admin.connect();
  try {
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [database]);
    if (!rowCount) {
      await admin.query(`create database ${admin.escapeIdentifier(database)} owner ${roleName('owner')}`);
    }
  } finally {
    await admin.end();
  }
  const url = new URL(superuserUrl);
  url.pathname = `/${database}`;
  const inside = new pg.Client({ connectionString: url.href });
  await inside.connect();
  try {
    await inside.query(`alter schema public owner to ${roleName('owner')}`);
    await inside.query(`create schema if not exists queue authorization ${roleName('queue')}`);
    await inside.query(`revoke create on schema public from public`);
  } finally {
    await inside.end();
  }
}
