import { CustomerUnitOfWork } from '@portcullis/core/appeals/customer-unit-of-work';
import { DecideAppeal } from '@portcullis/core/appeals/decide-appeal.command';
import { FileAppeal } from '@portcullis/core/appeals/file-appeal.command';
import { ReviewAppeal } from '@portcullis/core/appeals/review-appeal.command';
import { newId } from '@portcullis/core/db/ids';
import { UnitOfWork } from '@portcullis/core/db/unit-of-work';
import { OverviewQuery } from '@portcullis/core/metrics/overview.query';
import { type Actor, SYSTEM } from '@portcullis/domain';
import { aStaff, aSuspension, aWorld, type PrivateDatabase, privateDatabase, type World } from '@portcullis/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Receiver, startReceiver } from '../testing/receiver.js';
import { startTestWorker, until } from '../testing/test-worker.js';
import type { RunningWorker } from '../worker.js';

const DAY = 86_400_000;
let database: PrivateDatabase;
let world: World;
let uow: UnitOfWork;
let detector: Receiver;
let worker: RunningWorker;

beforeAll(async () => {
  database = await privateDatabase();
  world = await aWorld(await database.open('app'), new Date(Date.now() - 4 * 3_600_000));
  uow = new UnitOfWork(world.database);
  detector = await startReceiver();
  await uow.read(
    `insert into webhook_endpoint (id, kind, detector_id, url, secrets) values ($1, 'detector', 'instrument_reuse', $2, $3)`,
    [newId(), detector.url, JSON.stringify([detector.secret])],
  );
  worker = await startTestWorker(database, {}, { ALLOW_PRIVATE_WEBHOOKS: 'true' });
});
afterAll(async () => {
  await worker?.close();
  await detector?.close();
  await database?.close();
});

const as = (actor: Actor) => ({ actor, now: new Date() });
const overview = () =>
  new OverviewQuery(uow).read(as(SYSTEM), {
    from: new Date(Date.now() - 7 * DAY),
    to: new Date(Date.now() + DAY),
    grain: 'day',
    compare: true,
  });

it('a reversal is on the scorecard and on the overview within seconds, and the detector knows', async () => {
  const suspension = await aSuspension(world);
  const before = await until(
    overview,
    ({ scorecard }) => scorecard.length === 2 && scorecard.every((row) => row.loadBearingActions > 0),
    5_000,
  );
  expect(before.scorecard.map(({ counts, loadBearingActions }) => [counts.true_positive, loadBearingActions])).toEqual([
    [1, 1],
    [1, 1],
  ]);

  const iris = await aStaff(world, ['appeal_reviewer'], 'Iris');
  const files = new FileAppeal(new CustomerUnitOfWork(new UnitOfWork(await database.open('portal', 1))));
  const words = {
    statement: 'It is our gateway.',
    grounds: ['gateway'],
    contactName: 'Ana Paz',
    standing: 'administrator',
  } as const;
  const filed = await files.file(as({ kind: 'customer', id: suspension.customerId }), suspension, words);
  if (!filed.ok) throw new Error(filed.message);
  const review = new ReviewAppeal(uow);
  await review.claim(as(iris), filed.appealId);
  await review.noteFirstReading(as(iris), filed.appealId, 'A gateway, it seems.');
  const [appeal] = await uow.read<{ version: number }>('select version from appeal where id = $1', [filed.appealId]);
  const mistaken = suspension.case.alerts.filter((alert) => alert.detector === 'instrument_reuse');
  const decided = await new DecideAppeal(uow).decide(as(iris), {
    appealId: filed.appealId,
    version: appeal?.version ?? 0,
    result: 'reversed',
    reason: 'mistaken_fact',
    text: 'It is a gateway of yours, as you said.',
    mistakenAlerts: mistaken.map(({ id }) => id),
    mistakenReason: 'legitimate_gateway',
    restores: [],
  });
  expect(decided).toMatchObject({ ok: true });

  const after = await until(overview, ({ funnel }) => funnel.at(-1)?.count === 1, 5_000);
  const row = after.scorecard.find((one) => one.detector === 'instrument_reuse');
  expect(row).toMatchObject({ counts: { true_positive: 0, false_positive: 1 }, fromAppeals: 1 });
  const figure = (key: string) => after.figures.find((one) => one.key === key);
  expect(figure('overturn_rate')).toMatchObject({ value: 1, n: 1 });
  expect(figure('wrongful_action_rate')).toMatchObject({ value: 1, n: 1 });
  // Not restored yet, so it still counts: 60 seats, by the hour.
  expect((figure('seat_hours')?.value ?? 0) / 60).toBeGreaterThan(3.5);
  const told = () => detector.messages.map(({ data }) => (data.verdict as { name: string }).name);
  await until(
    async () => told(),
    (names) => names.includes('False Positive'),
    5_000,
  );
});
