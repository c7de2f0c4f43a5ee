import { type Database, type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { UnitOfWork } from '../db/unit-of-work.js';
import { sealAll, UNSEALED } from './sequencer.js';

let database: PrivateDatabase;
let app: Database;
let sequencer: Database;
let superuser: Database;

beforeAll(async () => {
  database = await privateDatabase();
  app = await database.open('app', 1);
  sequencer = await database.open('sequencer', 1);
  superuser = await database.open('superuser', 1);
});
afterAll(() => database?.close());

const record = (count: number) =>
  new UnitOfWork(app).run(
    { actor: { kind: 'system', id: 'test' }, now: new Date('2026-11-01T00:00:00Z') },
    async (tx) => {
      for (let i = 0; i < count; i++)
        tx.record({ stage: 'casework', kind: 'case.claimed', entityKind: 'case', entityId: `c${i}` });
    },
  );

/** Rows of the table of events that the statement reads. */
async function eventsRead(): Promise<number> {
  const rows = await sequencer.query(`explain (analyze, format json) ${UNSEALED}`, [2000]);
  let read = 0;
  const walk = (node: Record<string, unknown>) => {
    if (node['Relation Name'] === 'event')
      read +=
        (Number(node['Actual Rows']) + Number(node['Rows Removed by Filter'] ?? 0)) * Number(node['Actual Loops']);
    for (const child of (node.Plans ?? []) as Record<string, unknown>[]) walk(child);
  };
  walk(rows[0]['QUERY PLAN'][0].Plan);
  return read;
}

it('reads what is to be sealed and not what was, also while the statistics are of a table that was small', async () => {
  await record(3000);
  expect(await sealAll(sequencer)).toBe(3000);
  await record(3);
  await superuser.query(`
    analyze event; analyze event_unsealed;
    update pg_class set reltuples = 40 where relname in ('event', 'event_unsealed')`);
  expect(await eventsRead()).toBe(3);
  expect(await sealAll(sequencer)).toBe(3);
  const [{ sealed }] = await sequencer.query('select count(*)::int as sealed from event_chain');
  expect(sealed).toBe(3003);
});
