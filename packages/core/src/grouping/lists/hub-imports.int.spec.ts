import { type Refusal, SYSTEM } from '@portcullis/domain';
import {
  aroundWork,
  type Database,
  emptyGrouping,
  GroupingWorld,
  type PrivateDatabase,
  privateDatabase,
} from '@portcullis/testkit';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { newId } from '../../db/ids.js';
import { type CommandContext, UnitOfWork } from '../../db/unit-of-work.js';
import { seedReference } from '../../seed/seed-reference.js';
import { AssignAlerts } from '../assign.command.js';
import { ConsequenceQuery } from '../corrections/consequence.query.js';
import { CorrectGrouping } from '../corrections/correct.command.js';
import { LookUpQuery } from '../look-up.query.js';
import { HubImportQuery } from './hub-import.query.js';
import { type HubImportPreview, HubImports, type NewHubImport } from './hub-imports.command.js';
import { ListEntriesQuery } from './list-entries.query.js';

let database: PrivateDatabase;
let db: Database;
let world: GroupingWorld;
let imports: HubImports;
let uow: UnitOfWork;
const now = new Date('2026-11-20T10:00:00Z');
const people = { bea: newId(), ines: newId(), noor: newId() };
type Name = keyof typeof people;
const as = (name: Name, at = now): CommandContext => ({
  actor: { kind: 'staff', id: people[name], roles: name === 'bea' ? ['reviewer'] : ['senior_reviewer'] },
  now: at,
});

beforeAll(async () => {
  database = await privateDatabase();
  db = await database.open('app', 8);
  uow = new UnitOfWork(db);
  world = new GroupingWorld(db, now);
  imports = new HubImports(uow);
  await seedReference(db);
});
afterAll(() => database.close());
beforeEach(async () => {
  await emptyGrouping(database);
  const owner = await database.open('superuser', 1);
  await owner.query('truncate hub_import, hub_import_value, hub_entry, hub_proposal, allow_entry cascade');
  await owner.query('delete from staff');
  await owner.destroy();
  for (const [name, id] of Object.entries(people)) {
    await db.query('insert into staff (id, email, name, roles) values ($1, $2, $3, $4)', [
      id,
      `${name}@portcullis.example`,
      name,
      [name === 'bea' ? 'reviewer' : 'senior_reviewer'],
    ]);
  }
});

const group = () => new AssignAlerts(uow).drain(() => ({ actor: SYSTEM, now }));
const living = async () =>
  Number((await db.query('select count(*) as n from case_file where merged_into is null'))[0].n);
const file = (over: Partial<NewHubImport> = {}): NewHubImport => ({
  text: '192.0.2.1\n192.0.2.2\n192.0.2.3',
  type: 'ip',
  kind: 'vpn',
  fileName: 'exits.csv',
  reason: 'Exits of one VPN.',
  source: 'exit-atlas, 20 November',
  leaveOut: false,
  ...over,
});
function sure<T extends { ok: boolean }>(result: T): Extract<T, { ok: true }> {
  if (!result.ok) {
    const { code, message } = result as unknown as Refusal;
    throw new Error(`${code}: ${message}`);
  }
  return result as Extract<T, { ok: true }>;
}
const other = (name: Name): Name => (name === 'ines' ? 'noor' : 'ines');
const page = (phase: string | null, value: string | null = null) =>
  new ListEntriesQuery(uow).page({ list: 'hub', phase, value, type: null }, 50, null);
async function proposed(over: Partial<NewHubImport> = {}, by: Name = 'bea'): Promise<{ id: string; second: Name }> {
  const { id, waitsFor } = sure(await imports.propose(as(by), file(over)));
  return { id, second: waitsFor as Name };
}

