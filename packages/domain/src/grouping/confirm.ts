import type { Batch } from './batch.js';
import { isWeaker } from './lost-links.js';
import type { Cluster, Subject, Value } from './nodes.js';
import { placeOfValue } from './places.js';
import { isAnchored, type Refusals } from './refusals.js';

/**
 * Whose links may be weaker after a batch, where a person set some apart. Clusters of which that cannot be looked at
 * from near are marked to be worked out anew.
 */
export async function weakenedIn(batch: Batch, refusals: Refusals): Promise<Subject[]> {
  const ends = new Set<Subject>();
  const alteredEnds = new Set<Subject>();
  const take = async (subject: Subject, isAltered: boolean) => {
    const { sides, strain } = subject.root();
    if (!sides || strain === Number.NEGATIVE_INFINITY) return;
    ends.add(subject);
    // What its texts say counts for pairs of which the other one does not have them.
    if (!isAltered || alteredEnds.has(subject)) return;
    alteredEnds.add(subject);
    for (const other of await refusals.neighbours(subject)) ends.add(other);
  };
  for (const value of batch.changed) {
    const { before } = value;
    if (!before) continue;
    if (before.joins && value.weight < before.weight) {
      const { key } = placeOfValue(value);
      for (const part of partsOf(value)) if (!value.joins || part.strain >= key) batch.contested.add(part);
    }
    if (!isWeaker(value)) continue;
    for (const carrier of value.members as Subject[]) await take(carrier, value.type.isTextual);
  }
  for (const subject of batch.altered) await take(subject, true);
  return [...ends];
}

/** Parts with sides in which this value is, as far as known; whole values are in one. */
function partsOf(value: Value): Set<Cluster> {
  const known = [
    value.representative,
    value.spread?.keeper,
    ...(value.spread?.outside ?? []),
    ...(value.members ?? []),
  ];
  return new Set(known.flatMap((subject) => (subject?.root().sides ? [subject.root()] : [])));
}

/** Marks the clusters to be worked out anew of which it cannot be shown that what was set apart stays as it is. */
export async function confirm(batch: Batch, refusals: Refusals, weakened: readonly Subject[]): Promise<void> {
  const contested = new Set([...batch.contested].map((cluster) => cluster.root()));
  const contest = (...subjects: Subject[]) => {
    for (const subject of subjects) {
      contested.add(subject.root());
      batch.contested.add(subject.root());
    }
  };
  /** Pairs come the strongest first: what holds for one with somebody who is anchored holds for the later ones. */
  const refused = new Map<Subject, Set<Cluster>>();
  for (const { subject, other, value } of batch.doubts) {
    const [mine, theirs] = [subject.root(), other.root()];
    if (contested.has(mine) || contested.has(theirs)) {
      contest(subject, other);
      continue;
    }
    if (value) {
      if (!(await refusals.isSettledWith(value, subject))) contest(subject, other);
      continue;
    }
    const known = refused.get(subject);
    if (known?.has(theirs) && isAnchored(other)) continue;
    if (!(await refusals.isRefused(subject, other))) contest(subject, other);
    else if (known) known.add(theirs);
    else refused.set(subject, new Set([theirs]));
  }
  const byPart = new Map<Cluster, Subject[]>();
  for (const subject of weakened) {
    const part = subject.root();
    if (!part.sides || contested.has(part)) continue;
    const ends = byPart.get(part);
    if (ends) ends.push(subject);
    else byPart.set(part, [subject]);
  }
  for (const [part, ends] of byPart) if (!(await refusals.isSteady(ends))) batch.contested.add(part);
}
