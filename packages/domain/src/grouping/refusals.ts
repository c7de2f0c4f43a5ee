import { conflicts, type Sides } from './corrections.js';
import type { Scales } from './evidence.js';
import type { Neighbourhood } from './neighbourhood.js';
import type { Cluster, Spread, Subject, Value } from './nodes.js';
import { isEarlier, PAIRS, type Place, placeOfPair, placeOfValue } from './places.js';

/** Links between two sides are refused after so many steps of looking whether they must be, or all is worked out anew. */
const MOST_STEPS = 48;

/**
 * Whether links that were refused still are, where a person set some apart. `rebuild.ts` takes links in turn; one
 * between two parts is refused when what each of its ends is in by then was set apart. So a partition stays as it is
 * while each part holds together and each link between two parts finds at both ends, by earlier links alone, somebody
 * who is on all the sides of the part: that one is anchored, and where the others of the part are no matter. Here
 * only what a batch changed is looked at, for a bounded number of steps; what cannot be shown so is worked out anew.
 */
export class Refusals {
  constructor(
    private readonly hood: Neighbourhood,
    private readonly scales: Scales,
  ) {}

  /** Whether a link between two parts is refused when its turn comes. */
  async isRefused(subject: Subject, other: Subject): Promise<boolean> {
    const [mine, theirs] = [subject.root(), other.root()];
    if (mine === theirs) return true;
    if (!conflicts(mine.sides, theirs.sides)) return false;
    if (isAnchored(subject) && isAnchored(other)) return true;
    const isFirm = (await this.isHeld(subject, PAIRS)) && (await this.isHeld(other, PAIRS));
    if (isFirm) return true;
    const score = this.scales.score(subject, other);
    if (score < this.hood.rules.attach) return true;
    const place = placeOfPair(subject, other, score);
    if (!(await this.isHeld(subject, place)) || !(await this.isHeld(other, place))) return false;
    for (const cluster of [mine, theirs]) cluster.strain = Math.max(cluster.strain, place.key);
    return true;
  }

  /** Finds out how a value that is enough alone is spread over parts, and notes it on the value. */
  async getToKnow(value: Value, carriers: readonly Subject[]): Promise<void> {
    const place = placeOfValue(value);
    const known = carriers.map((subject) => ({ subject, part: subject.root(), isCertain: isAnchored(subject) }));
    const isWhole = known.every(({ part }) => part === known[0]?.part);
    const home = isWhole ? undefined : homeOf(known)?.part;
    const strained = new Set<Cluster>();
    for (const carrier of isWhole ? [] : known) {
      // Of the part that has the first claim nobody has to be certain.
      if (carrier.isCertain || carrier.part === home) continue;
      carrier.isCertain = await this.isHeld(carrier.subject, place);
      if (!carrier.isCertain) break;
      strained.add(carrier.part);
    }
    const spread = spreadOf(known);
    note(value, spread);
    if (spread) for (const part of strained) part.strain = Math.max(part.strain, place.key);
  }

  /** The same of one more carrier of a value of which it is known who has it. */
  async isSettledWith(value: Value, subject: Subject): Promise<boolean> {
    const part = subject.root();
    if (value.isWhole) {
      const first = value.representative as Subject;
      if (first.root() === part) return true;
      // All that is known of the others is that they are one part: they must be the one that has the first claim.
      if (!isAnchored(first) || rankOf(first.root().sides) !== 0) return false;
      value.isWhole = false;
      value.spread = { keeper: first, outside: [] };
    }
    const { spread } = value;
    if (!spread) return false;
    const { keeper, outside } = spread;
    if (keeper?.root() === part) return isAnchored(keeper);
    const isKnown = outside.some((other) => other.root() === part);
    if (!isKnown) {
      if (keeper && rankOf(part.sides) !== 1) return false;
      for (const other of keeper ? [keeper, ...outside] : outside)
        if (!conflicts(part.sides, other.root().sides)) return false;
      value.spread = { keeper, outside: [...outside, subject] };
    }
    if (isAnchored(subject)) return true;
    const place = placeOfValue(value);
    if (!(await this.isHeld(subject, place))) return false;
    part.strain = Math.max(part.strain, place.key);
    return true;
  }

  /** Whether links around these subjects may have become weaker, or gone, without moving anybody. */
  async isSteady(ends: Iterable<Subject>): Promise<boolean> {
    const { hood, scales } = this;
    const region = new Set<Subject>();
    const open: Subject[] = [];
    const reach = (subject: Subject) => {
      if (isAnchored(subject) || region.has(subject)) return;
      region.add(subject);
      open.push(subject);
    };
    for (const end of ends) if (end.root().strain !== Number.NEGATIVE_INFINITY) reach(end);
    for (let subject = open.pop(); subject; subject = open.pop()) {
      if (await this.isHeld(subject, PAIRS)) continue;
      if (region.size > MOST_STEPS) return false;
      const part = subject.root();
      const values = subject.values as Value[];
      for (const value of values) {
        if (!value.joins) continue;
        if (!value.nominates || !value.isWhole) return false;
        await hood.enlist([value]);
        for (const other of value.members as Subject[]) reach(other);
      }
      for (const other of await this.neighbours(subject)) {
        if (scales.score(subject, other) < hood.rules.attach) continue;
        if (other.root() === part) reach(other);
        else if (!(await this.isRefused(subject, other))) return false;
      }
    }
    return true;
  }