it('waits for a second person, lists every value, parts what hung on them, and is taken back as a whole', async () => {
  await world.accept([
    { account: 'a', shares: { payment_instrument: 'card-1' } },
    { account: 'b', shares: { payment_instrument: 'card-1' } },
    { account: 'c', shares: { payment_instrument: 'card-2' } },
    { account: 'd', shares: { payment_instrument: 'card-2' } },
    { account: 'e', shares: { payment_instrument: 'card-9' } },
  ]);
  await group();
  expect(await living()).toBe(3);
  const cards = { text: 'card-1\ncard-2\ncard-3\nCARD-9', type: 'payment_instrument', kind: 'agency' };
  expect(await imports.preview(as('bea'), cards)).toMatchObject({
    ok: true,
    values: 4,
    listed: 0,
    problemCount: 0,
    reach: {
      known: 3,
      shared: 2,
      widest: [
        { value: 'card-1', kind: 'agency', subjects: 2, cases: 1 },
        { value: 'card-2', subjects: 2, cases: 1 },
      ],
    },
  });
  const { id, second } = await proposed(cards);
  expect(await page('waiting')).toMatchObject([
    { id, values: 4, known: 3, shared: 2, fileName: 'exits.csv', proposedBy: 'bea', assignedTo: second, value: null },
  ]);
  expect(await new ListEntriesQuery(uow).waiting(people[second], now)).toBe(1);
  expect(await new ListEntriesQuery(uow).waiting(people[other(second)], now)).toBe(0);
  expect(await new LookUpQuery(uow).lists('payment_instrument', 'card-3', now)).toMatchObject([
    { list: 'hub', kind: 'agency', state: 'proposed', inForce: false },
  ]);
  await group();
  expect(await living()).toBe(3);

  for (const [who, code] of [
    ['bea', 'ROLE_NOT_ALLOWED'],
    [other(second), 'NOT_ASSIGNED'],
  ] as const)
    expect(await imports.answer(as(who), id, 'confirm', 'yes')).toMatchObject({ ok: false, code });
  sure(await imports.answer(as(second), id, 'confirm', 'I asked the vendor.'));
  expect(await imports.answer(as(second), id, 'refuse', 'no')).toMatchObject({ code: 'NOT_NOW' });
  await group();
  expect(await living()).toBe(5);
  expect(await world.wrongFigures()).toEqual([]);
  expect(await db.query('select count(*)::int as n from hub_entry where pending')).toEqual([{ n: 0 }]);
  const [parted] = await db.query(
    `select b.body from event e join event_body b on b.event_id = e.id where e.kind = 'case.part' limit 1`,
  );
  expect(parted.body).toMatchObject({ facts: { hubImports: [id] } });
  expect(parted.body.why).toContain('was put on the list of hubs (Exits of one VPN.)');
  expect(await page('active')).toMatchObject([{ id, values: 4, answeredBy: second }]);
  expect(await page('active', 'card-3')).toMatchObject([
    { type: 'payment_instrument', value: 'card-3', kind: 'agency' },
  ]);
  expect(await new HubImportQuery(uow).values(id, 1, 2)).toEqual([
    { type: 'payment_instrument', value: 'card-2', match: 'card-2', kind: 'agency' },
    { type: 'payment_instrument', value: 'card-3', match: 'card-3', kind: 'agency' },
  ]);

  expect(await imports.revoke(as('bea'), id, 'wrong')).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
  sure(await imports.revoke(as('noor'), id, 'The vendor took it back.'));
  expect(await imports.revoke(as('noor'), id, 'again')).toMatchObject({ code: 'NOT_NOW' });
  await group();
  expect(await living()).toBe(3);
  expect(await world.wrongFigures()).toEqual([]);
  expect(await page('ended')).toMatchObject([{ id, state: 'revoked', endReason: 'The vendor took it back.' }]);
  const told = await db.query(`select kind from event where entity_kind = 'hub_import' order by id`);
  expect(told.map(({ kind }: { kind: string }) => kind)).toEqual([
    'hub_import.propose',
    'hub_import.confirm',
    'hub_import.revoke',
  ]);
});

