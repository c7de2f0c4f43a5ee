import { SYSTEM } from '@portcullis/domain';
import { type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { UnitOfWork } from '../db/unit-of-work.js';
import { enqueueDeliveries, enqueueDelivery } from './enqueue-delivery.js';

let database: PrivateDatabase;
let uow: UnitOfWork;
const context = { actor: SYSTEM, now: new Date('2026-11-20T08:00:00.000Z') };

beforeAll(async () => {
  database = await privateDatabase();
  uow = new UnitOfWork(await database.open('app', 20));
});
afterAll(() => database.close());

const order = (subject: string) => ({
  endpoint: 'control_plane' as const,
  lane: `subject:account:${subject}`,
  kind: 'action.requested',
  payload: { actionId: 'a', kind: 'suspend' },
});

it('numbers the messages of each lane without gaps, also when many transactions write to it at once', async () => {
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      uow.run(context, (tx) => enqueueDeliveries(tx, [order(`b${index % 3}`), order('a'), order('a')])),
    ),
  );
  const rows = await uow.read<{ lane: string; count: number; first: number; last: number }>(
    `select lane, count(*) as count, min(sequence) as first, max(sequence) as last from delivery group by lane order by lane`,
  );
  expect(rows).toEqual([
    { lane: 'subject:account:a', count: 40, first: 1, last: 40 },
    { lane: 'subject:account:b0', count: 7, first: 1, last: 7 },
    { lane: 'subject:account:b1', count: 7, first: 1, last: 7 },
    { lane: 'subject:account:b2', count: 6, first: 1, last: 6 },
  ]);
});

it('puts number and idempotency key into an order, and the moment into every message', async () => {
  const { id, sequence } = await uow.run(context, (tx) => enqueueDelivery(tx, order('c')));
  const [row] = await uow.read<{ payload: unknown }>('select payload from delivery where id = $1', [id]);
  expect(sequence).toBe(1);
  expect(row?.payload).toEqual({
    type: 'action.requested',
    timestamp: '2026-11-20T08:00:00.000Z',
    data: { actionId: 'a', kind: 'suspend', idempotencyKey: id, sequence: 1 },
  });
});

it('leaves no number behind when the transaction fails', async () => {
  const failed = uow.run(context, async (tx) => {
    await enqueueDelivery(tx, order('d'));
    throw new Error('no');
  });
  await expect(failed).rejects.toThrow('no');
  expect(await uow.run(context, (tx) => enqueueDelivery(tx, order('d')))).toMatchObject({ sequence: 1 });
});

it('refuses to mix endpoints in one lane', async () => {
  const mixed = uow.run(context, (tx) =>
    enqueueDelivery(tx, { ...order('a'), endpoint: 'detector', detectorId: 'relay-signature' }),
  );
  await expect(mixed).rejects.toThrow('belongs to control_plane');
});
