import { UnitOfWork } from '@portcullis/core/db/unit-of-work';
import { OUTBOX_TOPICS } from '@portcullis/core/outbox/topics';
import { SYSTEM } from '@portcullis/domain';
import { privateDatabase } from '@portcullis/testkit';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import type { QueueEngine } from './queue-engine.js';
import { RelayLoop } from './relay.loop.js';

it('whose queue takes no jobs leaves them to the relay of another worker', async () => {
  const database = await privateDatabase();
  try {
    const uow = new UnitOfWork(await database.open('app', 2));
    let asked = 0;
    const added: string[] = [];
    const engine = (add: QueueEngine['add']): QueueEngine => ({
      kind: 'redis',
      add,
      work: () => undefined,
      drain: async () => undefined,
      close: async () => undefined,
    });
    const relay = (add: QueueEngine['add']) =>
      new RelayLoop(uow, engine(add), OUTBOX_TOPICS, pino({ level: 'silent' }));
    const cut = relay(async () => {
      asked += 1;
      throw new Error('no connection');
    });
    const whole = relay(async (_stage, tickets) => void added.push(...tickets.map(({ rowId }) => rowId)));
    await uow.run({ actor: SYSTEM, now: new Date() }, async (tx) => {
      for (let row = 0; row < 20; row += 1) {
        tx.enqueue({ topic: 'notices.send', payload: { noticeIds: ['00000000-0000-7000-8000-000000000001'] } });
      }
    });
    // It would be first each time.
    expect([await cut.run(), await cut.run(), asked]).toEqual([0, 0, 1]);
    expect(await whole.run()).toBe(20);
    expect(new Set(added).size).toBe(20);
    expect(await whole.run()).toBe(0);
  } finally {
    await database.close();
  }
});