it('leaves to others what others listed, before it was proposed, while it waited and afterwards', async () => {
  const first = await proposed({ text: '192.0.2.1' });
  sure(await imports.answer(as(first.second), first.id, 'confirm', 'yes'));
  expect(await imports.preview(as('bea'), file())).toMatchObject({ values: 3, listed: 1 });
  const both = await proposed();
  const late = await proposed({ text: '192.0.2.2' });
  sure(await imports.answer(as(late.second), late.id, 'confirm', 'yes'));
  sure(await imports.answer(as(both.second), both.id, 'confirm', 'yes'));
  const shown = (await page('active')).map(({ id, values, listed }) => [id, values, listed]);
  expect(shown.sort()).toEqual(
    [
      [first.id, 1, 1],
      [both.id, 3, 1],
      [late.id, 1, 1],
    ].sort(),
  );
  expect(await imports.propose(as('bea'), file())).toMatchObject({ field: 'text', ok: false });
  sure(await imports.revoke(as('ines'), both.id, 'old'));
  const inForce = await db.query('select indicator_value as value from hub_entry where revoked_at is null order by 1');
  expect(inForce).toEqual([{ value: '192.0.2.1' }, { value: '192.0.2.2' }]);
});

it('a newer file keeps what it holds when the older one is taken off', async () => {
  await world.accept(['a', 'b'].map((account) => ({ account, shares: { device_id: 'D-7' } })));
  await group();
  const june = await proposed({ text: 'd-7\nd-8', type: 'device_id', fileName: 'june.csv' });
  sure(await imports.answer(as(june.second), june.id, 'confirm', 'yes'));
  const july = await proposed({ text: 'D-7\nd-9', type: 'device_id', fileName: 'july.csv' });
  sure(await imports.answer(as(july.second), july.id, 'confirm', 'yes'));
  await group();
  expect(await living()).toBe(2);
  sure(await imports.revoke(as('noor'), june.id, 'outdated'));
  await group();
  expect(await living()).toBe(2);
  expect(await db.query('select value from indicator where listed order by 1')).toEqual([
    { value: 'd-7' },
    { value: 'd-9' },
  ]);
  sure(await imports.revoke(as('noor'), july.id, 'outdated'));
  await group();
  expect(await living()).toBe(1);
  expect(await world.wrongFigures()).toEqual([]);
});

it('taken off while grouping takes it in, it is off', async () => {
  await world.accept(['a', 'b'].map((account) => ({ account, shares: { device_id: 'd-7' } })));
  await group();
  const { id, second } = await proposed({ text: 'd-7\nd-8', type: 'device_id' });
  sure(await imports.answer(as(second), id, 'confirm', 'yes'));
  // Grouping looks at what changed when the list is already off, and that is not committed yet.
  let grouping: Promise<number> = Promise.resolve(0);
  const slow = new HubImports(
    aroundWork(uow, async (work, tx) => {
      const result = await work(tx);
      grouping = group();
      await Promise.race([grouping, new Promise((resolve) => setTimeout(resolve, 1500))]);
      return result;
    }),
  );
  sure(await slow.revoke(as('noor'), id, 'wrong'));
  await grouping;
  await group();
  expect(await db.query('select value from indicator where listed')).toEqual([]);
  expect(await db.query('select 1 from hub_entry where pending')).toEqual([]);
  expect(await living()).toBe(1);
});

it('a value that is listed in two spellings links again when both are off', async () => {
  await world.accept(['a', 'b'].map((account) => ({ account, shares: { device_id: 'ABC' } })));
  await group();
  const { id, second } = await proposed({ text: 'Abc\nx-1', type: 'device_id' });
  const by = newId();
  await db.query(
    `insert into hub_entry (id, indicator_type, indicator_value, indicator_match, kind, reason, source)
     values ($1, 'device_id', 'ABC', 'abc', 'other', 'A rental firm.', 'their list'),
       ($2, 'device_id', 'aBC', 'abc', 'other', 'A rental firm.', 'their list')`,
    [by, newId()],
  );
  sure(await imports.answer(as(second), id, 'confirm', 'yes'));
  await group();
  expect(await living()).toBe(2);
  const correct = new CorrectGrouping(uow, new ConsequenceQuery(uow));
  sure(await correct.correct(as('noor'), { act: 'relink', hubId: by, reason: 'They sold them.' }));
  await group();
  expect(await living()).toBe(2);
  const [other] = await db.query(`select id from hub_entry where indicator_value = 'aBC'`);
  sure(await correct.correct(as('noor'), { act: 'relink', hubId: other.id, reason: 'They sold them.' }));
  expect(await living()).toBe(1);
});

