import { SYSTEM } from '@portcullis/domain';
import { aCase, aWorld, type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { UnitOfWork } from '../db/unit-of-work.js';
import { EndMonitoring } from './end-monitoring.command.js';

let database: PrivateDatabase;
beforeAll(async () => {
  database = await privateDatabase();
});
afterAll(() => database.close());

it('brings a monitored case back when its date has come, and not before', async () => {
  const world = await aWorld(await database.open('app'));
  const uow = new UnitOfWork(world.database);
  const { id } = await aCase(world, { accounts: { acct_1: ['tls_header_signature'] }, state: 'monitoring' });
  const until = new Date(world.now.getTime() + 86_400_000);
  await uow.read('update case_file set monitor_until = $2 where id = $1', [id, until]);
  const endDue = (now: Date) => new EndMonitoring(uow).endDue({ actor: SYSTEM, now });
  const state = async () =>
    (await uow.read<{ state: string }>('select state from case_file where id = $1', [id]))[0]?.state;

  expect(await endDue(new Date(until.getTime() - 1))).toBe(0);
  expect(await state()).toBe('monitoring');
  expect(await endDue(until)).toBe(1);
  expect(await state()).toBe('triaged');
  const [clock] = await uow.read<{ due: Date }>('select due_at as due from case_file where id = $1', [id]);
  expect(clock?.due.getTime()).toBeGreaterThan(until.getTime());
  const events = await uow.read('select kind, automatic from event where case_id = $1', [id]);
  expect(events).toEqual([{ kind: 'case.monitoring_due', automatic: true }]);
});
