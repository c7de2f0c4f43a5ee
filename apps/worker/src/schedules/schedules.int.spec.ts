import { Module } from '@nestjs/common';
import { UnitOfWork } from '@portcullis/core/db/unit-of-work';
import { privateDatabase } from '@portcullis/testkit';
import { expect, it } from 'vitest';
import type { Schedule, WorkerStage } from '../stage.js';
import { stagesThatDo, startTestWorker, until } from '../testing/test-worker.js';

const runs: { name: string; at: number }[] = [];

class EverySecond implements Schedule {
  readonly name = 'test.every_second';
  readonly everySeconds = 1;
  async run(): Promise<void> {
    runs.push({ name: this.name, at: Date.now() });
  }
}
class Broken implements Schedule {
  readonly name = 'test.broken';
  readonly everySeconds = 1;
  async run(): Promise<void> {
    runs.push({ name: this.name, at: Date.now() });
    throw new Error('always');
  }
}
class TestModule {}
Module({ providers: [EverySecond, Broken] })(TestModule);
const stage: WorkerStage = { name: 'test', module: TestModule, schedules: [EverySecond, Broken] };

it('runs a schedule once a period in all workers together, and one that fails goes on', async () => {
  const database = await privateDatabase();
  const uow = new UnitOfWork(await database.open('app', 2));
  const stages = [stage, ...stagesThatDo({})];
  const workers = await Promise.all([1, 2, 3].map(() => startTestWorker(database, { stages })));
  try {
    const ran = (name: string) => runs.filter((run) => run.name === name);
    await until(
      async () => Math.min(ran('test.every_second').length, ran('test.broken').length),
      (count) => count >= 4,
    );
    const moments = ran('test.every_second').map(({ at }) => at);
    const gaps = moments.slice(1).map((at, index) => at - (moments[index] as number));
    expect(Math.min(...gaps)).toBeGreaterThan(700);
    const [row] = await uow.read(`select last_error as error from schedule_run where name = 'test.broken'`);
    expect(row).toEqual({ error: 'always' });
  } finally {
    await Promise.all(workers.map((worker) => worker.close()));
    await database.close();
  }
});
