import { randomUUID } from 'node:crypto';
import { UnitOfWork } from '@portcullis/core/db/unit-of-work';
import { replayDeadRows } from '@portcullis/core/outbox/outbox-row';
import { SYSTEM } from '@portcullis/domain';
import { type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { historyStage } from '../history/history.stage.js';
import { NotYet, PermanentFailure } from '../stage.js';
import { stagesThatDo, startTestWorker, until, type Work } from '../testing/test-worker.js';
import type { RunningWorker } from '../worker.js';

let database: PrivateDatabase;
let uow: UnitOfWork;
const workers: RunningWorker[] = [];
const context = () => ({ actor: SYSTEM, now: new Date() });

beforeAll(async () => {
  database = await privateDatabase();
  uow = new UnitOfWork(await database.open('app', 5));
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.close()));
  await uow.read('delete from outbox');
});
afterAll(() => database.close());

async function start(work: Work, stages = stagesThatDo({ 'notices.send': work })): Promise<RunningWorker> {
  const worker = await startTestWorker(database, { stages });
  workers.push(worker);
  return worker;
}

async function enqueue(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  await uow.run({ ...context(), requestId: 'req-7' }, async (tx) => {
    for (const noticeId of ids) tx.enqueue({ topic: 'notices.send', payload: { noticeIds: [noticeId] } });
  });
  return ids;
}

interface Row {
  completed: boolean;
  dead: boolean;
  attempts: number;
  error: string | null;
}
const rows = () =>
  uow.read<Row>(
    `select completed_at is not null as completed, failed_at is not null as dead, attempts, last_error as error from outbox order by id`,
  );
const allDone = (found: Row[]) => found.length > 0 && found.every((row) => row.completed);

it('does every row once, with two workers on the same queue, and carries the request along', async () => {
  const seen: string[] = [];
  const requests = new Set<string | undefined>();
  const work: Work = async ({ payload, context: { requestId } }, done) => {
    await done();
    seen.push((payload as { noticeIds: string[] }).noticeIds[0] as string);
    requests.add(requestId);
  };
  await Promise.all([start(work), start(work)]);
  const ids = await enqueue(300);
  await until(rows, allDone);
  expect(seen.sort()).toEqual(ids.sort());
  expect([...requests]).toEqual(['req-7']);
});

it('does what was enqueued while no worker ran', async () => {
  await enqueue(5);
  await start((_job, done) => done());
  await until(rows, allDone);
});

it('tries again after a failure, and a failure leaves no effect', async () => {
  let attempts = 0;
  await start(async (_job, done) => {
    attempts += 1;
    if (attempts < 3) throw new Error('not today');
    await done();
  });
  await enqueue(1);
  expect(await until(rows, allDone)).toMatchObject([{ attempts: 3, dead: false, error: null }]);
});

it('leaves a dead letter after the last attempt, which can be replayed', async () => {
  let broken = true;
  await start(async (_job, done) => {
    if (broken) throw new Error('still broken');
    await done();
  });
  await enqueue(1);
  const dead = await until(rows, (found) => found.every((row) => row.dead));
  expect(dead).toMatchObject([{ completed: false, attempts: 4, error: 'Error: still broken' }]);
  broken = false;
  const ids = await uow.read<{ id: string }>('select id from outbox');
  expect(
    await replayDeadRows(
      uow,
      context(),
      ids.map(({ id }) => id),
    ),
  ).toBe(1);
  expect(await until(rows, allDone)).toMatchObject([{ dead: false, attempts: 1 }]);
});

it('gives up at once when no retry can help', async () => {
  await start(async () => {
    throw new PermanentFailure('no such notice');
  });
  await enqueue(1);
  expect(await until(rows, (found) => found.every((row) => row.dead))).toMatchObject([{ attempts: 1 }]);
});

it('does not count waiting as failing', async () => {
  let attempts = 0;
  await start(async (_job, done) => {
    attempts += 1;
    if (attempts <= 6) throw new NotYet('too early', 20);
    await done();
  });
  await enqueue(1);
  expect(await until(rows, allDone)).toMatchObject([{ attempts: 7, dead: false }]);
});

it('takes an attempt that hangs from its processor, and rolls back what that one still writes', async () => {
  let attempts = 0;
  const late: Promise<void>[] = [];
  await start(async (_job, done) => {
    attempts += 1;
    if (attempts > 1) return done();
    // Deaf to its signal: comes back long after its lease.
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    const ending = done();
    late.push(ending);
    await ending;
  });
  await enqueue(1);
  expect(await until(rows, allDone)).toMatchObject([{ attempts: 2 }]);
  await until(
    async () => late.length,
    (count) => count === 1,
  );
  await expect(late[0]).rejects.toThrow('is not the latest');
});

it('loses nothing when the queue loses everything', async () => {
  const worker = await start((_job, done) => done());
  await worker.close();
  workers.length = 0;
  await enqueue(20);
  // Rows that were dispatched into a queue that has forgotten them.
  await uow.read(`update outbox set dispatched_at = now(), not_before = now() + interval '700 milliseconds'`);
  await start((_job, done) => done());
  await until(rows, allDone);
});

it('stops within its time with work under way, which is finished', async () => {
  let begun = 0;
  const worker = await start(async (_job, done) => {
    begun += 1;
    await new Promise((resolve) => setTimeout(resolve, 400));
    await done();
  });
  await enqueue(2);
  await until(
    async () => begun,
    (count) => count === 2,
  );
  const before = Date.now();
  await worker.close();
  workers.length = 0;
  expect(Date.now() - before).toBeLessThan(5_000);
  expect(await rows()).toMatchObject([{ completed: true }, { completed: true }]);
});

it('seals history and answers on its health port', async () => {
  const worker = await start((_job, done) => done(), [historyStage, ...stagesThatDo({})]);
  await uow.run(context(), async (tx) =>
    tx.record({ stage: 'operations', kind: 'test.happened', entityKind: 'test', entityId: '1' }),
  );
  await until(
    () =>
      uow.read<{ open: number; sealed: number }>(
        'select (select count(*) from event_unsealed) as open, (select count(*) from event_chain) as sealed',
      ),
    ([row]) => row?.open === 0 && row.sealed > 0,
  );
  const paths = ['healthz', 'readyz', 'metrics'];
  const answers = await Promise.all(paths.map((path) => fetch(`${worker.healthUrl}/${path}`)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  const metrics = await answers[2]?.text();
  expect(metrics).toContain('portcullis_history_unsealed 0');
  expect(metrics).toMatch(/portcullis_loop_items_total\{loop="history\.seal"\} [1-9]/);
});

it('does not start when a topic has no processor', async () => {
  await expect(startTestWorker(database, { stages: stagesThatDo({}, ['notices.send']) })).rejects.toThrow(
    'outcomes.feedback: no processor',
  );
});