it('refused or withdrawn, it lists nothing; unanswered for a day, it is open to others', async () => {
  const refused = await proposed();
  sure(await imports.answer(as(refused.second), refused.id, 'refuse', 'No vendor says so.'));
  const withdrawn = await proposed({}, 'ines');
  expect(withdrawn.second).toBe('noor');
  expect(await imports.answer(as('ines'), withdrawn.id, 'confirm', 'mine')).toMatchObject({ code: 'FOUR_EYES' });
  expect(await imports.answer(as('noor'), withdrawn.id, 'withdraw', 'not mine')).toMatchObject({ code: 'NOT_YOURS' });
  sure(await imports.answer(as('ines'), withdrawn.id, 'withdraw', 'A wrong file.'));
  expect(await db.query('select 1 from hub_entry')).toEqual([]);
  expect((await page('ended')).map(({ state }) => state).sort()).toEqual(['refused', 'withdrawn']);
  const old = await proposed();
  const tomorrow = new Date(now.getTime() + 25 * 3_600_000);
  sure(await imports.answer(as(other(old.second), tomorrow), old.id, 'confirm', 'Nobody else did.'));
});

it.each([
  [
    'a line that cannot be read',
    { text: '192.0.2.1\nexit-2.example' },
    'text',
    /^Line 2 cannot be read: This is not an IP address\.$/,
  ],
  ['several', { text: 'x y,1\nip,1\nexit' }, 'text', /^Line 1 .* And 2 more\.$/],
  ['nothing at all', { text: '# nothing\n' }, 'text', /no value/],
  [
    'too many values',
    { text: Array.from({ length: 10_001 }, (_, i) => `d-${i}`).join('\n'), type: 'device_id' },
    'text',
    /10,000 values/,
  ],
  ['too long a text', { text: 'x'.repeat(200_001) }, 'text', /200,000 characters/],
  ['no kind', { kind: 'proxy' }, 'kind', /kind/],
  ['no reason', { reason: ' ' }, 'reason', /why/],
  ['no source', { source: '' }, 'source', /known from/],
  ['a reason without end', { reason: 'x'.repeat(2001) }, 'reason', /2000/],
])('refuses %s, and keeps nothing', async (_, over, field, message) => {
  const refusal = await imports.propose(as('bea'), file(over));
  expect(refusal).toMatchObject({ ok: false, code: 'INVALID', field });
  expect((refusal as Refusal).message).toMatch(message);
  expect(await db.query('select 1 from hub_import')).toEqual([]);
});

it('leaves lines out that cannot be read when it is told to, and says how many', async () => {
  await proposed({ text: '192.0.2.1\nexit-2.example\n192.0.2.1', leaveOut: true });
  expect(await page('waiting')).toMatchObject([{ values: 1, leftOut: 1 }]);
  expect(await page('waiting', '192.0.2.1')).toMatchObject([{ values: 1 }]);
  expect(await page('waiting', '192.0.2.2')).toEqual([]);
  expect(await imports.preview(as('bea'), file({ text: '192.0.2.1\nexit-2.example\n192.0.2.1' }))).toMatchObject({
    values: 1,
    repeated: 1,
    problemCount: 1,
    problems: [{ line: 2, text: 'exit-2.example' }],
  });
});

it('takes ten thousand values, which grouping works off batch by batch', async () => {
  await world.accept([
    { account: 'a', shares: { device_id: 'd-7' } },
    { account: 'b', shares: { device_id: 'd-7' } },
  ]);
  await group();
  const text = Array.from({ length: 10_000 }, (_, i) => `d-${i}`).join('\n');
  const { id, second } = await proposed({ text, type: 'device_id', kind: 'other' });
  sure(await imports.answer(as(second), id, 'confirm', 'A rental firm’s list.'));
  await group();
  expect(await living()).toBe(2);
  expect(await db.query('select count(*)::int as n from indicator where listed')).toEqual([{ n: 10_000 }]);
});

