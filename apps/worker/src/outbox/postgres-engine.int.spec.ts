import type { OutboxTicket } from '@portcullis/core/outbox/outbox-row';
import { type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Gate, startGate } from '../testing/gate.js';
import { until } from '../testing/test-worker.js';
import { postgresEngine } from './postgres-engine.js';

let database: PrivateDatabase;
let gate: Gate;

beforeAll(async () => {
  database = await privateDatabase();
  gate = await startGate(database.urls.queue);
});
afterAll(async () => {
  await gate.close();
  await database.close();
});

it('opened while PostgreSQL is away, takes jobs and works on them once it is back', async () => {
  const engine = await postgresEngine(gate.url, pino({ level: 'silent' }));
  const ticket: OutboxTicket = { rowId: '0', topic: 'notices.send', attempt: 1 };
  const worked: string[] = [];
  try {
    gate.shut();
    engine.work('notices', 1, async ({ rowId }) => {
      worked.push(rowId);
    });
    await expect(engine.add('notices', [ticket])).rejects.toThrow();
    gate.open();
    await engine.add('notices', [ticket]);
    await until(
      async () => worked,
      (rows) => rows.length === 1,
    );
    // A break of what stands is no matter either.
    gate.shut();
    await expect(engine.add('notices', [{ ...ticket, rowId: '1' }])).rejects.toThrow();
    gate.open();
    await engine.add('notices', [{ ...ticket, rowId: '1' }]);
    await until(
      async () => worked,
      (rows) => rows.length === 2,
    );
    expect(worked).toEqual(['0', '1']);
  } finally {
    await engine.close();
  }
});
