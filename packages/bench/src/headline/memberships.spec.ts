import { buildWorld, type TruthRow } from '@portcullis/simulator';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../grouping-quality/evaluate.js';
import { publishedCampaign, readMemberships } from './memberships.js';
import type { Membership, Outside } from './outside.js';
import { PackedMap } from './packed-map.js';

const plan = {
  campaigns: [],
  exchangeAccounts: 6,
  exchangeShifts: 1,
  innocents: [{ kind: 'background', organizations: 5, alertsPerAccount: 2, days: 3 } as const],
};
const world = buildWorld(plan, { seed: 3 });
const rows = [...world.lines()].map(({ truth }) => JSON.parse(truth) as TruthRow);
const truth = new PackedMap(world.alertCount);
const innocents = new PackedMap(world.alertCount);
for (const { alertId, cluster, label } of rows) {
  const serial = world.serialOf(alertId) as number;
  truth.set(serial, cluster);
  if (label === 'innocent') innocents.set(serial, cluster);
}
const right = rows.map(
  ({ detector, alertId, cluster, campaign }): Membership => ({
    detector,
    alertId,
    caseId: campaign ? `case-${alertId}` : `case-${cluster}`,
    campaignId: campaign,
  }),
);

function read(lines: readonly Membership[]) {
  const outside = {
    async *memberships() {
      yield* lines;
    },
  } as Pick<Outside, 'memberships'> as Outside;
  return readMemberships(world, outside, truth);
}

describe('the export, held against what was sent', () => {
  it('is right when everything is there once', async () => {
    const exported = await read(right);
    expect(exported).toMatchObject({ lines: 154, lost: 0, doubled: 0, foreign: 0, onTrial: 0 });
    expect(publishedCampaign(world, exported, truth, innocents)).toEqual({
      accounts: 6,
      exchanges: 144,
      id: 'distillation-1',
      accountsIn: 6,
      accountsWhollyIn: 6,
      exchangesIn: 144,
      innocentsIn: 0,
      pieces: 1,
    });
    const campaigns = new Set(['distillation-1']);
    const scores = evaluate({ truth, campaigns, innocents }, { name: '', partition: exported.partition, seconds: 0 });
    expect([scores.pairwise.f1, scores.macroBcubed.f1, scores.innocentsInCampaigns]).toEqual([1, 1, 0]);
  });

  it('says what is missing, there twice or never sent', async () => {
    const [first, second, ...rest] = right as [Membership, Membership, ...Membership[]];
    const stranger = { ...first, alertId: 'fnd_zzzzzzz' };
    const exported = await read([second, second, stranger, ...rest]);
    expect(exported).toMatchObject({ lost: 1, lostWithoutCase: 0, doubled: 1, foreign: 1, onTrial: 0 });
  });

  it('counts what is in no case as lost unless its detector is on trial', async () => {
    const nowhere = { caseId: null, campaignId: null };
    const [first, second, ...rest] = right as [Membership, Membership, ...Membership[]];
    const lost = { ...first, ...nowhere, detector: 'ip-intelligence' };
    const onTrial = { ...second, ...nowhere, detector: 'cross-layer-rtt' };
    expect(await read([lost, onTrial, ...rest])).toMatchObject({
      lines: 154,
      lost: 1,
      lostWithoutCase: 1,
      doubled: 0,
      foreign: 0,
      onTrial: 1,
    });
  });

  it('sees an account that is torn, and an innocent organization that was drawn in', async () => {
    const torn = right.findIndex(({ campaignId }) => campaignId !== null);
    const drawn = right.findIndex(({ campaignId }) => campaignId === null);
    const exported = await read(
      right.map((line, i) =>
        i === torn ? { ...line, campaignId: null } : i === drawn ? { ...line, campaignId: 'distillation-1' } : line,
      ),
    );
    expect(publishedCampaign(world, exported, truth, innocents)).toMatchObject({
      accountsIn: 6,
      accountsWhollyIn: 5,
      exchangesIn: 143,
      innocentsIn: 1,
      pieces: 2,
    });
  });
});

it('a packed map is a map', () => {
  const packed = new PackedMap(10);
  const plain = new Map<number, string>();
  for (const [key, name] of [
    [3, 'a'],
    [0, 'b'],
    [9, 'a'],
    [3, 'b'],
  ] as const) {
    packed.set(key, name);
    plain.set(key, name);
  }
  expect(packed.size).toBe(plain.size);
  expect(new Map(packed)).toEqual(plain);
  expect([packed.get(1), packed.has(1), packed.get(9), packed.has(9), packed.has(10)]).toEqual([
    undefined,
    false,
    'a',
    true,
    false,
  ]);
  expect([...packed.keys()]).toEqual([0, 3, 9]);
});
