import { openDatabase } from './database.js';

/**
 * Brings a database to the newest schema. Several starts at once wait for each other.
 * @param ownerUrl address with the owner role
 * @returns names of the migrations that ran now
 */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const dataSource = await openDatabase({ url: ownerUrl, poolSize: 2, applicationName: 'portcullis-migrate' });
  const guard = dataSource.createQueryRunner();
  try {
    await guard.query('select pg_advisory_lock(7601002)');
    const ran = await dataSource.runMigrations();
    return ran.map((migration) => migration.name);
  } finally {
    await guard.query('select pg_advisory_unlock(7601002)');
    await guard.release();
    await dataSource.destroy();
  }
}
