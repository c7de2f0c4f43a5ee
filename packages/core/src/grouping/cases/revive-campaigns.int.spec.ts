import { SYSTEM } from '@portcullis/domain';
import {
  type Database,
  emptyGrouping,
  GroupingWorld,
  type PrivateDatabase,
  privateDatabase,
  type SentAlert,
} from '@portcullis/testkit';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { newId } from '../../db/ids.js';
import { UnitOfWork } from '../../db/unit-of-work.js';
import { seedReference } from '../../seed/seed-reference.js';
import { AssignAlerts } from '../assign.command.js';

let database: PrivateDatabase;
let db: Database;
let world: GroupingWorld;
const now = new Date('2026-11-20T10:00:00Z');

beforeAll(async () => {
  database = await privateDatabase();
  db = await database.open('app', 6);
  await seedReference(db);
  world = new GroupingWorld(db, now);
});
afterAll(() => database.close());
beforeEach(() => emptyGrouping(database));

const on = (relay: string, count: number): SentAlert[] =>
  Array.from({ length: count }, (_, i) => ({ account: `${relay}-${i}`, shares: { device_id: relay } }));
const group = () => new AssignAlerts(new UnitOfWork(db)).drain(() => ({ actor: SYSTEM, now }));
async function accept(...sent: SentAlert[]): Promise<void> {
  await world.accept(sent);
  await group();
}
/** What joined the two is no link from now on. */
async function listCard(): Promise<void> {
  await db.query(
    `insert into hub_entry (id, indicator_type, indicator_value, indicator_match, kind, reason, source)
     values ($1, 'payment_instrument', 'card', 'card', 'agency', 'An agency pays for all.', 'its invoice')`,
    [newId()],
  );
  await group();
}
const bridge: SentAlert[] = ['r1-0', 'r2-0'].map((account) => ({ account, shares: { payment_instrument: 'card' } }));

interface Campaign {
  id: string;
  subjects: number;
  cases: number;
  operator: string | null;
}
const campaigns = (): Promise<Campaign[]> =>
  db.query(
    `select id, subject_count as subjects, case_count as cases, attribution->>'operator' as operator from campaign
     where merged_into is null order by subject_count`,
  );
/** A campaign of 520 accounts and one of 600, each said to be somebody's, that one card makes one. */
async function twoThatBecameOne(): Promise<Campaign[]> {
  await accept(...on('r1', 600), ...on('r2', 520));
  for (const [subjects, operator] of [
    [520, 'Mirror'],
    [600, 'Lantern'],
  ] as const)
    await db.query('update campaign set attribution = $2 where subject_count = $1', [
      subjects,
      JSON.stringify({ operator }),
    ]);
  const before = await campaigns();
  await accept(...bridge);
  expect(await campaigns()).toMatchObject([{ subjects: 1120, operator: 'Lantern' }]);
  return before;
}

it('a campaign that leaves the one that it had become part of is the one that it was, with what was said of it', async () => {
  const before = await twoThatBecameOne();
  await accept(...on('r2', 550).slice(520), ...on('r1', 3));
  await listCard();
  expect(await campaigns()).toEqual([
    { ...before[0], subjects: 550, cases: 550 },
    { ...before[1], subjects: 600, cases: 600 },
  ]);
  expect(await world.wrongFigures()).toEqual([]);
  const told = await db.query<{ id: string; before: unknown }[]>(
    `select e.entity_id as id, b.body->'before'->>'mergedInto' as before from event e join event_body b on b.event_id = e.id
     where e.kind = 'campaign.undo_merge'`,
  );
  expect(told).toEqual([{ id: before[0]?.id, before: before[1]?.id }]);
  // What comes next is counted where it belongs.
  await accept(...on('r2', 2), ...on('r1', 601).slice(600));
  expect(await campaigns()).toMatchObject([
    { id: before[0]?.id, subjects: 550 },
    { id: before[1]?.id, subjects: 601 },
  ]);
  expect(await world.wrongFigures()).toEqual([]);
});

it('but what leaves with few of its cases is a new one', async () => {
  const before = await twoThatBecameOne();
  // Since then most of what hangs on its relay came as part of the whole.
  await accept(...on('r2', 1200).slice(520), ...on('r1', 1300).slice(600));
  await listCard();
  const after = await campaigns();
  expect(after).toMatchObject([{ subjects: 1200, operator: null }, { subjects: 1300 }]);
  expect(before.map(({ id }) => id)).not.toContain(after[0]?.id);
  expect(await world.wrongFigures()).toEqual([]);
});
