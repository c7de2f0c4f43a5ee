import type { Batch, Posting } from './batch.js';
import { BOND_TYPE, conflicts, joinSides } from './corrections.js';
import type { Scales } from './evidence.js';
import { isWeaker } from './lost-links.js';
import type { Neighbourhood } from './neighbourhood.js';
import type { Subject, Value } from './nodes.js';
import { inOrder, type Place, placeOfPair, placeOfValue } from './places.js';
import { Refusals, sameSides } from './refusals.js';

/** Finds the links that are new and unites what they connect. */
export async function join(
  hood: Neighbourhood,
  scales: Scales,
  batch: Batch,
  raised: ReadonlySet<Subject>,
): Promise<void> {
  const pairs = new Map<Subject, Set<Subject>>();
  const consider = (subject: Subject, others: Iterable<Subject>, isMeant?: (other: Subject) => boolean) => {
    for (const other of others) {
      if (other === subject || other.root() === subject.root() || (isMeant && !isMeant(other))) continue;
      const known = pairs.get(subject);
      if (known) known.add(other);
      else pairs.set(subject, new Set([other]));
    }
  };
  /** Whose neighbours are looked at; those only who have one of these values, or all of them. */
  const wide = new Map<Subject, Value[] | 'all'>();
  const alone: Posting[] = [];
  for (const { subject, value } of batch.links()) {
    if (value.joins) alone.push({ subject, value });
    else if (value.weight > 0 && !value.nominates) {
      const only = wide.get(subject);
      if (only === undefined) wide.set(subject, [value]);
      else if (only !== 'all') only.push(value);
    }
  }
  await joinAlone(hood, scales, batch, alone);
  for (const subject of [...raised, ...batch.altered]) wide.set(subject, 'all');
  for (const value of batch.relisted) {
    if (value.type.isTextual) for (const subject of value.members as Subject[]) wide.set(subject, 'all');
  }
  // Of texts that share a word the strongest counts: where that one weighs less, two others may count instead, and more.
  for (const value of batch.changed) {
    if (value.type.isTextual && isWeaker(value)) for (const subject of value.members ?? []) wide.set(subject, 'all');
  }
  await hood.deepen([...wide.keys()]);
  const nominating = (subject: Subject) =>
    (subject.values as Value[]).filter((value) => value.nominates && !value.joins);
  await hood.enlist([...wide.keys()].flatMap(nominating));
  for (const [subject, only] of wide) {
    const near = new Set(nominating(subject).flatMap((value) => value.members as Subject[]));
    if (only === 'all') consider(subject, near);
    else consider(subject, near, (other) => !other.values || only.some((value) => other.placeOf(value) >= 0));
  }
  await hood.enlist([...batch.grown.values()].flatMap((values) => [...values].filter((value) => value.nominates)));
  for (const { subject, value } of batch.links()) {
    if (value.nominates && !value.joins) consider(subject, value.members as Subject[]);
  }
  await hood.deepen(new Set([...pairs.values()].flatMap((others) => [...others])));
  const links: { subject: Subject; other: Subject; place: Place }[] = [];
  for (const [subject, others] of pairs) {
    for (const other of others) {
      if (other.root() === subject.root()) continue;
      const score = scales.score(subject, other);
      if (score < hood.rules.attach) continue;
      if (hood.hasSides) links.push({ subject, other, place: placeOfPair(subject, other, score) });
      else unite(batch, subject, other);
    }
  }
  // Where some are set apart the strongest link decides, so that less has to be put right.
  links.sort((a, b) => inOrder(a.place, b.place));
  for (const { subject, other } of links) unite(batch, subject, other);
}

/** Unites those whom a value joins that is enough alone. */
async function joinAlone(hood: Neighbourhood, scales: Scales, batch: Batch, links: Posting[]): Promise<void> {
  if (hood.hasSides) {
    const places = new Map(links.map(({ value }) => [value, placeOfValue(value)]));
    links.sort((a, b) => inOrder(places.get(a.value) as Place, places.get(b.value) as Place));
    const isOpen = ({ isWhole, spread }: Value) => !isWhole && !spread;
    const unknown = [...places.keys()].filter(isOpen);
    await hood.enlist(unknown);
    const refusals = new Refusals(hood, scales);
    for (const value of unknown)
      await refusals.getToKnow(value, (value.members as Subject[]).slice(0, value.before?.degree));
  }
  for (const { subject, value } of links) {
    const other = value.spread?.keeper ?? (value.representative as Subject);
    const [there, here] = [other.root(), subject.root()];
    // What was a hub until now may have carriers on every side, and a bond moves whom a person moved.
    const isNew = value.type.name === BOND_TYPE || (value.before?.joins === false && value.before.degree > 1);
    if (there.sides && (isNew || (!value.isWhole && !value.spread))) batch.contested.add(there).add(here);
    else unite(batch, subject, other, value);
    // Where it is not certain who goes where, another link may decide it in another way.
    if (there.sides && here.sides && subject !== other)
      for (const part of [there, here]) if (part.strain === Number.POSITIVE_INFINITY) batch.contested.add(part);
  }
}

/** @param value the one that joins them alone; null for a pair */
function unite(batch: Batch, subject: Subject, other: Subject, value: Value | null = null): void {
  const a = subject.root();
  const b = other.root();
  if (a === b) return;
  if (conflicts(a.sides, b.sides)) {
    batch.doubts.push({ subject, other, value });
    return;
  }
  const isMixed = a.sides && b.sides && !sameSides(a.sides, b.sides);
  absorb(batch, subject, other);
  // With more sides nobody may be on all of them.
  if (isMixed) batch.contested.add(subject.root());
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
  if (goes.sides) stays.strain = stays.sides ? Math.max(stays.strain, goes.strain) : goes.strain;
  stays.sides = joinSides(stays.sides, goes.sides);
  batch.resized.add(stays);
  if (goes.stored) batch.merges.push({ from: goes, subject, other });
  if (!subject.stored && !batch.beside.has(subject)) batch.beside.set(subject, other);
  if (!other.stored && !batch.beside.has(other)) batch.beside.set(other, subject);
}
