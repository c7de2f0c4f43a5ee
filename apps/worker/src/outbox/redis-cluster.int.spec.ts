import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UnitOfWork } from '@portcullis/core/db/unit-of-work';
import { SYSTEM } from '@portcullis/domain';
import { privateDatabase, queueUrl, redisPort } from '@portcullis/testkit';
import { expect, it } from 'vitest';
import { stagesThatDo, startTestWorker, until } from '../testing/test-worker.js';

/** A cluster of one server that holds all slots: what matters is that every script names keys of one slot. */
async function startCluster(): Promise<{ url: string; stop(): Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), 'portcullis-cluster-'));
  const port = await redisPort();
  const args = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--dir',
    directory,
    '--save',
    '',
    '--cluster-enabled',
    'yes',
  ];
  const child = spawn('redis-server', [...args, '--cluster-announce-ip', '127.0.0.1'], { stdio: 'ignore' });
  const ask = (...command: string[]) =>
    execFileSync('redis-cli', ['-p', String(port), ...command], { encoding: 'utf8' });
  const answers = async (isSo: () => boolean) => {
    await until(
      async () => {
        try {
          return isSo();
        } catch (fault) {
          return (fault as Error).message;
        }
      },
      (answer) => answer === true,
      10_000,
    );
  };
  await answers(() => ask('ping').includes('PONG'));
  ask('cluster', 'addslotsrange', '0', '16383');
  await answers(() => ask('cluster', 'info').includes('cluster_state:ok'));
  return {
    url: `redis://127.0.0.1:${port}?cluster=true`,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

// Only in the run that has Redis.
it.skipIf(!queueUrl())('works on a Redis cluster', async () => {
  const cluster = await startCluster();
  const database = await privateDatabase();
  try {
    const uow = new UnitOfWork(await database.open('app', 2));
    const worker = await startTestWorker(database, { stages: stagesThatDo({}) }, { QUEUE_URL: cluster.url });
    try {
      await uow.run({ actor: SYSTEM, now: new Date() }, async (tx) => {
        for (let i = 0; i < 50; i += 1) {
          tx.enqueue({ topic: 'notices.send', payload: { noticeIds: ['00000000-0000-7000-8000-000000000001'] } });
        }
      });
      const open = () => uow.read('select 1 as one from outbox where completed_at is null');
      await until(open, (rows) => rows.length === 0);
      expect(worker.engine).toBe('redis');
    } finally {
      await worker.close();
    }
  } finally {
    await database.close();
    await cluster.stop();
  }
});
