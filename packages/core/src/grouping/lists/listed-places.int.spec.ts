import { DEFAULT_RULE_SET, SYSTEM } from '@portcullis/domain';
import { referencePartition } from '@portcullis/domain/grouping/reference';
import type { MatchKey, Sighting } from '@portcullis/domain/grouping/sighting';
import {
  type Database,
  emptyGrouping,
  GroupingWorld,
  type PrivateDatabase,
  privateDatabase,
  type SentAlert,
  shape,
} from '@portcullis/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../db/ids.js';
import { UnitOfWork } from '../../db/unit-of-work.js';
import { seedReference } from '../../seed/seed-reference.js';
import { AssignAlerts } from '../assign.command.js';
import { CaseGraphQuery } from '../case-graph.query.js';
import { LinkGraphReader } from '../link-graph.reader.js';
import { type FoundIndicator, LookUpQuery } from '../look-up.query.js';
import { SharedQuery } from '../shared.query.js';
import { withoutCrowded } from './hub-crowded.js';
import { reachOfValues } from './hub-import.query.js';
import { type ReadHubLines, readHubLines } from './hub-lines.js';
import { needsSecond, reachOfValue, tooManyInside } from './hub-reach.js';
import { ListEntriesQuery } from './list-entries.query.js';

let database: PrivateDatabase;
let db: Database;
let uow: UnitOfWork;
let world: GroupingWorld;
const now = new Date('2026-11-20T10:00:00Z');
const context = () => ({ actor: SYSTEM, now });
const read = <R extends object>(sql: string, values: readonly unknown[]) => uow.read<R>(sql, values);

beforeAll(async () => {
  database = await privateDatabase();
  db = await database.open('app', 8);
  uow = new UnitOfWork(db);
  world = new GroupingWorld(db, now);
  await seedReference(db);
});
afterAll(() => database.close());
beforeEach(() => emptyGrouping(database));

const list = (type: string, value: string, reason = 'an exit of a VPN') =>
  db.query(
    `insert into hub_entry (id, indicator_type, indicator_value, indicator_match, kind, reason, source) values ($1, $2, $3, $3, 'vpn', $4, 'its site')`,
    [newId(), type, value, reason],
  );
const takeOff = (type: string, value: string) =>
  db.query(
    `update hub_entry set revoked_at = now(), pending = true where indicator_type = $1 and indicator_value = $2 and revoked_at is null`,
    [type, value],
  );
const group = (worker = new AssignAlerts(uow)) => worker.drain(context);
const caseIds = async () =>
  (await db.query<{ id: string }[]>('select id from case_file where merged_into is null order by number')).map(
    ({ id }) => id,
  );

function drawer(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
}

const PLACES: MatchKey[] = [
  ...['10.0.0.0/22', '10.0.1.0/24', '10.0.2.16/28', '10.0.3.7/32', '2001:db8:1::/48', '2001:db8:3:2::/64'].map(
    (value) => ({
      type: 'network',
      value,
    }),
  ),
  { type: 'ip', value: '10.0.0.3' },
  { type: 'ip', value: '2001:db8:2:1::5' },
  { type: 'device_id', value: 'd1' },
];

function sent(draw: (below: number) => number): SentAlert {
  const address = draw(3) ? `10.0.${draw(4)}.${draw(20)}` : `2001:db8:${1 + draw(3)}:${1 + draw(3)}::${1 + draw(6)}`;
  const shares: Record<string, string> = { ip: draw(30) ? address : 'no address', prompt_template: `t${draw(40)}` };
  if (draw(3) === 0) shares.network = address.includes('.') ? `${address.replace(/\d+$/, '16')}/28` : '2001:db8:1::/48';
  if (draw(6) === 0) shares.device_id = `d${draw(12)}`;
  if (draw(3) === 0) shares.registered_address = `${draw(30)} Example Street`;
  return { account: `a${draw(150)}`, shares, day: draw(20) };
}

