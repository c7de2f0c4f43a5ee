import type { RuleSet } from '@portcullis/domain';
import type { Correction } from '@portcullis/domain/grouping/corrections';
import type { GroupingEffect } from '@portcullis/domain/grouping/index.port';
import type { Tx } from '../../db/unit-of-work.js';
import { assignCases, sizesOf } from '../cases/assign-cases.js';
import { Campaigns } from '../cases/campaigns.js';
import { CaseBook } from '../cases/case-book.js';
import type { Cause } from '../cases/cause.js';
import { generationOf } from '../regroup.js';
import { writeIndex } from '../write-index.js';
import { type KnownSubject, partitionUnder } from './partition-of.js';

/**
 * Brings clusters and undecided cases to what rules say of everything that is there, in this transaction, which holds
 * the lock of grouping. @returns ids of cases whose make-up changed
 */
export async function regroupUnder(
  tx: Tx,
  rules: RuleSet,
  corrections: readonly Correction[],
  reason: string,
): Promise<string[]> {
  const tried = await partitionUnder((sql, values) => tx.query(sql, values), rules, corrections);
  const [state] = await tx.query<{ subject: number; value: number; cluster: number }>(
    'select next_subject as subject, next_value as value, next_cluster as cluster from grouping_state',
  );
  if (!state) throw new Error('grouping_state has no row');
  const effect = effectOf(tried.known, tried.clusters, state);
  const campaigns = new Campaigns(sizesOf(effect), rules.campaignFrom, tx.context.now);
  const clusters = new Set([
    ...sizesOf(effect).keys(),
    ...effect.merges.map(({ from }) => from),
    ...effect.partings.map(({ into }) => into),
  ]);
  await campaigns.load(tx, [...clusters]);
  writeIndex(tx, effect, (await generationOf(tx)) + 1, rules.id);
  const cause: Cause = {
    act: 'undo',
    reason,
    correctionId: `rules ${rules.id}`,
    leaving: new Set(),
    together: new Set(),
  };
  return assignCases(tx, effect, campaigns, rules, [], { opening: await CaseBook.open(tx), cause });
}

/** The least that has to move for the one partition to become the other. */
export function effectOf(
  known: ReadonlyMap<string, KnownSubject>,
  wanted: ReadonlyMap<string, number>,
  next: { subject: number; value: number; cluster: number },
): GroupingEffect {
  const sizes = new Map<number, number>();
  const parts = new Map<number, KnownSubject[]>();
  for (const subject of known.values()) {
    sizes.set(subject.cluster, (sizes.get(subject.cluster) ?? 0) + 1);
    const part = wanted.get(subject.node);
    if (part === undefined) continue;
    const members = parts.get(part);
    if (members) members.push(subject);
    else parts.set(part, [subject]);
  }
  const shares = [...parts].flatMap(([part, members]) => {
    const counts = new Map<number, number>();
    for (const { cluster } of members) counts.set(cluster, (counts.get(cluster) ?? 0) + 1);
    return [...counts].map(([cluster, count]) => ({ part, cluster, count }));
  });
  shares.sort((a, b) => b.count - a.count || a.cluster - b.cluster);
  const home = new Map<number, number>();
  const taken = new Set<number>();
  for (const { part, cluster } of shares) {
    if (home.has(part) || taken.has(cluster)) continue;
    home.set(part, cluster);
    taken.add(cluster);
  }
  const merges: GroupingEffect['merges'][number][] = [];
  const merged = new Set<number>();
  for (const { part, cluster, count } of shares) {
    const into = home.get(part);
    if (into === undefined || into === cluster || taken.has(cluster) || count < (sizes.get(cluster) ?? 0)) continue;
    merges.push({ from: cluster, into, because: null });
    merged.add(cluster);
  }
  const partings = new Map<string, { from: number; into: number; subjects: KnownSubject[] }>();
  const created = new Set<number>();
  const after = new Map<number, number>();
  let nextCluster = next.cluster;
  for (const [part, members] of parts) {
    let into = home.get(part);
    if (into === undefined) {
      into = nextCluster++;
      created.add(into);
    }
    after.set(into, members.length);
    for (const subject of members) {
      if (subject.cluster === into || merged.has(subject.cluster)) continue;
      const key = `${subject.cluster}/${into}`;
      const parting = partings.get(key) ?? { from: subject.cluster, into, subjects: [] };
      partings.set(key, parting);
      parting.subjects.push(subject);
    }
  }
  const clusters = [...after].filter(([id, size]) => created.has(id) || sizes.get(id) !== size);
  const emptied = [...sizes.keys()].filter((id) => !after.has(id) && !merged.has(id));
  return {
    subjects: [],
    owners: [],
    values: [],
    degrees: [],
    postings: [],
    spans: [],
    clusters: [
      ...clusters.map(([id, size]) => ({ id, size, isNew: created.has(id) })),
      ...emptied.map((id) => ({ id, size: 0, isNew: false })),
    ],
    merges,
    partings: [...partings.values()],
    corrections: [],
    hubs: [],
    carriers: new Map(),
    counters: { nextSubject: next.subject, nextValue: next.value, nextCluster },
    places: new Map(),
    notes: new Map(),
  };
}