it('tells of each type apart, so that nothing hides among many', async () => {
  await world.accept([
    ...['a', 'b'].map((account) => ({ account, shares: { device_id: 'ring' } })),
    ...Array.from({ length: 30 }, (_, i) => ({ account: `c${i}`, shares: { ip: `192.0.2.${i % 10}` } })),
  ]);
  await group();
  const ips = Array.from({ length: 200 }, (_, i) => `192.0.2.${i}`);
  const text = [...ips.slice(0, 150), 'device_id,ring', 'card-1,agency', ...ips.slice(150)].join('\n');
  const preview = await imports.preview(as('bea'), file({ text }));
  const { reach } = preview as HubImportPreview;
  expect(reach).toMatchObject({
    groups: [
      { type: 'ip', values: 200, known: 10, shared: 10, seen: true },
      { type: 'card-1', values: 1, known: 0, shared: 0, seen: false },
      { type: 'device_id', values: 1, known: 1, shared: 1, seen: true },
    ],
    shared: 11,
  });
  expect(reach.widest.map(({ value }) => value)).toContain('ring');
  // Of each type, and the network around the addresses, which links them.
  expect(reach.widest.map(({ type }) => type).sort()).toEqual(['device_id', ...Array(5).fill('ip'), 'network']);
});

it('takes values of any type that alerts have, whatever its name', async () => {
  const place = { 'person.place of birth': 'Exampleton' };
  await world.accept(['a', 'b'].map((account) => ({ account, shares: place })));
  await group();
  const lines = { text: 'Exampleton', type: 'Person.Place of birth', kind: 'other' };
  expect(await imports.preview(as('bea'), file(lines))).toMatchObject({
    problemCount: 0,
    reach: { groups: [{ type: 'person.place of birth', known: 1, shared: 1 }] },
  });
  expect(await imports.preview(as('bea'), file({ ...lines, type: 'Place.of death' }))).toMatchObject({
    problems: [{ line: 1, why: '“place.of death” is no type of an indicator.' }],
  });
  const { id, second } = await proposed(lines);
  sure(await imports.answer(as(second), id, 'confirm', 'A town is no ring.'));
  await group();
  expect(await db.query('select type from indicator where listed')).toEqual([{ type: 'person.place of birth' }]);
});

it('twenty files of one person may wait', async () => {
  for (let i = 0; i < 20; i += 1) await proposed({ text: `192.0.2.${i}` });
  expect(await imports.propose(as('bea'), file({ text: '192.0.2.99' }))).toMatchObject({ code: 'NOT_NOW' });
  await proposed({ text: '192.0.2.99' }, 'ines');
});

it('confirmed when all of it was listed meanwhile, it says so and stays as it is', async () => {
  const [one, two] = [await proposed(), await proposed({ fileName: 'again.csv' })];
  sure(await imports.answer(as(one.second), one.id, 'confirm', 'yes'));
  expect(await imports.answer(as(two.second), two.id, 'confirm', 'yes')).toMatchObject({ code: 'NOT_NOW' });
  sure(await imports.answer(as(two.second), two.id, 'refuse', 'It is all there.'));
});

it('needs a second senior reviewer', async () => {
  await db.query(`update staff set active = false where name <> 'ines'`);
  expect(await imports.propose(as('ines'), file())).toMatchObject({ code: 'NO_SECOND_PERSON' });
  expect(await db.query('select 1 from hub_import')).toEqual([]);
  expect(await db.query('select 1 from event')).toEqual([]);
});

it('nobody changes afterwards what it held', async () => {
  const { id } = await proposed();
  await expect(
    db.query(`update hub_import_value set indicator_value = 'x' where import_id = $1`, [id]),
  ).rejects.toThrow(/permission denied/);
  await expect(db.query(`update hub_import set source = 'x' where id = $1`, [id])).rejects.toThrow(/never changes/);
  await expect(db.query('delete from hub_import where id = $1', [id])).rejects.toThrow(/never deleted/);
});
