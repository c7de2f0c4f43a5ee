import { SYSTEM } from '@portcullis/domain';
import { type Database, type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../db/ids.js';
import { UnitOfWork } from '../db/unit-of-work.js';
import { seedReference } from '../seed/seed-reference.js';
import { AssignAlerts } from './assign.command.js';
import { CampaignGraphQuery } from './campaign-graph.query.js';
import { CaseGraphQuery } from './case-graph.query.js';
import { GraphNeighboursQuery } from './graph-neighbours.query.js';
import { GraphPathQuery } from './graph-path.query.js';
import { type LinkGraphView, valueOfNode } from './link-graph.js';
import { LinkGraphReader } from './link-graph.reader.js';

const now = new Date('2026-11-20T10:00:00Z');
const DAY = 86_400_000;
let database: PrivateDatabase;
let db: Database;
let cases: CaseGraphQuery;
let campaigns: CampaignGraphQuery;
let neighbours: GraphNeighboursQuery;
let paths: GraphPathQuery;

type Sent = [account: string, shares: Record<string, string>, daysAgo?: number];

/**
 * A pair and a third on one device, behind an address that a hundred strangers have; a chain of accounts that share
 * little, so that each is a case of its own; an operator with 900 accounts on one device, forty to a card.
 */
const WORLD: Sent[] = [
  ['a', { device_id: 'd-1', ip: '192.0.2.7' }, 20],
  ['b', { device_id: 'd-1', ip: '192.0.2.7' }, 2],
  ['c', { device_id: 'd-1', ja4: 'quiet' }],
  ...Array.from({ length: 100 }, (_, i): Sent => [`stranger${i}`, { ip: '192.0.2.7' }]),
  ...Array.from({ length: 5 }, (_, i): Sent => [`chain${i}`, { ip: `198.51.${i}.7`, email_domain: `m${i}.example` }]),
  ...Array.from({ length: 5 }, (_, i): Sent => [`chain${i + 1}`, { ip: `198.51.${i}.7` }]),
  ['chain0', { ip: '192.0.2.7' }],
  ...Array.from(
    { length: 900 },
    (_, i): Sent => [
      `op${i}`,
      { device_id: 'd-op', payment_instrument: `card ${i % 22}`, user_agent: 'relay/1' },
      i % 40,
    ],
  ),
];

beforeAll(async () => {
  database = await privateDatabase();
  db = await database.open('app', 6);
  await seedReference(db);
  const rows = WORLD.map(([account, shares, daysAgo = 0]) => ({
    id: newId(),
    account,
    at: new Date(now.getTime() - daysAgo * DAY),
    body: JSON.stringify({ indicators: Object.entries(shares).map(([type, value]) => ({ type, value })) }),
  }));
  await db.query(
    `insert into alert (id, detector_id, external_id, severity, route, subject_kind, subject_id, observed_at, received_at, body)
     select id, 'test', id::text, 3, 'transfer_station', 'account', account, at, $5, body
     from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::json[]) as n(id, account, at, body)`,
    [
      rows.map(({ id }) => id),
      rows.map(({ account }) => account),
      rows.map(({ at }) => at),
      rows.map(({ body }) => body),
      now,
    ],
  );
  await db.query('insert into alert_pending (alert_id) select unnest($1::uuid[])', [rows.map(({ id }) => id)]);
  const uow = new UnitOfWork(db);
  await new AssignAlerts(uow).drain(() => ({ actor: SYSTEM, now }));
  const reader = new LinkGraphReader(uow);
  cases = new CaseGraphQuery(uow, reader);
  campaigns = new CampaignGraphQuery(uow, reader);
  neighbours = new GraphNeighboursQuery(reader);
  paths = new GraphPathQuery(reader);
}, 60_000);
afterAll(() => database.close());

async function caseOf(account: string): Promise<string> {
  const [row] = await db.query('select case_id from case_subject where subject_id = $1', [account]);
  return row.case_id;
}
async function valueNode(type: string, value: string): Promise<string> {
  const [row] = await db.query('select id from indicator where type = $1 and value = $2', [type, value]);
  return `value:${row.id}`;
}
const isSubject = (id: string) => valueOfNode(id) === null;

/** No link hangs in the air, no node is there twice, and nothing stands alone. */
function expectWhole({ nodes, edges }: LinkGraphView): void {
  const ids = new Set(nodes.map(({ id }) => id));
  expect(ids.size).toBe(nodes.length);
  for (const { source, target } of edges) expect([ids.has(source), ids.has(target)]).toEqual([true, true]);
  const linked = new Set(edges.flatMap(({ source, target }) => [source, target]));
  expect(nodes.filter(({ id }) => !linked.has(id))).toEqual([]);
}

describe('the graph of a case', () => {
  it('has subjects and what they share, the hub with its degree and no weight, and when each link was first seen', async () => {
    const graph = await cases.graph(await caseOf('a'), 300);
    expectWhole(graph);
    const [device, hub] = [await valueNode('device_id', 'd-1'), await valueNode('ip', '192.0.2.7')];
    expect(graph.nodes.map(({ id }) => id).sort()).toEqual(['account:a', 'account:b', 'account:c', device, hub].sort());
    expect(graph.nodes.find(({ id }) => id === device)).toMatchObject({ hub: false, points: 1500, subjects: 3 });
    expect(graph.nodes.find(({ id }) => id === hub)).toMatchObject({ hub: true, points: 0, subjects: 103 });
    const [{ number }] = await db.query('select number from case_file where id = $1', [await caseOf('a')]);
    expect(graph.nodes.find(({ id }) => id === 'account:a')?.caseNumber).toBe(number);
    const first = (account: string) =>
      graph.edges.find((edge) => edge.source === account && edge.target === device)?.firstDay;
    const span = (daysAgo: number) => Math.floor((now.getTime() / DAY - daysAgo) / graph.spanDays) * graph.spanDays;
    expect([first('account:a'), first('account:b')]).toEqual([span(20), span(2)]);
    expect([graph.hiddenNodes, graph.subjects, graph.sampledSubjects]).toEqual([0, 3, null]);
  });

  it('with little room keeps what tells most', async () => {
    const graph = await cases.graph(await caseOf('a'), 3);
    expectWhole(graph);
    expect(graph.nodes.map(({ kind }) => kind).sort()).toEqual(['account', 'account', 'device_id']);
    expect(graph.hiddenNodes).toBe(2);
  });
});

describe('the graph of a campaign', () => {
  it('draws at most 300 nodes of a sample, each value with its carriers, and says how many are left out', async () => {
    const [{ id }] = await db.query('select id from campaign');
    const graph = await campaigns.graph(id, 300);
    expectWhole(graph);
    expect(graph.nodes).toHaveLength(300);
    const values = graph.nodes.filter((node) => !isSubject(node.id));
    expect(values.map(({ value }) => value)).toContain('d-op');
    // The device, the cards, and the client software that all have.
    expect(values).toHaveLength(24);
    expect(values.filter(({ hub }) => hub).map(({ value, subjects }) => [value, subjects])).toEqual([['relay/1', 900]]);
    expect(graph.subjects).toBe(900);
    expect(graph.sampledSubjects).toBeGreaterThan(200);
    expect(graph.sampledSubjects).toBeLessThan(400);
    expect(graph.hiddenNodes).toBe(900 + 24 - 300);
    expect(await campaigns.graph(id, 300)).toEqual(graph);
  });
});

describe('one hop on', () => {
  it('leads from a value to who carries it, with all links to what is drawn', async () => {
    const [device, hub] = [await valueNode('device_id', 'd-1'), await valueNode('ip', '192.0.2.7')];
    const answer = await neighbours.of(device, [device, hub, 'account:b']);
    if (!answer.ok) throw new Error(answer.message);
    expect(answer.nodes.map(({ id }) => id).sort()).toEqual(['account:a', 'account:c']);
    expect(answer.edges.map(({ source, target }) => `${source} ${target}`).sort()).toEqual(
      [`account:a ${device}`, `account:a ${hub}`, `account:c ${device}`].sort(),
    );
    expect(answer.leftOut).toBe(0);
  });

  it('leads from a subject to what it shares with anybody, and to no value that it has alone', async () => {
    const answer = await neighbours.of('account:c', ['account:c', 'account:a']);
    if (!answer.ok) throw new Error(answer.message);
    expect(answer.nodes.map(({ value }) => value)).toEqual(['d-1']);
    expect(answer.edges.map(({ source }) => source).sort()).toEqual(['account:a', 'account:c']);
  });

  it('does not follow a hub, and never draws more than 300', async () => {
    expect(await neighbours.of(await valueNode('ip', '192.0.2.7'), [])).toMatchObject({
      ok: false,
      code: 'HUB_NOT_FOLLOWED',
      message: 'IP address 192.0.2.7 is on 103 accounts and adds nothing to a link, so it is not followed.',
    });
    const device = await valueNode('device_id', 'd-op');
    const drawn = [device, ...Array.from({ length: 239 }, (_, i) => `account:op${i}`)];
    const answer = await neighbours.of(device, drawn);
    expect(answer).toMatchObject({ ok: true, leftOut: 900 - 239 - 60 });
    if (answer.ok) expect(answer.nodes).toHaveLength(60);
    const full = [device, ...Array.from({ length: 299 }, (_, i) => `account:op${i}`)];
    expect(await neighbours.of(device, full)).toMatchObject({ ok: false, code: 'GRAPH_FULL' });
    expect(await neighbours.of('account:nobody', [])).toMatchObject({ ok: false, code: 'NOT_FOUND' });
    expect(await neighbours.of('value:999999', [])).toMatchObject({ ok: false, code: 'NOT_FOUND' });
  });
});

describe('the path between two subjects', () => {
  const between = async (from: string, to: string, hops = 6) => {
    const answer = await paths.between(`account:${from}`, `account:${to}`, hops);
    if (!answer.ok) throw new Error(answer.message);
    return answer;
  };

  it('is the shortest one, in its order, with what each step weighs', async () => {
    const answer = await between('chain0', 'chain3');
    expect([answer.hops, answer.complete]).toEqual([3, true]);
    expect(answer.nodes.map(({ value }) => value)).toEqual([
      'chain0',
      '198.51.0.7',
      'chain1',
      '198.51.1.7',
      'chain2',
      '198.51.2.7',
      'chain3',
    ]);
    expect(answer.edges.every(({ points }) => points > 0)).toBe(true);
    expect((await between('chain3', 'chain0')).nodes.map(({ value }) => value)).toEqual(
      answer.nodes.map(({ value }) => value).reverse(),
    );
  });

  it('goes over a value that hundreds carry, and over no hub', async () => {
    expect((await between('op3', 'op877')).hops).toBe(1);
    const none = await between('a', 'chain0');
    expect([none.hops, none.nodes, none.complete]).toEqual([null, [], true]);
    expect(none.looked).toBeGreaterThan(1);
  });

  it('ends after so many hops', async () => {
    expect((await between('chain0', 'chain5', 4)).hops).toBeNull();
    expect((await between('chain0', 'chain5', 5)).hops).toBe(5);
  });

  it('needs two subjects that are known', async () => {
    expect(await paths.between('account:a', 'account:a', 6)).toMatchObject({ ok: false, code: 'SAME_SUBJECT' });
    expect(await paths.between('account:a', 'account:nobody', 6)).toMatchObject({
      ok: false,
      code: 'NOT_FOUND',
      message: 'Nothing is known of account nobody yet.',
    });
  });
});
