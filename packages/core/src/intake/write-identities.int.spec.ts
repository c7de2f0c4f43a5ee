import { SYSTEM } from '@portcullis/domain';
import { type Database, type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../db/ids.js';
import { UnitOfWork } from '../db/unit-of-work.js';
import type { Entry } from './batch.js';
import { correctIdentities } from './write-identities.js';

let database: PrivateDatabase;
let db: Database;

beforeAll(async () => {
  database = await privateDatabase();
  db = await database.open('superuser', 2);
});
afterAll(() => database?.close());

it('corrects a few identities without reading the others', async () => {
  await db.query(
    `insert into alert_identity (detector_id, external_id, content_hash, alert_id, folded)
     select 'd', 'e' || n, sha256('x'), gen_random_uuid(), false from generate_series(1, 5000) n`,
  );
  await db.query('analyze');
  const target = newId();
  const entry = (n: number) =>
    ({ id: newId(), target, admission: { detector: 'd' }, alert: { externalId: `e${n}`, contentHash: '' } }) as Entry;
  const read = await new UnitOfWork(db).run({ actor: SYSTEM, now: new Date() }, async (tx) => {
    // As the statements before it want it.
    await tx.query(`select set_config('enable_seqscan', 'off', true), set_config('enable_nestloop', 'off', true),
      set_config('plan_cache_mode', 'force_generic_plan', true)`);
    await correctIdentities(tx, [entry(7), entry(4321)]);
    const [row] = await tx.query<{ rows: number }>(
      `select sum(seq_tup_read + idx_tup_fetch)::int as rows from pg_stat_xact_user_tables where relname like 'alert_identity%'`,
    );
    return row?.rows;
  });
  expect(read).toBeLessThan(20);
  expect(
    await db.query('select external_id as id from alert_identity where alert_id = $1 and folded order by 1', [target]),
  ).toEqual([{ id: 'e4321' }, { id: 'e7' }]);
});
