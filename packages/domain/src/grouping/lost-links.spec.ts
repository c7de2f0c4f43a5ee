import { afterEach, expect, it, vi } from 'vitest';
import { GroupingEngine } from './engine.js';
import { Scales } from './evidence.js';
import { MemoryIndex } from './memory-index.js';
import { referencePartition } from './reference.js';
import { DEFAULT_RULE_SET, type RuleSet } from './rule-set.js';
import { type Sighting, sightingOf } from './sighting.js';

afterEach(() => vi.restoreAllMocks());

type Shares = readonly (readonly [type: string, value: string])[];
const about = (account: string, shares: Shares): Sighting =>
  sightingOf({
    id: account,
    subject: { kind: 'account', id: account },
    indicators: shares.map(([type, value]) => ({ type, value })),
    observedAt: 0,
  });

async function inTurn(rules: RuleSet, batches: readonly (readonly Sighting[])[]): Promise<MemoryIndex> {
  const index = new MemoryIndex();
  const engine = new GroupingEngine(rules, index);
  for (const batch of batches) index.write(await engine.assign(batch));
  return index;
}

it('weighs a pair once for a batch, however many of its values became more common', async () => {
  const tags = (from: number): Shares => Array.from({ length: 60 }, (_, i) => [`tag_${i % 3}`, `T-${from + i}`]);
  const crowd = Array.from({ length: 400 }, (_, i) =>
    about(
      `crowd${i}`,
      [0, 1, 2].map((n) => [`tag_${n}`, `crowd-${i}`] as const),
    ),
  );
  const weighed = new Map<string, number>();
  const score = Scales.prototype.score;
  vi.spyOn(Scales.prototype, 'score').mockImplementation(function (this: Scales, a, b) {
    const pair = [a.node, b.node].sort().join(' ');
    weighed.set(pair, (weighed.get(pair) ?? 0) + 1);
    return score.call(this, a, b);
  });
  const index = await inTurn(DEFAULT_RULE_SET, [crowd, [about('c', tags(0))], [about('d', tags(0))]]);
  const partition = index.partition();
  expect(partition.get('account:c')).toBe(partition.get('account:d'));
  // To join them, to see what was lost, and to say why.
  expect(weighed.get('account:c account:d')).toBeLessThanOrEqual(3);
});

/** So that a link hangs on a near spelling. */
const RULES: RuleSet = {
  ...DEFAULT_RULE_SET,
  caps: {},
  nominateBelow: 16,
  subjectHubFrom: 128,
  types: {
    template: { family: 'content', points: 750, freeBands: 1, perBand: 50, floor: 0, hubFrom: 32, halfLifeDays: null },
    device_id: DEFAULT_RULE_SET.types.device_id!,
  },
  learned: { cap: 900, marginBits: 0, maximumBits: 7, hubFrom: 32, disagreementBits: 1, mostDisagreements: 2 },
};

it('parts those whom a near spelling linked, once one has more texts than are held beside each other', async () => {
  const names = (from: number, count: number): Shares =>
    Array.from({ length: count }, (_, i) => ['name', `${(from + i) * 7919}`] as const);
  const crowd = Array.from({ length: 16 }, (_, i) => about(`crowd${i}`, names(1 + 8 * i, 8)));
  const pair = (one: string, text: string) =>
    about(one, [
      ['template', 't'],
      ['name', text],
    ]);
  const batches = [crowd, [pair('a', 'amberlight')], [pair('b', 'amberlicht')]];
  const together = (partition: Map<string, unknown>) => partition.get('account:a') === partition.get('account:b');
  expect(together((await inTurn(RULES, batches)).partition())).toBe(true);
  const after = [...batches, [about('b', names(1000, 24))]];
  expect(together(referencePartition(RULES, after.flat()))).toBe(false);
  expect(together((await inTurn(RULES, after)).partition())).toBe(false);
});
