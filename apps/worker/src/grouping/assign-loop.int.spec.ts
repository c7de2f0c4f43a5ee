import { UnitOfWork } from '@portcullis/core';
import { AssignAlerts } from '@portcullis/core/grouping/assign.command';
import { seedReference } from '@portcullis/core/seed/seed-reference';
import { GroupingWorld, type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AssignLoop } from './assign.loop.js';

let database: PrivateDatabase;
beforeAll(async () => {
  database = await privateDatabase();
  await seedReference(await database.open('app', 1));
});
afterAll(() => database.close());

it('whoever grouped last goes first, and the others take over when it is gone', async () => {
  const app = await database.open('app', 6);
  const now = new Date();
  const world = new GroupingWorld(app, now);
  const workers = ['one', 'two'].map((name) => ({
    name,
    loop: new AssignLoop(new AssignAlerts(new UnitOfWork(app)), { now: () => now }),
  }));
  const turn = { signal: new AbortController().signal };
  let number = 0;
  const round = async (...those: typeof workers): Promise<string[]> => {
    await world.accept([{ account: `a${number++}`, shares: { device_id: 'd1' } }]);
    const taken = await Promise.all(those.map(async ({ name, loop }) => ((await loop.run(turn)) > 0 ? [name] : [])));
    return taken.flat();
  };
  const [one, two] = workers as [(typeof workers)[0], (typeof workers)[0]];
  expect(await round(one)).toEqual(['one']);
  for (let i = 0; i < 5; i++) expect(await round(two, one)).toEqual(['one']);
  expect(await round(two)).toEqual(['two']);
  for (let i = 0; i < 5; i++) expect(await round(one, two)).toEqual(['two']);
});
