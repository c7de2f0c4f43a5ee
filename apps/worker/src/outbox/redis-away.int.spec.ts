import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { UnitOfWork } from '@portcullis/core/db/unit-of-work';
import { SYSTEM } from '@portcullis/domain';
import { privateDatabase, queueUrl, redisPort } from '@portcullis/testkit';
import { expect, it } from 'vitest';
import { stagesThatDo, startTestWorker, until } from '../testing/test-worker.js';

// Only in the run that has Redis.
it.skipIf(!queueUrl())('goes on by itself when Redis was killed and comes back empty', async () => {
  const port = await redisPort();
  const startRedis = async (): Promise<ChildProcess> => {
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    const child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'ignore'], cwd: tmpdir() });
    await new Promise<void>((resolve) => {
      child.stdout?.on('data', (chunk: Buffer) => chunk.includes('Ready to accept') && resolve());
    });
    return child;
  };
  let redis = await startRedis();
  const database = await privateDatabase();
  const uow = new UnitOfWork(await database.open('app', 2));
  const worker = await startTestWorker(
    database,
    { stages: stagesThatDo({}) },
    { QUEUE_URL: `redis://127.0.0.1:${port}` },
  );
  const enqueue = () =>
    uow.run({ actor: SYSTEM, now: new Date() }, async (tx) => {
      for (let i = 0; i < 20; i += 1) {
        tx.enqueue({ topic: 'notices.send', payload: { noticeIds: ['00000000-0000-7000-8000-000000000001'] } });
      }
    });
  const open = () => uow.read('select 1 as one from outbox where completed_at is null');
  try {
    await enqueue();
    await until(open, (rows) => rows.length === 0);
    redis.kill('SIGKILL');
    await enqueue();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await open()).toHaveLength(20);
    redis = await startRedis();
    await until(open, (rows) => rows.length === 0, 30_000);
  } finally {
    await worker.close();
    await database.close();
    redis.kill('SIGKILL');
  }
});
