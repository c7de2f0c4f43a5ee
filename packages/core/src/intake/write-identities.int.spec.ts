import { SYSTEM } from '@portcullis/domain';
import { type Database, type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../db/ids.js';
import { UnitOfWork } from '../db/unit-of-work.js';
import type { Entry } from './batch.js';
import { correctIdentities, takeIdentities } from './write-identities.js';

/** As the statements before them want it. */
const PLANS = `select set_config('enable_seqscan', 'off', true), set_config('enable_nestloop', 'off', true),
  set_config('plan_cache_mode', 'force_generic_plan', true)`;

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
    await tx.query(PLANS);
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

it('looks for a finding once, however many of a batch repeat it', async () => {
  const there = newId();
  const key = (n: number) => n.toString(16).padStart(32, '0');
  await db.query(
    `insert into alert_occurrence (fold_key, alert_id, first_at, last_at)
     select decode(k, 'hex'), $2, now(), now() from unnest($1::text[]) k`,
    [[key(1), key(2)], there],
  );
  const own = newId();
  const entry = (n: number, foldKey: string, findingKey: string | null = null) =>
    ({
      id: newId(),
      target: own,
      admission: { detector: 'd', foldKey, findingKey },
      alert: { externalId: `f${n}`, contentHash: '00' },
    }) as Entry;
  const known = Array.from({ length: 50 }, (_, i) => entry(i, key(1)));
  const unknown = Array.from({ length: 50 }, (_, i) => entry(100 + i, key(9)));
  const named = [entry(200, key(9), key(2)), entry(201, key(9), key(8)), entry(202, key(1), key(8))];
  const looked = await new UnitOfWork(db).run({ actor: SYSTEM, now: new Date() }, async (tx) => {
    await tx.query(PLANS);
    await takeIdentities(tx, [...known, ...unknown, ...named]);
    const [row] = await tx.query<{ scans: number }>(
      `select idx_scan::int as scans from pg_stat_xact_user_tables where relname = 'alert_occurrence'`,
    );
    return row?.scans;
  });
  expect(known.every(({ target, made }) => made && target === there)).toBe(true);
  expect(unknown.every(({ target, made }) => made && target === own)).toBe(true);
  expect(named.map(({ target }) => target)).toEqual([there, own, there]);
  // Two keys that stand alone, and pairs of which the second is asked where the first is unknown.
  expect(looked).toBe(2 + 1 + 2 + 2);
});
