import { SYSTEM } from '@portcullis/domain';
import {
  aroundWork,
  type Database,
  GroupingWorld,
  type PrivateDatabase,
  privateDatabase,
  type SentAlert,
} from '@portcullis/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Tx, UnitOfWork } from '../db/unit-of-work.js';
import { seedReference } from '../seed/seed-reference.js';
import { AssignAlerts } from './assign.command.js';

let database: PrivateDatabase;
let db: Database;
const now = new Date('2026-11-20T10:00:00Z');
const context = () => ({ actor: SYSTEM, now });

beforeAll(async () => {
  database = await privateDatabase();
  db = await database.open('app', 4);
  await seedReference(db);
});
afterAll(() => database?.close());

const TABLES = `'case_file', 'case_subject', 'case_alert', 'campaign', 'grouping_subject', 'grouping_cluster', 'indicator',
  'indicator_carrier', 'alert', 'alert_pending', 'directory_entry'`;

async function rowsRead(tx: Tx): Promise<number> {
  const [row] = await tx.query<{ rows: number }>(
    'select sum(seq_tup_read + idx_tup_fetch)::int as rows from pg_stat_xact_user_tables',
  );
  return row?.rows ?? 0;
}

const relay = (i: number): SentAlert => ({
  account: `a${i}`,
  shares: { device_id: 'relay', payment_instrument: `c${i % 900}` },
});
const loose = (i: number): SentAlert => ({ account: `s${i}`, shares: { device_id: `d${i % 700}` } });
const some = (from: number, to: number, of: (i: number) => SentAlert) =>
  Array.from({ length: to - from }, (_, i) => of(from + i));

it('reads no more for an alert when the statistics are of a table that was empty, or missing, or of one campaign', async () => {
  const world = new GroupingWorld(db, now);
  let read = 0;
  const counting = aroundWork(new UnitOfWork(db), async (work, tx) => {
    // What earlier transactions of the connection read and it has not told yet is counted here, too.
    const before = await rowsRead(tx);
    const result = await work(tx);
    read += (await rowsRead(tx)) - before;
    return result;
  });
  await world.accept([...some(0, 1500, relay), ...some(0, 1500, loose)]);
  await new AssignAlerts(new UnitOfWork(db)).drain(context);
  const owner = await database.open('superuser', 1);
  const perAlert: Record<string, number> = {};
  let from = 1500;
  for (const [name, statistics] of [
    ['current', 'analyze'],
    ['of empty tables', `update pg_class set reltuples = 0, relpages = 50 where relname in (${TABLES})`],
    ['none', `delete from pg_statistic; update pg_class set reltuples = -1, relpages = 0 where relname in (${TABLES})`],
  ] as const) {
    await owner.query(statistics);
    read = 0;
    await world.accept([...some(from, from + 400, relay), ...some(from - 300, from + 100, loose)]);
    from += 400;
    // Another worker, that knows nothing yet and has no plans.
    await new AssignAlerts(counting).drain(context);
    perAlert[name] = read / 800;
  }
  await owner.destroy();
  for (const rows of Object.values(perAlert)) {
    expect(rows).toBeGreaterThan(5);
    expect(rows).toBeLessThan(100);
  }
  expect(await world.wrongFigures()).toEqual([]);
}, 120_000);
