import { afterAll, expect, it } from 'vitest';
import { privateDatabase } from './in-vitest.js';
import type { PrivateDatabase } from './private-database.js';

const opened: PrivateDatabase[] = [];

afterAll(async () => {
  for (const database of opened) await database.close();
});

it('gives every caller a database of its own with all migrations, reachable by each role', async () => {
  const [first, second] = await Promise.all([privateDatabase(), privateDatabase()]);
  opened.push(first, second);
  expect(first.name).not.toBe(second.name);
  for (const role of ['owner', 'app', 'portal', 'sequencer', 'queue', 'eraser', 'superuser'] as const) {
    const dataSource = await first.open(role, 1);
    const [row] = await dataSource.query('select current_user as me, current_database() as here');
    expect(row).toEqual({ me: role === 'superuser' ? expect.any(String) : `portcullis_${role}`, here: first.name });
  }
  const owner = await second.open('owner', 1);
  const [tables] = await owner.query(`select count(*) as n from pg_tables where schemaname = 'public'`);
  expect(Number(tables.n)).toBeGreaterThan(5);
});

it('drops the database on close, with sessions still in it', async () => {
  const database = await privateDatabase();
  const witness = opened[0]!;
  await database.open('app', 1);
  await database.close();
  const admin = await witness.open('superuser', 1);
  expect(await admin.query('select 1 from pg_database where datname = $1', [database.name])).toEqual([]);
});
