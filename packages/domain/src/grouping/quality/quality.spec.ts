import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sightingOf } from '../sighting.js';
import { anyShared, exactKeyWithWindow, timeGap } from './baselines.js';
import { scorePartition } from './scores.js';

const by = (clusters: string): Map<number, string> => new Map([...clusters].map((cluster, i) => [i, cluster]));

describe('scores', () => {
  it('of the truth itself are 1, with nothing to repair', () => {
    expect(scorePartition(by('aabbc'), by('xxyyz'))).toMatchObject({
      pairwise: { f1: 1 },
      bcubed: { f1: 1 },
      macroBcubed: { f1: 1 },
      splitsToRepair: 0,
      mergesToRepair: 0,
    });
  });

  it('worked by hand: two true clusters of three, one item on the wrong side', () => {
    // Predicted {0,1} {2,3,4,5}; truth {0,1,2} {3,4,5}.
    const scores = scorePartition(by('aabbbb'), by('xxxyyy'));
    expect(scores.pairwise).toMatchObject({ precision: 4 / 7, recall: 4 / 6 });
    expect(scores.bcubed.precision).toBeCloseTo((1 + 1 + 1 / 4 + 3 * (3 / 4)) / 6);
    expect(scores.bcubed.recall).toBeCloseTo((2 * (2 / 3) + 1 / 3 + 3) / 6);
    expect(scores).toMatchObject({ splitsToRepair: 1, mergesToRepair: 1 });
  });

  it('macro shows a small campaign that was swallowed, where pairwise hides it', () => {
    const truth = new Map<number, string>();
    for (let i = 0; i < 1000; i++) truth.set(i, 'large');
    for (let i = 1000; i < 1003; i++) truth.set(i, 'small');
    const scores = scorePartition(new Map([...truth.keys()].map((i) => [i, 'one'])), truth);
    expect(scores.pairwise.f1).toBeGreaterThan(0.99);
    expect(scores.macroBcubed.precision).toBeCloseTo((1000 / 1003 + 3 / 1003) / 2);
    expect(
      scorePartition(new Map([...truth.keys()].map((i) => [i, 'one'])), truth, (c) => c === 'small').macroBcubed
        .precision,
    ).toBeLessThan(0.01);
  });

  it('equal the definitions, for any two partitions', () => {
    const partition = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 2, maxLength: 25 });
    fc.assert(
      fc.property(partition, partition, (a, b) => {
        const n = Math.min(a.length, b.length);
        const scores = scorePartition(new Map(a.slice(0, n).entries()), new Map(b.slice(0, n).entries()));
        let [both, together, belonging, precision, recall] = [0, 0, 0, 0, 0];
        for (let i = 0; i < n; i++) {
          let [inBoth, inPredicted, inTrue] = [0, 0, 0];
          for (let j = 0; j < n; j++) {
            const p = a[i] === a[j];
            const t = b[i] === b[j];
            inBoth += Number(p && t);
            inPredicted += Number(p);
            inTrue += Number(t);
            if (j > i) {
              both += Number(p && t);
              together += Number(p);
              belonging += Number(t);
            }
          }
          precision += inBoth / inPredicted / n;
          recall += inBoth / inTrue / n;
        }
        expect(scores.pairwise.precision).toBeCloseTo(together === 0 ? 1 : both / together);
        expect(scores.pairwise.recall).toBeCloseTo(belonging === 0 ? 1 : both / belonging);
        expect(scores.bcubed.precision).toBeCloseTo(precision);
        expect(scores.bcubed.recall).toBeCloseTo(recall);
      }),
    );
  });
});

describe('baselines', () => {
  const at = (id: string, day: number, shares: Record<string, string>) =>
    sightingOf({
      id,
      subject: { kind: 'account', id },
      indicators: Object.entries(shares).map(([type, value]) => ({ type, value })),
      observedAt: day * 86_400_000,
    });
  const sightings = [
    at('a', 0, { ip: 'x', card: 'c1' }),
    at('b', 1, { ip: 'x', card: 'c2' }),
    at('c', 9, { ip: 'x', card: 'c1' }),
    at('d', 20, { card: 'c3' }),
  ];
  const groups = (partition: Map<string, number>) => {
    const found = new Map<number, string>();
    for (const [id, cluster] of partition) found.set(cluster, (found.get(cluster) ?? '') + id);
    return [...found.values()].sort();
  };

  it('do what their names say', () => {
    expect(groups(exactKeyWithWindow(sightings, 'card', 30))).toEqual(['ac', 'b', 'd']);
    expect(groups(exactKeyWithWindow(sightings, 'card', 5))).toEqual(['a', 'b', 'c', 'd']);
    expect(groups(anyShared(sightings))).toEqual(['abc', 'd']);
    expect(groups(anyShared(sightings, 2))).toEqual(['ac', 'b', 'd']);
    expect(groups(timeGap(sightings, 2))).toEqual(['ab', 'c', 'd']);
  });
});
