import type { Batch } from './batch.js';
import { conflicts, joinSides } from './corrections.js';
import type { Scales } from './evidence.js';
import { isWeaker } from './lost-links.js';
import type { Neighbourhood } from './neighbourhood.js';
import type { Subject, Value } from './nodes.js';

/** Finds the links that are new and unites what they connect. */
export async function join(
  hood: Neighbourhood,
  scales: Scales,
  batch: Batch,
  raised: ReadonlySet<Subject>,
): Promise<void> {
  const pairs = new Map<Subject, Set<Subject>>();
  const consider = (subject: Subject, value: Value, only?: Value) => {
    for (const other of value.members as Subject[]) {
      if (other === subject || other.root() === subject.root()) continue;
      if (only && other.values && other.placeOf(only) < 0) continue;
      const others = pairs.get(subject);
      if (others) others.add(other);
      else pairs.set(subject, new Set([other]));
    }
  };
  const wide: { subject: Subject; only?: Value }[] = [];
  for (const { subject, value } of batch.links()) {
    if (value.weight === 0) continue;
    if (value.joins) {
      const { representative } = value;
      const there = (representative as Subject).root();
      // Of carriers that a person set apart, each may be elsewhere.
      if (there.sides && !value.isWhole) batch.contested.add(there).add(subject.root());
      else unite(batch, subject, representative as Subject);
    } else if (!value.nominates) wide.push({ subject, only: value });
  }
  for (const subject of [...raised, ...batch.altered]) wide.push({ subject });
  for (const value of batch.relisted) {
    if (value.type.isTextual) for (const subject of value.members as Subject[]) wide.push({ subject });
  }
  // Of texts that share a word the strongest counts: where that one weighs less, two others may count instead, and more.
  for (const value of batch.changed) {
    if (value.type.isTextual && isWeaker(value)) for (const subject of value.members ?? []) wide.push({ subject });
  }
  await hood.deepen(wide.map(({ subject }) => subject));
  const nominating = (subject: Subject) =>
    (subject.values as Value[]).filter((value) => value.nominates && !value.joins);
  await hood.enlist(wide.flatMap(({ subject }) => nominating(subject)));
  for (const { subject, only } of wide) for (const value of nominating(subject)) consider(subject, value, only);
  await hood.enlist([...batch.grown.values()].flatMap((values) => [...values].filter((value) => value.nominates)));
  for (const { subject, value } of batch.links()) {
    if (value.nominates && !value.joins) consider(subject, value);
  }
  await hood.deepen(new Set([...pairs.values()].flatMap((others) => [...others])));
  for (const [subject, others] of pairs) {
    for (const other of others) {
      if (other.root() === subject.root()) continue;
      if (scales.score(subject, other) >= hood.rules.attach) unite(batch, subject, other);
    }
  }
}

function unite(batch: Batch, subject: Subject, other: Subject): void {
  const a = subject.root();
  const b = other.root();
  if (a === b) return;
  if (conflicts(a.sides, b.sides)) {
    batch.contested.add(a).add(b);
    return;
  }
  absorb(batch, subject, other);
}

/** Makes one cluster of those of two subjects, because of the link between them. */
export function absorb(batch: Batch, subject: Subject, other: Subject): void {
  const a = subject.root();
  const b = other.root();
  // What is stored stays, then the larger one, so that little has to be written.
  const aStays = a.stored !== b.stored ? a.stored : a.size !== b.size ? a.size > b.size : a.id < b.id;
  const [stays, goes] = aStays ? [a, b] : [b, a];
  goes.parent = stays;
  stays.size += goes.size;
  stays.sides = joinSides(stays.sides, goes.sides);
  batch.resized.add(stays);
  if (goes.stored) batch.merges.push({ from: goes, subject, other });
  if (!subject.stored && !batch.beside.has(subject)) batch.beside.set(subject, other);
  if (!other.stored && !batch.beside.has(other)) batch.beside.set(other, subject);
}
