import { conflicts, joinSides, type Sides } from './corrections.js';
import type { Scales } from './evidence.js';
import type { Neighbourhood } from './neighbourhood.js';
import type { Cluster, Spread, Subject, Value } from './nodes.js';
import { isEarlier, PAIRS, type Place, placeOfPair, placeOfValue } from './places.js';

/** So many subjects are looked at for one question; what that does not answer is worked out anew. */
const MOST_STEPS = 48;
/** So many subjects may have weaker links in a part before it is worked out anew. */
const MOST_ENDS = 400;

/**
 * Whether links that were refused still are, where a person set some apart. `rebuild.ts` takes links in turn; one
 * between two parts is refused when what each of its ends is in by then was set apart. So a partition stays as it is
 * while each part holds together and each link between two parts finds, by earlier links alone, people's word against
 * it: somebody who is on all the sides of a part is *anchored*, and where the others of the part are is no matter.
 * A value that is enough alone sends whom nothing else has placed to the first part in the order of its turn; who is
 * placed for *certain* by then, on all the sides of the part, decides which that is. Here only what a batch changed is
 * looked at, for a bounded number of steps; what cannot be shown so is worked out anew.
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
    if (conflicts(subject.sides, other.sides)) return true;
    if (await this.areApart(subject, other, PAIRS)) return true;
    const score = this.scales.score(subject, other);
    if (score < this.hood.rules.attach) return true;
    const place = placeOfPair(subject, other, score);
    if (!(await this.areApart(subject, other, place))) return false;
    for (const cluster of [mine, theirs]) cluster.strain = Math.max(cluster.strain, place.key);
    return true;
  }

  private async areApart(subject: Subject, other: Subject, before: Place): Promise<boolean> {
    const mine = await this.sidesOf(subject, before, other.sides);
    return conflicts(mine, other.sides) || conflicts(mine, await this.sidesOf(other, before, mine));
  }

  /** Finds out how a value that is enough alone is spread over parts, and notes it on the value. */
  async getToKnow(value: Value, carriers: readonly Subject[]): Promise<void> {
    const place = placeOfValue(value);
    const known = carriers.map((subject) => ({ subject, part: subject.root(), isCertain: isAnchored(subject) }));
    const isWhole = known.every(({ part }) => part === known[0]?.part);
    const home = isWhole ? undefined : firstOf(known)?.part;
    const open = isWhole ? [] : known.filter(({ isCertain, part }) => !isCertain && part !== home);
    if (open.length > MOST_ENDS) {
      note(value, null);
      return;
    }
    await this.hood.deepen(open.map(({ subject }) => subject));
    const strained = new Set<Cluster>();
    for (const carrier of open) {
      carrier.isCertain = await this.isHeld(carrier.subject, place);
      if (!carrier.isCertain) break;
      strained.add(carrier.part);
    }
    const spread = spreadOf(known);
    note(value, spread);
    if (spread) for (const part of strained) part.strain = Math.max(part.strain, place.key);
  }

  /** Whether one more carrier of a value that is enough alone leaves all where they are. */
  async isSettledWith(value: Value, subject: Subject): Promise<boolean> {
    const part = subject.root();
    const place = placeOfValue(value);
    if (value.isWhole) {
      const first = value.representative as Subject;
      if (first.root() === part) return true;
      value.isWhole = false;
      value.spread = { keeper: first, outside: [] };
    }
    const { spread } = value;
    if (!spread) return false;
    const { keeper, outside } = spread;
    const home = keeper.root();
    if (home === part) return true;
    if (!comesFirst({ subject: keeper, part: home }, { subject, part })) return false;
    if (!(await this.isHeld(keeper, place)) || !(await this.isHeld(subject, place))) return false;
    if (!outside.some((other) => other.root() === part)) {
      for (const other of [keeper, ...outside]) if (!conflicts(part.sides, other.root().sides)) return false;
      value.spread = { keeper, outside: [...outside, subject] };
    }
    if (!isAnchored(keeper)) home.strain = Math.max(home.strain, place.key);
    if (!isAnchored(subject)) part.strain = Math.max(part.strain, place.key);
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
    if (region.size > MOST_ENDS) return false;
    let loose = 0;
    for (let subject = open.pop(); subject; subject = open.pop()) {
      if (await this.isHeld(subject, PAIRS)) continue;
      if (++loose > MOST_STEPS || region.size > MOST_ENDS) return false;
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

  /** Whether it is in its part for certain before this place: on all the sides of the part, by what it is linked to. */
  private async isHeld(subject: Subject, before: Place): Promise<boolean> {
    return sameSides(await this.sidesOf(subject, before, null), subject.root().sides);
  }

  /**
   * On which sides those are to whom links of its part lead that are earlier than this place, as far as looked: until
   * they are all the sides of the part, or speak against `against`.
   */
  private async sidesOf(start: Subject, before: Place, against: Sides | null): Promise<Sides | null> {
    const { hood } = this;
    const part = start.root();
    const seen = new Set([start]);
    const open = [start];
    let sides = start.sides;
    const isEnough = () => sameSides(sides, part.sides) || conflicts(sides, against);
    const reach = (other: Subject) => {
      if (other.root() !== part || seen.has(other) || seen.size > MOST_ENDS) return;
      seen.add(other);
      sides = joinSides(sides, other.sides);
      open.push(other);
    };
    for (let steps = 0; steps < MOST_STEPS && !isEnough(); steps++) {
      const subject = open.shift();
      if (!subject) break;
      await hood.deepen([subject]);
      for (const value of subject.values as Value[]) {
        if (!value.joins || !isEarlier(placeOfValue(value), before)) continue;
        reach(value.representative as Subject);
        if (value.spread) reach(value.spread.keeper);
        if (isEnough()) break;
        for (const other of value.members ?? []) reach(other);
      }
      if (isEnough() || !isEarlier(PAIRS, before)) continue;
      for (const other of await this.neighbours(subject)) {
        if (other.root() !== part || seen.has(other)) continue;
        const score = this.scales.score(subject, other);
        if (score >= hood.rules.attach && isEarlier(placeOfPair(subject, other, score), before)) reach(other);
      }
    }
    return sides;
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

interface Carrier<P> {
  readonly subject: Subject;
  readonly part: P;
}

/** Of two who are in their parts for certain, whether the first one has its turn before the other. */
function comesFirst<P extends { sides: Sides | null }>(one: Carrier<P>, other: Carrier<P>): boolean {
  const [a, b] = [rankOf(one.part.sides), rankOf(other.part.sides)];
  return a === b ? one.subject.node < other.subject.node : a < b;
}

/** Of those who are in their parts for certain, the one that has its turn first. */
function firstOf<C extends Carrier<{ sides: Sides | null }> & { isCertain: boolean }>(
  carriers: readonly C[],
): C | null {
  let first: C | null = null;
  for (const one of carriers) if (one.isCertain && (!first || comesFirst(one, first))) first = one;
  return first;
}

/**
 * How a value that is enough alone is spread over several parts, when it is certain that its turn leaves it so: who is
 * not in its part for certain by then goes to the part that comes first.
 * @returns null when that cannot be said
 */
export function spreadOf<P extends { sides: Sides | null }>(
  carriers: readonly (Carrier<P> & { isCertain: boolean })[],
): Spread | 'whole' | null {
  const parts = new Map<P, Subject>();
  for (const { subject, part } of carriers) if (!parts.has(part)) parts.set(part, subject);
  if (parts.size === 1) return 'whole';
  const first = firstOf(carriers);
  if (!first) return null;
  for (const { part, isCertain } of carriers) if (!isCertain && part !== first.part) return null;
  const all = [...parts.keys()];
  for (const [i, part] of all.entries())
    for (const other of all.slice(i + 1)) if (!conflicts(part.sides, other.sides)) return null;
  return { keeper: first.subject, outside: [...parts].flatMap(([part, one]) => (part === first.part ? [] : [one])) };
}

/** Notes on a value how it is spread. */
export function note(value: Value, spread: Spread | 'whole' | null): void {
  value.isWhole = spread === 'whole';
  value.spread = spread === 'whole' ? null : spread;
}
