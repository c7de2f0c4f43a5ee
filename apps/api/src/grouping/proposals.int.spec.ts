import { newId } from '@portcullis/core/db/ids';
import { UnitOfWork } from '@portcullis/core/db/unit-of-work';
import { AssignAlerts } from '@portcullis/core/grouping/assign.command';
import { SYSTEM } from '@portcullis/domain';
import { GroupingWorld } from '@portcullis/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStaffDoor, type SignedInPerson, type TestDoor } from '../edge/test-door.js';

let door: TestDoor;
let senior: SignedInPerson;
let world: GroupingWorld;

beforeAll(async () => {
  door = await openStaffDoor();
  senior = await door.signIn(['senior_reviewer'], { name: 'Ines' });
  world = new GroupingWorld(door.dataSource, door.clock.now());
});
afterAll(() => door.close());

async function accept(...sent: [account: string, shares: Record<string, string>][]): Promise<void> {
  await world.accept(sent.map(([account, shares]) => ({ account, shares })));
  await new AssignAlerts(new UnitOfWork(door.dataSource)).drain(() => ({ actor: SYSTEM, now: door.clock.now() }));
}

async function caseOf(account: string): Promise<{ id: string; number: number; version: number }> {
  const [row] = await door.dataSource.query(
    'select f.id, f.number, f.version from case_alert a join case_file f on f.id = a.case_id where a.subject_id = $1 limit 1',
    [account],
  );
  return row;
}
const setState = (id: string, state: string) =>
  door.dataSource.query('update case_file set state = $2 where id = $1', [id, state]);

const CASE = `query ($number: Int!) { case(number: $number) { proposalCount settled
  proposals { kind settled subjects { kind id } other { number } }
  timeline { nodes { kind undos { act state number } } } } }`;

interface Read {
  proposalCount: number;
  settled: string | null;
  proposals: { kind: string; settled: string | null; subjects: unknown[]; other: { number: number } | null }[];
  timeline: { nodes: { kind: string; undos: { act: string; state: string; number: number | null }[] }[] };
}

async function read(number: number): Promise<Read> {
  const { data, errors } = await senior.query<{ case: Read }>(CASE, { number });
  expect(errors).toEqual([]);
  return data?.case as Read;
}

it('a part that waits is counted on its case, which says that it is settled; kept, it waits no more', async () => {
  const both = { payment_instrument: 'card', device_id: 'd1' };
  await accept(['a', both], ['b', both], ['c', { payment_instrument: 'card' }]);
  const { id, number, version } = await caseOf('a');
  expect(await read(number)).toMatchObject({ proposalCount: 0, settled: null, proposals: [] });
  await setState(id, 'proposed');
  await door.dataSource.query(
    `insert into hub_entry (id, indicator_type, indicator_value, indicator_match, kind, reason, source)
     values ($1, 'payment_instrument', 'card', 'card', 'agency', 'An agency pays for all.', 'its invoice')`,
    [newId()],
  );
  await accept();
  const settled = `C-${number} is proposed: what belongs to it is settled until that is taken back.`;
  const subjects = [{ kind: 'account', id: 'c' }];
  expect(await read(number)).toMatchObject({
    proposalCount: 1,
    settled,
    proposals: [{ kind: 'part', settled: null, subjects, other: null }],
  });
  const kept = await senior.query(
    `mutation ($input: CorrectionInput!) { correctGrouping(input: $input) { correctionId refusal { code } } }`,
    { input: { step: 'keep', caseId: id, version, subjects, reason: 'one invoice' } },
  );
  expect(kept.data).toMatchObject({ correctGrouping: { refusal: null } });
  const after = await read(number);
  expect([after.proposalCount, after.proposals]).toEqual([0, []]);
  expect(after.timeline.nodes.find(({ kind }) => kind === 'case.keep')?.undos).toEqual([
    { act: 'keep', state: 'stands', number: null },
  ]);
});

it('a merge that waits says which of the two is settled', async () => {
  await accept(['f', { device_id: 'd5' }], ['g', { device_id: 'd6' }]);
  const [f, g] = [await caseOf('f'), await caseOf('g')];
  await setState(f.id, 'proposed');
  await accept(['g', { device_id: 'd5' }]);
  const settled = `C-${f.number} is proposed: what belongs to it is settled until that is taken back.`;
  const [there, here] = [await read(f.number), await read(g.number)];
  expect(there).toMatchObject({
    proposalCount: 1,
    settled,
    proposals: [{ settled: null, other: { number: g.number } }],
  });
  expect(here).toMatchObject({
    proposalCount: 1,
    settled: null,
    proposals: [{ settled, other: { number: f.number } }],
  });
});

it('the timeline says of each merged case whether its merge can be undone', async () => {
  for (const account of ['p', 'q', 'r']) await accept([account, { phone: `+65${account.charCodeAt(0)}4567` }]);
  const three = await Promise.all(['p', 'q', 'r'].map(caseOf));
  await accept(...['p', 'q', 'r'].map((account): [string, Record<string, string>] => [account, { device_id: 'd7' }]));
  const { id, number } = await caseOf('p');
  const { timeline } = await read(number);
  const merged = three.filter((one) => one.id !== id);
  expect(timeline.nodes.find(({ kind }) => kind === 'case.absorb')?.undos).toEqual(
    merged.map((one) => ({ act: 'merge', state: 'stands', number: one.number })),
  );
});