describe('addresses and networks', () => {
  it.each([3, 17, 88])(
    'make the partition of the reference, whatever is put on the list and taken off (seed %i)',
    async (seed) => {
      const draw = drawer(seed);
      const workers = [new AssignAlerts(uow, 20), new AssignAlerts(uow, 20)];
      const all: Sighting[] = [];
      const onList = new Map<string, MatchKey>();
      for (let round = 0; round < 12; round++) {
        all.push(...(await world.accept(Array.from({ length: 40 }, () => sent(draw)))));
        for (let changes = draw(3); changes > 0; changes--) {
          const key = PLACES[draw(PLACES.length)] as MatchKey;
          const name = `${key.type} ${key.value}`;
          if (onList.has(name)) await takeOff(key.type, key.value);
          else await list(key.type, key.value);
          if (!onList.delete(name)) onList.set(name, key);
        }
        await group(workers[draw(2)]);
        const inIndex = await db.query<{ node: string; cluster: number }[]>(
          'select node, cluster_id as cluster from grouping_subject',
        );
        const found = await world.memberships();
        const expected = referencePartition(DEFAULT_RULE_SET, all, [...onList.values()]);
        expect(shape(inIndex.map(({ node, cluster }) => [node, `${cluster}`])), `index round ${round}`).toEqual(
          shape(expected),
        );
        expect(shape(found.map(({ node, cluster }) => [node, cluster])), `round ${round}`).toEqual(shape(expected));
      }
      expect(await world.wrongFigures()).toEqual([]);
      const sizes = new Set(shape((await world.memberships()).map(({ node, cluster }) => [node, cluster])));
      expect([...sizes].some((one) => one.split(' ').length > 2)).toBe(true);
    },
  );

  it('a network on the list reaches whoever has an address in it', async () => {
    const shares = { prompt_template: 't1', ip: '10.0.0.5' };
    await world.accept([
      { account: 'a', shares },
      { account: 'b', shares },
      { account: 'c', shares: { ip: '10.0.1.9' } },
      { account: 'd', shares: { ip: '10.9.1.9' } },
    ]);
    await group();
    expect(await reachOfValue(read, 'network', '10.0.0.0/22')).toEqual({ cases: 2, subjects: 3 });
    expect(await reachOfValue(read, 'network', '10.0.0.0/23')).toEqual({ cases: 2, subjects: 3 });
    expect(await reachOfValue(read, 'network', '10.0.4.0/22')).toEqual({ cases: 0, subjects: 0 });
    // Wider than a block, it concerns more than is known of it.
    expect(needsSecond({ cases: 0, subjects: 0 }, 'network', '10.0.4.0/22')).toBe(true);
    expect(needsSecond({ cases: 1, subjects: 1 }, 'network', '10.0.4.0/24')).toBe(false);
    expect(needsSecond({ cases: 2, subjects: 2 }, 'ip', '10.0.4.1')).toBe(true);
    expect(await reachOfValue(read, 'ip', '10.0.1.9')).toEqual({ cases: 1, subjects: 1 });
    const lines = ['10.0.0.0/22', '10.0.4.0/22', '10.9.0.0/16'].map((value) => ({
      type: 'network',
      value,
      match: value,
      kind: 'vpn' as const,
    }));
    const reach = await reachOfValues(read, lines);
    expect(reach).toMatchObject({ known: 2, shared: 1 });
    expect(reach.widest).toMatchObject([{ value: '10.0.0.0/22', cases: 2, subjects: 3 }]);
  });

  it('an address on the list reaches whoever its network links', async () => {
    const shares = { registered_address: '1 Example Street', ja4: 't13d' };
    await world.accept([
      { account: 'a', shares: { ...shares, ip: '10.0.0.5' } },
      { account: 'b', shares: { ...shares, ip: '10.0.0.6' } },
    ]);
    await group();
    expect(await caseIds()).toHaveLength(1);
    expect(await reachOfValue(read, 'ip', '10.0.0.200')).toEqual({ cases: 1, subjects: 2 });
    const line = { type: 'ip', value: '10.0.0.200', match: '10.0.0.200', kind: 'vpn' as const };
    expect(await reachOfValues(read, [line])).toMatchObject({
      known: 0,
      shared: 0,
      widest: [{ type: 'network', value: '10.0.0.0/24', cases: 1, subjects: 2 }],
    });
    await list('ip', '10.0.0.200');
    await group();
    expect(await caseIds()).toHaveLength(2);
  });

  it('what no database reads as a network is none', async () => {
    const shares = { device_id: 'd7', network: '2001:db8::/064' };
    await world.accept([
      { account: 'a', shares },
      { account: 'b', shares: { ...shares, ip: '2001:db8::5' } },
    ]);
    await list('network', '2001:db8::/064');
    await list('network', '2001:db8::/48');
    await group();
    const [id] = await caseIds();
    expect((await new SharedQuery(uow).shared(id as string, 20)).map(({ value }) => value)).toContain('2001:db8::/064');
    await takeOff('network', '2001:db8::/064');
    await group();
    expect(await new LookUpQuery(uow).lists('network', '2001:db8::/064', now)).toMatchObject([{ inForce: false }]);
    expect(await tooManyInside(read, 'network', '2001:db8::/48')).toBeNull();
  });

  it('of networks few are taken at once, whatever else waits', async () => {
    for (let i = 0; i < 30; i++) await list('network', `10.${i}.0.0/16`);
    for (let i = 0; i < 5; i++) await list('ip', `203.0.113.${i}`);
    const waiting = async () => (await db.query('select count(*)::int as n from hub_entry where pending'))[0].n;
    const assign = new AssignAlerts(uow);
    await assign.run(context, { most: 1 });
    expect(await waiting()).toBe(10);
    await assign.run(context, { most: 1 });
    expect(await waiting()).toBe(0);
  });

  it('one in which too much is known is refused, by hand and in a file', async () => {
    await world.accept(['a', 'b', 'c'].map((account, i) => ({ account, shares: { ip: `10.9.${i}.7` } })));
    await group();
    // Three addresses and the block of each.
    expect(await tooManyInside(read, 'network', '10.8.0.0/14', 6)).toBeNull();
    expect(await tooManyInside(read, 'network', '10.8.0.0/14', 5)).toBe(
      'More than 5 known values lie in it. List the networks in it, one after the other.',
    );
    const text = 'network,10.8.0.0/14\nnetwork,10.9.1.0/24\nip,10.9.1.7\n';
    const file = readHubLines(text, { type: 'network', kind: 'vpn' }, 100, new Set()) as ReadHubLines;
    const { lines, problems } = await withoutCrowded(read, file, 5);
    expect([lines.map(({ value }) => value), problems.map(({ line, text: said }) => [line, said])]).toEqual([
      ['10.9.1.0/24', '10.9.1.7'],
      [[1, '10.8.0.0/14']],
    ]);
  });

  it('a network is looked up by what lies in it', async () => {
    await world.accept([
      { account: 'a', shares: { ip: '203.0.113.5' } },
      { account: 'b', shares: { ip: '203.0.113.6' } },
    ]);
    await group();
    const look = new LookUpQuery(uow);
    const [found] = await look.find('network', '203.0.113.0/24');
    expect(found?.subjects).toBe(2);
    expect(await look.alerts(found as FoundIndicator, 10)).toHaveLength(2);
  });

  it('an address whose network is listed says why it adds nothing, on each page', async () => {
    const shares = { device_id: 'd7', ip: '10.0.0.5' };
    await world.accept([
      { account: 'a', shares },
      { account: 'b', shares },
    ]);
    await list('network', '10.0.0.0/16', 'an access network');
    await group();
    const [id] = await caseIds();
    const shared = await new SharedQuery(uow).shared(id as string, 20);
    expect(shared.map(({ type, value, hub, note }) => ({ type, value, hub, note }))).toEqual([
      { type: 'device_id', value: 'd7', hub: false, note: null },
      { type: 'ip', value: '10.0.0.5', hub: true, note: '10.0.0.0/16 is on the list: an access network' },
    ]);
    const look = new LookUpQuery(uow);
    const [found] = await look.find('ip', '10.0.0.5');
    expect(found).toMatchObject({ hub: true, points: 0 });
    expect(await look.lists('ip', '10.0.0.5', now)).toMatchObject([
      { list: 'hub', value: '10.0.0.0/16', place: 'around', inForce: true },
    ]);
    expect(await look.lists('network', '10.0.0.0/8', now)).toMatchObject([{ value: '10.0.0.0/16', place: 'inside' }]);
    expect(await look.lists('network', '10.0.0.0/16', now)).toMatchObject([{ place: null }]);
    expect(await look.lists('ip', '10.1.0.5', now)).toEqual([]);
    const entries = new ListEntriesQuery(uow);
    const filter = { list: null, phase: null, type: null };
    expect(await entries.page({ ...filter, value: '10.0.0.5' }, 10, null)).toMatchObject([{ value: '10.0.0.0/16' }]);
    expect(await entries.page({ ...filter, value: '10.0.0.5', type: 'ip' }, 10, null)).toHaveLength(1);
    expect(await entries.page({ ...filter, value: '10.1.0.5' }, 10, null)).toEqual([]);

    const graph = new CaseGraphQuery(uow, new LinkGraphReader(uow));
    const nodes = async (which: string) =>
      (await graph.graph(which, 50)).nodes.map(({ kind, value }) => `${kind} ${value}`);
    expect(await nodes(id as string)).toEqual(['account a', 'account b', 'device_id d7', 'ip 10.0.0.5']);
  });

  it('the network is shown where it connects more than one address does', async () => {
    await world.accept([
      { account: 'a', shares: { device_id: 'd7', ip: '10.0.0.5' } },
      { account: 'b', shares: { device_id: 'd7', ip: '10.0.0.5' } },
      { account: 'c', shares: { device_id: 'd7', ip: '10.0.0.6' } },
      { account: 'd', shares: { device_id: 'd7', network: '10.0.0.0/16' } },
      { account: 'e', shares: { device_id: 'd7', network: '10.0.0.0/16' } },
    ]);
    await group();
    const [id] = await caseIds();
    const shared = await new SharedQuery(uow).shared(id as string, 20);
    expect(shared.map(({ type, value, subjectsInCase }) => [type, value, subjectsInCase])).toEqual([
      ['device_id', 'd7', 5],
      ['network', '10.0.0.0/24', 3],
      ['ip', '10.0.0.5', 2],
      ['network', '10.0.0.0/16', 2],
    ]);
  });
});