  /** Whether nothing links these to anybody of another part, so that they may go for themselves. */
  async isFree(subjects: readonly Subject[]): Promise<boolean> {
    const part = subjects[0]?.root();
    for (const subject of subjects) {
      if (subject.sides) return false;
      if ((subject.values as Value[]).some((value) => value.joins && !value.isWhole)) return false;
      for (const other of await this.neighbours(subject)) {
        if (other.root() !== part && this.scales.score(subject, other) >= this.hood.rules.attach) return false;
      }
    }
    return true;
  }

  /** All that a rare value brings up together with this one. */
  async neighbours(subject: Subject): Promise<Set<Subject>> {
    const { hood } = this;
    const rare = (subject.values as Value[]).filter((value) => value.nominates && !value.joins);
    await hood.enlist(rare);
    const near = new Set(rare.flatMap((value) => value.members as Subject[]));
    near.delete(subject);
    await hood.deepen(near);
    return near;
  }

  /** Whether links of its part, all earlier than this place, lead to somebody who is anchored. */
  private async isHeld(start: Subject, before: Place): Promise<boolean> {
    if (isAnchored(start)) return true;
    const { hood } = this;
    const part = start.root();
    const seen = new Set([start]);
    const open = [start];
    let isFound = false;
    const reach = (other: Subject) => {
      if (other.root() !== part || seen.has(other)) return;
      seen.add(other);
      if (isAnchored(other)) isFound = true;
      else open.push(other);
    };
    for (let steps = 0; steps < MOST_STEPS; steps++) {
      const subject = open.shift();
      if (!subject) return false;
      await hood.deepen([subject]);
      for (const value of subject.values as Value[]) {
        if (!value.joins || !isEarlier(placeOfValue(value), before)) continue;
        reach(value.representative as Subject);
        if (value.spread?.keeper) reach(value.spread.keeper);
        for (const other of value.members ?? []) reach(other);
      }
      if (!isFound && isEarlier(PAIRS, before)) {
        for (const other of await this.neighbours(subject)) {
          if (other.root() !== part || seen.has(other)) continue;
          const score = this.scales.score(subject, other);
          if (score >= hood.rules.attach && isEarlier(placeOfPair(subject, other, score), before)) reach(other);
        }
      }
      if (isFound) return true;
    }
    return false;
  }
}

/** Whether it is on all the sides of its part, so that nobody else decides where the part belongs. */
export const isAnchored = (subject: Subject): boolean => sameSides(subject.sides, subject.root().sides);

export function sameSides(a: Sides | null, b: Sides | null): boolean {
  if (a === b) return a !== null;
  if (!a || !b || a.size !== b.size) return false;
  for (const [position, side] of a) if (b.get(position) !== side) return false;
  return true;
}

/** Who stays first, then who was taken out, then those of whom nobody spoke. */
export function rankOf(sides: Sides | null): number {
  if (!sides) return 2;
  for (const side of sides.values()) if (side & 1) return 1;
  return 0;
}

/**
 * How a value that is enough alone is spread over parts, when it is certain that its turn leaves it so: who is not in
 * its part for certain by then goes to the one that stays, which must be the only one of that rank.
 * @returns null when that cannot be said
 */
export function spreadOf<P extends { sides: Sides | null }>(
  carriers: readonly { subject: Subject; part: P; isCertain: boolean }[],
): Spread | null {
  const parts = new Map<P, Subject>();
  for (const { subject, part } of carriers) if (!parts.has(part)) parts.set(part, subject);
  if (parts.size === 1) return { keeper: null, outside: [] };
  const home = homeOf(carriers);
  for (const { part, isCertain } of carriers) if (!isCertain && part !== home?.part) return null;
  const all = [...parts.keys()];
  for (const [i, part] of all.entries())
    for (const other of all.slice(i + 1)) if (!conflicts(part.sides, other.sides)) return null;
  const outside = [...parts].flatMap(([part, subject]) => (part === home?.part ? [] : [subject]));
  return { keeper: home?.keeper ?? null, outside };
}

/** The part that has the first claim on a value, with one who carries it and is anchored. */
function homeOf<P extends { sides: Sides | null }>(
  carriers: readonly { subject: Subject; part: P }[],
): { part: P; keeper: Subject } | null {
  const staying = new Set(carriers.flatMap(({ part }) => (rankOf(part.sides) === 0 ? [part] : [])));
  if (staying.size !== 1) return null;
  const found = carriers.find(({ subject, part }) => staying.has(part) && sameSides(subject.sides, part.sides));
  return found ? { part: found.part, keeper: found.subject } : null;
}

/** Notes on a value how it is spread. */
export function note(value: Value, spread: Spread | null): void {
  value.isWhole = spread !== null && spread.keeper === null && spread.outside.length === 0;
  value.spread = value.isWhole ? null : spread;
}
