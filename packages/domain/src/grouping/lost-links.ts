import type { Batch } from './batch.js';
import { BOND_TYPE } from './corrections.js';
import type { Scales } from './evidence.js';
import type { Neighbourhood } from './neighbourhood.js';
import type { Cluster, Subject, Value } from './nodes.js';
import { bandOf } from './rule-set.js';

/** Ends of lost links by the cluster in which they are now. */
export class LostLinks {
  private readonly byCluster = new Map<Cluster, Set<Subject>>();

  add(...ends: Subject[]): void {
    for (const end of ends) {
      const root = end.root();
      const set = this.byCluster.get(root);
      if (set) set.add(end);
      else this.byCluster.set(root, new Set([end]));
    }
  }

  entries(): Iterable<[Cluster, Set<Subject>]> {
    return this.byCluster;
  }
}

/**
 * Finds pairs of one cluster whose link is gone after a batch: around values that became more common or hubs, around
 * subjects that became hubs themselves, and around those that have a text more. Work is bounded by the carriers that a
 * value had before, and those values of theirs that bring pairs up.
 */
export async function lostLinks(hood: Neighbourhood, scales: Scales, batch: Batch): Promise<LostLinks> {
  const weaker = [...batch.changed].filter(isWeaker);
  const altered = new Set([...swollen(scales, batch), ...batch.altered]);
  const lost = new LostLinks();
  if (weaker.length === 0 && altered.size === 0) return lost;
  const compare = (a: Subject, b: Subject) => {
    if (a.root() !== b.root() || scales.score(a, b) >= hood.rules.attach) return;
    if (scales.scoreBefore(a, b) >= hood.rules.attach) lost.add(a, b);
  };
  const nominating = (subject: Subject) =>
    (subject.values as Value[]).filter((value) => value.nominates && !value.joins);
  for (const subject of altered) {
    const near = nominating(subject);
    await hood.enlist(near);
    await hood.deepen(near.flatMap((value) => value.members as Subject[]));
    for (const value of near)
      for (const other of value.members as Subject[]) if (other !== subject) compare(subject, other);
  }
  const oldCarriers = (value: Value) => (value.members as Subject[]).slice(0, value.before?.degree);
  await hood.deepen(weaker.flatMap(oldCarriers));
  for (const value of weaker) {
    const carriers = oldCarriers(value);
    const before = value.before as NonNullable<Value['before']>;
    if (before.joins && !before.nominates) for (const carrier of carriers) lost.add(carrier);
    else if (before.nominates || before.joins) {
      for (let i = 0; i < carriers.length; i++) {
        for (let j = i + 1; j < carriers.length; j++) compare(carriers[i] as Subject, carriers[j] as Subject);
      }
    }
    // What counts without bringing pairs up, or beside other spellings, does so for pairs that others bring up.
    if (before.joins || (before.nominates && !value.type.isTextual)) continue;
    const near = carriers.map((subject) => ({ subject, values: nominating(subject) }));
    await hood.enlist(near.flatMap(({ values }) => values));
    await hood.deepen(near.flatMap(({ values }) => values.flatMap((one) => one.members as Subject[])));
    for (const { subject, values } of near) {
      for (const one of values) {
        for (const other of one.members as Subject[]) {
          const concerns = value.type.isTextual ? other.texts.length > 0 : other.placeOf(value) >= 0;
          if (other !== subject && concerns) compare(subject, other);
        }
      }
    }
  }
  return lost;
}

/** Subjects that became hubs themselves in this batch. */
function swollen(scales: Scales, batch: Batch): Subject[] {
  const grown = new Map<Subject, number>();
  for (const { subject, value } of batch.posted) {
    if (value.type.name === BOND_TYPE) continue;
    if (scales.isHub(subject)) grown.set(subject, (grown.get(subject) ?? 0) + 1);
  }
  const limit = scales.rules.subjectHubFrom;
  return [...grown].filter(([subject, added]) => subject.breadth - added < limit).map(([subject]) => subject);
}

/** Whether links through this value may have been lost in this batch. */
export function isWeaker(value: Value): boolean {
  const { before } = value;
  if (!before || value.joins) return false;
  if (value.type.isTextual && value.listed !== before.listed) return true;
  // A spelling counts beside near ones even while nobody shares it, and can disagree once somebody does.
  if (value.type.isTextual && before.degree > 0 && bandOf(value.degree) > bandOf(before.degree)) return true;
  if (before.weight === 0) return false;
  return value.weight < before.weight || (before.nominates && !value.nominates);
}
