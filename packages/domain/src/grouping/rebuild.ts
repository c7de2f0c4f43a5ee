import { BOND_TYPE, conflicts, joinSides, type Sides } from './corrections.js';
import type { Scales } from './evidence.js';
import type { Neighbourhood } from './neighbourhood.js';
import type { Subject, Value } from './nodes.js';
import { inOrder, type Place, placeOfPair, placeOfValue } from './places.js';
import { note, rankOf, sameSides, spreadOf } from './refusals.js';

/**
 * Clusters anew what links connect and a person keeps apart: bonds first, then values that are enough alone, the
 * heaviest first, then pairs, the strongest first; what would unite two sides is refused. So whoever is linked to both
 * goes where the stronger evidence is, and the result does not depend on what came when. Ties go by name; who stays
 * has the first claim on a value that both sides carry.
 *
 * All carriers of the values that these subjects are linked by must be among them.
 */
export async function rebuild(
  hood: Neighbourhood,
  scales: Scales,
  subjects: readonly Subject[],
): Promise<RebuiltPart[]> {
  await hood.deepen(subjects);
  const parts = new Map<Subject, Part>();
  for (const subject of subjects) parts.set(subject, new Part(subject));
  const partOf = (subject: Subject): Part | undefined => parts.get(subject)?.top();

  const joining = new Map<Value, Subject[]>();
  const nominating = new Set<Value>();
  for (const subject of subjects) {
    for (const value of subject.values as Value[]) {
      if (value.joins) {
        const carriers = joining.get(value);
        if (carriers) carriers.push(subject);
        else joining.set(value, [subject]);
      } else if (value.nominates) nominating.add(value);
    }
  }
  const inTurn = [...joining]
    .map(([value, carriers]) => ({ value, carriers, place: placeOfValue(value) }))
    .sort((a, b) => inOrder(a.place, b.place));
  const disputed: { value: Value; carriers: { subject: Subject; sides: Sides | null }[] }[] = [];
  for (const { value, carriers } of inTurn) {
    const isBond = value.type.name === BOND_TYPE;
    const ordered = carriers
      .map((subject) => ({ subject, sides: (partOf(subject) as Part).sides }))
      .sort((a, b) => rankOf(a.sides) - rankOf(b.sides) || (a.subject.node < b.subject.node ? -1 : 1));
    const meeting: Subject[] = [];
    for (const { subject } of ordered) {
      const mine = partOf(subject) as Part;
      const into = meeting.find((other) => isBond || (partOf(other) as Part).agrees(mine));
      if (into) (partOf(into) as Part).take(mine);
      else meeting.push(subject);
    }
    note(value, 'whole');
    if (meeting.length > 1) disputed.push({ value, carriers: ordered });
  }

  await hood.enlist(nominating);
  const pairs: Pair[] = [];
  const weighed = new Map<Subject, Set<Subject>>();
  for (const value of nominating) {
    const members = value.members as Subject[];
    for (let i = 0; i < members.length; i++) {
      for (let j = i + 1; j < members.length; j++) {
        const [a, b] = [members[i] as Subject, members[j] as Subject];
        const [x, y] = [partOf(a), partOf(b)];
        if (!x || !y || x === y || !x.agrees(y)) continue;
        const [first, second] = a.id < b.id ? [a, b] : [b, a];
        const others = weighed.get(first);
        if (others?.has(second)) continue;
        if (others) others.add(second);
        else weighed.set(first, new Set([second]));
        const score = scales.score(a, b);
        if (score < hood.rules.attach) continue;
        pairs.push({ a, b, place: placeOfPair(a, b, score), sides: [x.sides, y.sides] });
      }
    }
  }
  pairs.sort((x, y) => inOrder(x.place, y.place));
  for (const { a, b } of pairs) {
    const [x, y] = [partOf(a) as Part, partOf(b) as Part];
    if (x !== y && x.agrees(y)) x.take(y);
  }

  for (const { value, carriers } of disputed) {
    const { key } = placeOfValue(value);
    const spread = spreadOf(
      carriers.map(({ subject, sides }) => {
        const part = partOf(subject) as Part;
        return { subject, part, isCertain: sameSides(sides, part.sides) };
      }),
    );
    note(value, spread);
    const keeper = spread === null || spread === 'whole' ? null : spread.keeper;
    const home = keeper && partOf(keeper);
    for (const { subject } of carriers) {
      const part = partOf(subject) as Part;
      if (!home) part.strain = Number.POSITIVE_INFINITY;
      else if ((part !== home || subject === keeper) && !sameSides(subject.sides, part.sides))
        part.strain = Math.max(part.strain, key);
    }
  }
  for (const { a, b, place, sides } of pairs) {
    const [x, y] = [partOf(a) as Part, partOf(b) as Part];
    // Who was firmly in its part before the first pair was taken stays so whatever becomes of pairs.
    if (x === y || (sameSides(sides[0], x.sides) && sameSides(sides[1], y.sides))) continue;
    for (const part of [x, y]) part.strain = Math.max(part.strain, place.key);
  }
  return [...new Set([...parts.values()].map((part) => part.top()))];
}

interface Pair {
  readonly a: Subject;
  readonly b: Subject;
  readonly place: Place;
  /** On which sides their parts were before the first pair was taken. */
  readonly sides: readonly [Sides | null, Sides | null];
}

/** A part, and up to which key (`Cluster.strain`) links between it and others are refused because of its other links. */
export interface RebuiltPart {
  readonly subjects: readonly Subject[];
  readonly strain: number;
}

class Part implements RebuiltPart {
  strain = Number.NEGATIVE_INFINITY;
  private parent: Part | null = null;
  subjects: Subject[];
  sides: Sides | null;
  constructor(subject: Subject) {
    this.subjects = [subject];
    this.sides = subject.sides;
  }

  top(): Part {
    let top: Part = this;
    while (top.parent) top = top.parent;
    if (top !== this) this.parent = top;
    return top;
  }

  agrees(other: Part): boolean {
    return this === other || !conflicts(this.sides, other.sides);
  }

  take(other: Part): void {
    if (this === other) return;
    const [stays, goes] = this.subjects.length >= other.subjects.length ? [this, other] : [other, this];
    goes.parent = stays;
    for (const subject of goes.subjects) stays.subjects.push(subject);
    goes.subjects = [];
    stays.sides = joinSides(stays.sides, goes.sides);
  }
}
