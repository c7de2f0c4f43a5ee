import { SYSTEM } from '@portcullis/domain';
import { aCase, aWorld, type PrivateDatabase, privateDatabase, type World } from '@portcullis/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sealAll } from '../audit/sequencer.js';
import { UnitOfWork } from '../db/unit-of-work.js';
import { recordOutcomes } from '../outcomes/record-outcomes.js';
import { DetectorScoreQuery } from './detector-score.query.js';
import { DrillQuery } from './drill.query.js';
import { OverviewQuery } from './overview.query.js';
import { RollUp } from './roll-up.command.js';

const DAY = 86_400_000;
const FIRST = Date.parse('2026-10-15T09:00:00.000Z');
const NOW = new Date('2026-11-20T12:00:00.000Z');
/** A Tuesday. */
const FELL = new Date('2026-11-10T00:00:00.000Z');
const PER_DAY = 50;
const DETECTOR = 'tls_header_signature';

let database: PrivateDatabase;
let world: World;
let uow: UnitOfWork;
const context = { actor: SYSTEM, now: NOW };

beforeAll(async () => {
  database = await privateDatabase();
  world = await aWorld(await database.open('app'), new Date(FIRST));
  uow = new UnitOfWork(world.database);
  for (let at = FIRST; at < NOW.getTime(); at += DAY) {
    const accounts = Object.fromEntries(Array.from({ length: PER_DAY }, (_, i) => [`acct_${at}_${i}`, [DETECTOR]]));
    const built = await aCase({ ...world, now: new Date(at) }, { accounts });
    const wrong = at < FELL.getTime() ? 3 : 14;
    const said = async (verdict: 'true_positive' | 'false_positive', alerts: typeof built.alerts) =>
      // Decided days later, and all on one day: what counts is when it was observed.
      uow.run({ ...context, now: new Date(NOW.getTime() - DAY) }, (tx) =>
        recordOutcomes(tx, {
          caseId: built.id,
          verdict,
          reason: '',
          source: 'case',
          provisional: verdict === 'true_positive',
          alertIds: alerts.map(({ id }) => id),
        }),
      );
    await said('false_positive', built.alerts.slice(0, wrong));
    await said('true_positive', built.alerts.slice(wrong));
  }
  await sealAll(await database.open('sequencer', 1));
  await new RollUp(uow).drain(context);
});
afterAll(() => database?.close());

const period = { from: new Date(NOW.getTime() - 30 * DAY), to: NOW, grain: 'day', compare: true } as const;

it('finds the Tuesday on which a version fell, and says from what to what', async () => {
  const { scorecard, figures } = await new OverviewQuery(uow).read(context, period);
  const [row] = scorecard;
  expect(row).toMatchObject({ detector: DETECTOR, version: '1.0', changedOn: FELL, provisional: true });
  expect(row?.previous?.rate).toBeCloseTo(0.94, 5);
  expect(row?.precision?.rate).toBeCloseTo(0.72, 5);
  // Its list is of the time since then; the figure on top is of the whole period.
  const days = Math.ceil((NOW.getTime() - FELL.getTime()) / DAY);
  expect(row?.precision?.n).toBe(days * PER_DAY);
  const list = await new DrillQuery(uow).page(context, row?.drill ?? '', { first: 200, after: null });
  expect(list).toMatchObject({ total: days * PER_DAY, hasNextPage: true });
  const share = figures.find(({ key }) => key === 'false_positive_share');
  expect(share?.n).toBe(31 * PER_DAY);
  expect((share?.value ?? 0) * (share?.n ?? 0)).toBeCloseTo(days * 14 + (31 - days) * 3, 5);
});

it('finds it over any period in which it lies, and nothing before it', async () => {
  for (const days of [14, 60, 365]) {
    const from = new Date(NOW.getTime() - days * DAY);
    const [row] = (await new OverviewQuery(uow).read(context, { ...period, from })).scorecard;
    expect(row?.changedOn, `${days} days`).toEqual(FELL);
  }
  const [row] = (await new OverviewQuery(uow).read(context, { ...period, to: FELL })).scorecard;
  expect(row).toMatchObject({ changedOn: null });
  expect(row?.precision?.rate).toBeCloseTo(0.94, 5);
  const [late] = (await new OverviewQuery(uow).read(context, { ...period, from: new Date(FELL.getTime() + DAY) }))
    .scorecard;
  expect(late).toMatchObject({ changedOn: null });
});

it('draws precision by day', async () => {
  const points = await new DetectorScoreQuery(uow).byDay(context, DETECTOR, 180);
  expect(points).toHaveLength(37);
  expect(points.map(({ rate }) => rate.rate)).toEqual(points.map(({ at }) => (at < FELL ? 0.94 : 0.72)));
});
