import { startThrowAwayPostgres } from '@portcullis/postgres';
import type { TestProject } from 'vitest/node';
import './in-vitest.js';
import { prepareServer } from './template.js';

/**
 * One PostgreSQL for the whole run of the integration tests, or the one that PORTCULLIS_TEST_PG names with a
 * superuser's address; in it a template from which every test file gets a database of its own.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.PORTCULLIS_TEST_PG;
  const own = given ? undefined : await startThrowAwayPostgres();
  try {
    project.provide('testServer', await prepareServer(given ?? own!.url()));
  } catch (error) {
    await own?.stop();
    throw error;
  }
  return async () => own?.stop();
}
