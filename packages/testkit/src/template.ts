import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { migrate } from '@portcullis/core/db/migrate';
import {
  type DatabaseRole,
  databaseRoles,
  ensureDatabase,
  ensureRoles,
  type RolePasswords,
  roleName,
} from '@portcullis/core/db/roles';
import pg from 'pg';

/** A server with a template database in it that has every migration applied. */
export interface TestServer {
  superuserUrl: string;
  template: string;
}

/** Test servers listen on 127.0.0.1 and hold nothing worth keeping, and runs that share one need the same passwords. */
const testPassword = 'test';
const templateLock = 7601900;
const leftoverHours = 2;

/**
 * Makes sure that the server has the roles and a template for the migrations as they are now. Runs at the same time
 * wait for each other; a template of other migrations stays until it is old, since another run may be using it.
 */
export async function prepareServer(superuserUrl: string): Promise<TestServer> {
  const template = `portcullis_template_${hashOfMigrations()}`;
  const admin = new pg.Client({ connectionString: superuserUrl });
  await admin.connect();
  try {
    await admin.query('select pg_advisory_lock($1)', [templateLock]);
    const found = await admin.query('select datistemplate from pg_database where datname = $1', [template]);
    if (found.rows[0]?.datistemplate) return { superuserUrl, template };
    await dropLeftovers(admin);
    await ensureRoles(superuserUrl, passwords());
    const draft = `${template}_draft`;
    await admin.query(`drop database if exists ${draft} with (force)`);
    await ensureDatabase(superuserUrl, draft);
    await migrate(roleUrl(superuserUrl, 'owner', draft));
    await admin.query(`alter database ${draft} with is_template true allow_connections false`);
    await endSessions(admin, draft);
    await admin.query(`alter database ${draft} rename to ${template}`);
    await admin.query(`comment on database ${template} is '${new Date().toISOString()}'`);
    return { superuserUrl, template };
  } finally {
    await admin.end();
  }
}

/** The address of a database for a role of the application, or for the superuser. */
export function roleUrl(superuserUrl: string, role: DatabaseRole | 'superuser', database: string): string {
  const url = new URL(superuserUrl);
  url.pathname = `/${database}`;
  if (role !== 'superuser') {
    url.username = roleName(role);
    url.password = testPassword;
  }
  return url.href;
}

function passwords(): RolePasswords {
  return Object.fromEntries(databaseRoles.map((role) => [role, testPassword])) as RolePasswords;
}

function hashOfMigrations(): string {
  const require = createRequire(import.meta.url);
  // The package's own manifest is not exported; its entry tells where its sources lie.
  const entry = require.resolve('@portcullis/core');
  const db = join(dirname(entry), '..', 'src', 'db');
  const hash = createHash('sha256');
  for (const path of [
    'roles.ts',
    'migrate.ts',
    ...readdirSync(join(db, 'migrations')).map((name) => `migrations/${name}`),
  ].sort()) {
    if (!/\.(ts|sql)$/.test(path) || path.endsWith('.spec.ts')) continue;
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(db, path)));
  }
  return hash.digest('hex').slice(0, 12);
}

async function endSessions(admin: pg.Client, database: string): Promise<void> {
  await admin.query('select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1', [database]);
}

/** Databases that killed runs left on a shared server: the name carries the time. */
async function dropLeftovers(admin: pg.Client): Promise<void> {
  const oldest = Date.now() - leftoverHours * 3_600_000;
  const { rows } = await admin.query<{ datname: string; comment: string | null }>(
    `select datname, shobj_description(oid, 'pg_database') as comment from pg_database where datname like 'portcullis\\_%'`,
  );
  for (const { datname, comment } of rows) {
    const stamp = /^portcullis_private_([0-9a-z]+)_/.exec(datname)?.[1];
    const made = stamp ? Number.parseInt(stamp, 36) : comment ? Date.parse(comment) : Number.NaN;
    if (!(made < oldest)) continue;
    if (datname.startsWith('portcullis_template_'))
      await admin.query(`alter database ${datname} with is_template false`);
    await admin.query(`drop database if exists ${datname} with (force)`);
  }
}
