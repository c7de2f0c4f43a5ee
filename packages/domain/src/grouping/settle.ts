import type { Batch } from './batch.js';
import type { Scales } from './evidence.js';
import type { Neighbourhood } from './neighbourhood.js';
import type { Cluster, Subject } from './nodes.js';
import { type RebuiltPart, rebuild } from './rebuild.js';

/** What the engine lends for it. */
interface Hands {
  nextCluster: () => number;
  /** Makes the clusters of two subjects one. */
  absorb: (subject: Subject, other: Subject) => void;
}

/** Works out anew the clusters between which a person drew a line. */
export async function settle(hood: Neighbourhood, scales: Scales, batch: Batch, hands: Hands): Promise<void> {
  if (batch.contested.size === 0) return;
  const arena = hood.opponentsOf(batch.contested);
  const stored = (await hood.residents(arena)).filter((subject) => arena.has(subject.root()));
  const subjects = [...stored, ...batch.subjects.filter((subject) => arena.has(subject.root()))];
  const parts = await rebuild(hood, scales, subjects);

  // Each part takes the cluster of which it has most, so that little moves.
  const shares = parts.flatMap((part) => {
    const counts = new Map<Cluster, number>();
    for (const subject of part.subjects) counts.set(subject.root(), (counts.get(subject.root()) ?? 0) + 1);
    return [...counts].map(([cluster, count]) => ({ part, cluster, count }));
  });
  shares.sort((a, b) => b.count - a.count || a.cluster.id - b.cluster.id);
  const homes = new Map<RebuiltPart, Cluster>();
  const taken = new Set<Cluster>();
  for (const { part, cluster } of shares) {
    if (homes.has(part) || taken.has(cluster)) continue;
    homes.set(part, cluster);
    taken.add(cluster);
  }
  for (const { part, cluster, count } of shares) {
    const home = homes.get(part);
    if (!home || home === cluster || taken.has(cluster) || count < cluster.size) continue;
    // It comes as a whole.
    const from = part.subjects.find((subject) => subject.root() === cluster);
    const other = part.subjects.find((subject) => subject.root() === home.root());
    if (from && other) hands.absorb(from, other);
    const stays = home.root();
    homes.set(part, stays);
  }
  for (const part of parts) {
    let into = homes.get(part)?.root();
    const moving = new Map<Cluster, Subject[]>();
    for (const subject of part.subjects) {
      const from = subject.root();
      if (from === into) continue;
      const others = moving.get(from);
      if (others) others.push(subject);
      else moving.set(from, [subject]);
    }
    if (moving.size > 0 && !into) {
      into = hood.createCluster(hands.nextCluster(), 0);
      batch.newClusters.push(into);
    }
    for (const [from, those] of moving) {
      const to = into as Cluster;
      for (const subject of those) subject.cluster = to;
      from.size -= those.length;
      to.size += those.length;
      batch.resized.add(from).add(to);
      batch.partings.push({ from, into: to, subjects: those });
    }
  }
  for (const { subjects, strain } of parts) if (subjects[0]) subjects[0].root().strain = strain;
  hood.countSides();
}
