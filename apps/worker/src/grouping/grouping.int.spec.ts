import { UnitOfWork } from '@portcullis/core';
import { newId } from '@portcullis/core/db/ids';
import { seedReference } from '@portcullis/core/seed/seed-reference';
import { SYSTEM } from '@portcullis/domain';
import { drain, type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stagesThatDo, startTestWorker } from '../testing/test-worker.js';
import type { RunningWorker } from '../worker.js';
import { groupingStage } from './grouping.stage.js';

let database: PrivateDatabase;
const workers: RunningWorker[] = [];

beforeAll(async () => {
  database = await privateDatabase();
  await seedReference(await database.open('app', 1));
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.close()));
  await database.close();
});

it('several workers wake for waiting alerts and put each into its case once', async () => {
  const app = await database.open('app', 4);
  for (let i = 0; i < 3; i++)
    workers.push(await startTestWorker(database, { stages: [groupingStage, ...stagesThatDo({})], schedules: false }));
  const uow = new UnitOfWork(app);
  const now = new Date();
  for (let chunk = 0; chunk < 10; chunk++) {
    const alerts = Array.from({ length: 30 }, (_, i) => ({
      id: newId(),
      account: `a${chunk * 30 + i}`,
      device: `d${i % 10}`,
    }));
    await uow.run({ actor: SYSTEM, now }, async (tx) => {
      await tx.query(
        `insert into alert (id, detector_id, external_id, severity, route, subject_kind, subject_id, observed_at, received_at, body)
         select id, 'test', id::text, 3, 'transfer_station', 'account', account, $3, $3, '{}'
         from unnest($1::uuid[], $2::text[]) as n(id, account)`,
        [alerts.map(({ id }) => id), alerts.map(({ account }) => account), now],
      );
      await tx.query('insert into alert_pending (alert_id, sighting) select * from unnest($1::uuid[], $2::json[])', [
        alerts.map(({ id }) => id),
        alerts.map(({ device }) => JSON.stringify({ related: [], indicators: [{ type: 'device_id', value: device }] })),
      ]);
      tx.wake('grouping');
    });
  }
  await drain(database.urls.superuser, { except: ['events to be sealed'] });
  const rows = await app.query(
    `select count(*)::int as alerts, count(distinct case_id)::int as cases from case_alert a join case_file f on f.id = a.case_id and f.merged_into is null`,
  );
  expect(rows).toEqual([{ alerts: 300, cases: 10 }]);
});
