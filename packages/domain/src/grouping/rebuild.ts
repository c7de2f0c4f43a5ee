import { BOND_TYPE, conflicts, joinSides, type Sides } from './corrections.js';
import type { Scales } from './evidence.js';
import type { Neighbourhood } from './neighbourhood.js';
import type { Subject, Value } from './nodes.js';

/**
 * Clusters anew what links connect and a person keeps apart: bonds first, then values that are enough alone, the
 * heaviest first, then pairs, the strongest first; what would unite two sides is refused. So whoever is linked to both
 * goes where the stronger evidence is, and the result does not depend on what came when. Ties go by name; who stays
 * has the first claim on a value that both sides carry.
 *
 * All carriers of the values that these subjects are linked by must be among them.
 */
export async function rebuild(hood: Neighbourhood, scales: Scales, subjects: readonly Subject[]): Promise<Subject[][]> {
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
  const inTurn = [...joining].sort(([a], [b]) => turnOf(a) - turnOf(b) || compare(nameOf(a), nameOf(b)));
  for (const [value, carriers] of inTurn) {
    const isBond = value.type.name === BOND_TYPE;
    const ordered = carriers
      .map((subject) => ({ subject, rank: rankOf(partOf(subject) as Part) }))
      .sort((a, b) => a.rank - b.rank || compare(a.subject.node, b.subject.node));
    const meeting: Subject[] = [];
    for (const { subject } of ordered) {
      const mine = partOf(subject) as Part;
      const into = meeting.find((other) => isBond || (partOf(other) as Part).agrees(mine));
      if (into) (partOf(into) as Part).take(mine);
      else meeting.push(subject);
    }
  }

  await hood.enlist(nominating);
  const pairs: { a: Subject; b: Subject; score: number }[] = [];
  const weighed = new Map<Subject, Set<Subject>>();
  const open: [Subject, Subject][] = [];
  for (const value of nominating) {
    const members = value.members as Subject[];
    for (let i = 0; i < members.length; i++) {
      for (let j = i + 1; j < members.length; j++) {
        const [a, b] = inOrder(members[i] as Subject, members[j] as Subject);
        const [x, y] = [partOf(a), partOf(b)];
        if (!x || !y || x === y || !x.agrees(y)) continue;
        const others = weighed.get(a);
        if (others?.has(b)) continue;
        if (others) others.add(b);
        else weighed.set(a, new Set([b]));
        open.push([a, b]);
      }
    }
  }
  for (const [a, b] of open) {
    const score = scales.score(a, b);
    if (score >= hood.rules.attach) pairs.push({ a, b, score });
  }
  pairs.sort((x, y) => y.score - x.score || compare(x.a.node, y.a.node) || compare(x.b.node, y.b.node));
  for (const { a, b } of pairs) {
    const [x, y] = [partOf(a) as Part, partOf(b) as Part];
    if (x !== y && x.agrees(y)) x.take(y);
  }

  for (const [value, carriers] of joining) {
    const first = partOf(carriers[0] as Subject);
    value.isWhole = carriers.every((carrier) => partOf(carrier) === first);
  }
  return [...new Set([...parts.values()].map((part) => part.top()))].map((part) => part.subjects);
}

class Part {
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

/** Bonds come first, whatever they weigh. */
const turnOf = (value: Value): number => (value.type.name === BOND_TYPE ? Number.NEGATIVE_INFINITY : -value.weight);
const nameOf = (value: Value): string => `${value.type.name}\u0000${value.value}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const inOrder = (a: Subject, b: Subject): [Subject, Subject] => (a.node < b.node ? [a, b] : [b, a]);

/** Who stays first, then who was taken out, then those of whom nobody spoke. */
function rankOf({ sides }: Part): number {
  if (!sides) return 2;
  for (const side of sides.values()) if (side & 1) return 1;
  return 0;
}
