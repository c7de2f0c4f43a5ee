import type { Batch } from './batch.js';
import { BOND_TYPE } from './corrections.js';
import type { Scales } from './evidence.js';
import type { Neighbourhood } from './neighbourhood.js';
import type { Cluster, Standing, Subject, Value } from './nodes.js';
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
 * subjects that became hubs themselves, and around those that have a text more. Each pair is weighed once, however many
 * of these it hangs on. Work is bounded by the carriers that a value had before, and those values of theirs that bring
 * pairs up: fewer than `nominateBelow` others for each, whatever number of values changed.
 */
export async function lostLinks(hood: Neighbourhood, scales: Scales, batch: Batch): Promise<LostLinks> {
  const weaker = [...batch.changed].filter(isWeaker);
  const altered = new Set([...swollen(scales, batch), ...batch.altered]);
  const lost = new LostLinks();
  if (weaker.length === 0 && altered.size === 0) return lost;
  const added = textsAdded(batch);
  const compared = new Map<Subject, Set<Subject>>();
  const compare = (a: Subject, b: Subject) => {
    if (a === b || a.root() !== b.root() || !isFirst(compared, a, b)) return;
    if (scales.score(a, b) >= hood.rules.attach) return;
    if (scales.scoreBefore(a, b, added) >= hood.rules.attach) lost.add(a, b);
  };
  for (const subject of altered) {
    const near = nominating(subject);
    await hood.enlist(near);
    await hood.deepen(near.flatMap((value) => value.members as Subject[]));
    for (const value of near) for (const other of value.members as Subject[]) compare(subject, other);
  }
  const oldCarriers = (value: Value) => (value.members as Subject[]).slice(0, value.before?.degree);
  await hood.deepen(weaker.flatMap(oldCarriers));
  // What counts without bringing pairs up, or beside other spellings, does so for pairs that others bring up.
  const beside = new Map<Subject, Value[]>();
  for (const value of weaker) {
    const carriers = oldCarriers(value);
    const before = value.before as NonNullable<Value['before']>;
    if (before.joins && !before.nominates) for (const carrier of carriers) lost.add(carrier);
    else if (before.nominates || before.joins) {
      for (let i = 0; i < carriers.length; i++) {
        for (let j = i + 1; j < carriers.length; j++) compare(carriers[i] as Subject, carriers[j] as Subject);
      }
    }
    if (before.joins || (before.nominates && !value.type.isTextual)) continue;
    for (const carrier of carriers) {
      const values = beside.get(carrier);
      if (values) values.push(value);
      else beside.set(carrier, [value]);
    }
  }
  const near = new Set([...beside.keys()].flatMap(nominating));
  await hood.enlist(near);
  await hood.deepen(new Set([...near].flatMap((value) => value.members as Subject[])));
  for (const [subject, values] of beside) {
    const hasText = values.some(({ type }) => type.isTextual);
    for (const other of new Set(nominating(subject).flatMap((value) => value.members as Subject[]))) {
      if (other.root() !== subject.root()) continue;
      const concerns = (hasText && other.texts.length > 0) || values.some((value) => other.placeOf(value) >= 0);
      if (concerns) compare(subject, other);
    }
  }
  return lost;
}

const nominating = (subject: Subject): Value[] =>
  (subject.values as Value[]).filter((value) => value.nominates && !value.joins);

/** Notes a pair. @returns false when it was noted before */
function isFirst(pairs: Map<Subject, Set<Subject>>, a: Subject, b: Subject): boolean {
  const [first, second] = a.id < b.id ? [a, b] : [b, a];
  const others = pairs.get(first);
  if (others?.has(second)) return false;
  if (others) others.add(second);
  else pairs.set(first, new Set([second]));
  return true;
}

function textsAdded(batch: Batch): Map<Subject, number> {
  const added = new Map<Subject, number>();
  for (const { subject, value } of batch.posted)
    if (value.type.isTextual) added.set(subject, (added.get(subject) ?? 0) + 1);
  return added;
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
export function isWeaker(value: Standing & Pick<Value, 'type' | 'degree' | 'listed' | 'before'>): boolean {
  const { before } = value;
  if (!before || value.joins) return false;
  if (value.type.isTextual && value.listed !== before.listed) return true;
  // A spelling counts beside near ones even while nobody shares it, and can disagree once somebody does.
  if (value.type.isTextual && before.degree > 0 && bandOf(value.degree) > bandOf(before.degree)) return true;
  if (before.weight === 0) return false;
  return value.weight < before.weight || (before.nominates && !value.nominates);
}
