import { matchValue, type RuleSet, type Sighting, sightingOf } from '@portcullis/domain';
import { GroupingEngine } from '@portcullis/domain/grouping/engine';
import type { JoinNote } from '@portcullis/domain/grouping/index.port';
import { MemoryIndex } from '@portcullis/domain/grouping/memory-index';
import { anyShared, exactKeyWithWindow, timeGap } from '@portcullis/domain/grouping/quality/baselines';
import { type PartitionScores, scorePartition } from '@portcullis/domain/grouping/quality/scores';
import type { DataSet } from './data-set.js';
import { type WorstCase, worstCases } from './worst.js';

/** What is really so: the part of a set that scoring needs. Items may be alert ids or running numbers. */
export interface Truth<Item = string> {
  readonly truth: ReadonlyMap<Item, string>;
  readonly campaigns?: ReadonlySet<string>;
  readonly innocents?: ReadonlyMap<Item, string>;
}

export interface Method<Item = string> {
  readonly name: string;
  readonly partition: ReadonlyMap<Item, unknown>;
  readonly seconds: number;
  /** Of our own engine: what it got most wrong, and why. */
  readonly worst?: readonly WorstCase[];
}

export interface Result extends PartitionScores {
  readonly method: string;
  readonly seconds: number;
  readonly alertsPerCase: number;
  /** Innocent organizations that share a cluster with a campaign. */
  readonly innocentsInCampaigns: number | null;
  readonly worst?: readonly WorstCase[];
}

/** The engine, in memory, in batches as a worker would take them. */
export async function ours(set: DataSet, rules: RuleSet, batch = 1000): Promise<Method> {
  const started = performance.now();
  const index = new MemoryIndex();
  const engine = new GroupingEngine(rules, index);
  const hubs = set.hubs.map((hub) => ({ type: hub.type, value: matchValue(hub.type, hub.value) ?? '', listed: true }));
  index.write(await engine.assign([], hubs));
  const sightings = set.alerts.map(sightingOf);
  const notes: JoinNote[] = [];
  for (let i = 0; i < sightings.length; i += batch) {
    const effect = await engine.assign(sightings.slice(i, i + batch));
    index.write(effect);
    notes.push(...effect.notes.values(), ...effect.merges.flatMap(({ because }) => because ?? []));
  }
  const clusters = index.partition();
  const partition = new Map(sightings.map(({ id, node }) => [id, clusters.get(node)]));
  const seconds = (performance.now() - started) / 1000;
  return { name: 'Portcullis', partition, seconds, worst: worstCases(sightings, partition, set.truth, notes, rules) };
}

export function baselines(set: DataSet): Method[] {
  const sightings = set.alerts.map(sightingOf);
  const timed = (name: string, run: (sightings: readonly Sighting[]) => ReadonlyMap<string, unknown>): Method => {
    const started = performance.now();
    return { name, partition: run(sightings), seconds: (performance.now() - started) / 1000 };
  };
  return [
    ...set.keyTypes.map((type) => timed(`equal ${type}, 7 days`, (all) => exactKeyWithWindow(all, type, 7))),
    timed('any shared indicator', (all) => anyShared(all)),
    ...[5, 20, 100].map((cutoff) => timed(`any shared by ≤ ${cutoff}`, (all) => anyShared(all, cutoff))),
    timed('time gap of a day', (all) => timeGap(all, 1)),
  ];
}

export function evaluate<Item>(set: Truth<Item>, { name, partition, seconds, worst }: Method<Item>): Result {
  const { campaigns, truth } = set;
  const scores = scorePartition(
    partition,
    truth,
    campaigns ? (cluster) => campaigns.has(cluster as string) : undefined,
  );
  return {
    method: name,
    seconds,
    ...scores,
    alertsPerCase: scores.items / Math.max(1, scores.predictedClusters),
    innocentsInCampaigns: innocentsInCampaigns(set, partition),
    ...(worst ? { worst } : {}),
  };
}

function innocentsInCampaigns<Item>(
  { campaigns, innocents, truth }: Truth<Item>,
  partition: ReadonlyMap<Item, unknown>,
): number | null {
  if (!campaigns || !innocents) return null;
  const tainted = new Set<unknown>();
  for (const [id, cluster] of truth) if (campaigns.has(cluster)) tainted.add(partition.get(id));
  const organizations = new Set<string>();
  for (const [id, organization] of innocents) if (tainted.has(partition.get(id))) organizations.add(organization);
  return organizations.size;
}
