import type { JoinNote, LinkPart } from './index.port.js';
import type { Neighbourhood, Standing, Subject, Value } from './neighbourhood.js';
import { decayed } from './rule-set.js';

/**
 * Weighs two subjects by what they share. A pair counts only when one shared value brings it up: a value that joins
 * by itself, or one that is rare enough to nominate. Everything else that they share then adds its weight, family by
 * family, each family up to its cap.
 */
export class Scales {
  private sums = new Float64Array(64);
  private readonly touched: number[] = [];

  constructor(private readonly hood: Neighbourhood) {}

  /** Points between two subjects as things stand; 0 when nothing brings the pair up. */
  score(a: Subject, b: Subject): number {
    return this.weigh(a, b, (value) => value, this.isHub(a.values as Value[]) || this.isHub(b.values as Value[]));
  }

  /** Points before the running batch, or more: times that grew in this batch count as grown. */
  scoreBefore(a: Subject, b: Subject): number {
    return this.weigh(a, b, (value) => value.before ?? value, false);
  }

  isHub(values: readonly Value[]): boolean {
    return values.length >= this.hood.rules.subjectHubFrom;
  }

  private weigh(a: Subject, b: Subject, standing: (value: Value) => Standing, onlyJoining: boolean): number {
    let [few, many] = [a, b];
    if ((few.values as Value[]).length > (many.values as Value[]).length) [few, many] = [many, few];
    const values = few.values as Value[];
    if (this.sums.length < this.hood.familyCount) this.sums = new Float64Array(this.hood.familyCount * 2);
    const { sums, touched } = this;
    touched.length = 0;
    let broughtUp = false;
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as Value;
      const now = standing(value);
      if (now.weight === 0 || (onlyJoining && !now.joins)) continue;
      const j = many.placeOf(value);
      if (j < 0) continue;
      const points = decayed(now.weight, value.type.halfLifeDays, gapDays(few, i, many, j));
      if (points === 0) continue;
      if (now.joins || now.nominates) broughtUp = true;
      const { slot, cap } = value.type;
      if (sums[slot] === 0) touched.push(slot);
      sums[slot] = Math.min(cap, (sums[slot] as number) + points);
    }
    let total = 0;
    for (const slot of touched) {
      total += sums[slot] as number;
      sums[slot] = 0;
    }
    return broughtUp ? total : 0;
  }

  /** Why two subjects belong together, the heaviest part first, hubs last with 0. */
  explain(a: Subject, b: Subject): JoinNote {
    const parts: LinkPart[] = [];
    const values = a.values as Value[];
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as Value;
      const j = b.placeOf(value);
      if (j < 0) continue;
      parts.push({
        type: value.type.name,
        value: value.value,
        subjects: value.degree,
        points: decayed(value.weight, value.type.halfLifeDays, gapDays(a, i, b, j)),
        family: value.type.family,
        hub: value.weight === 0,
      });
    }
    parts.sort((x, y) => y.points - x.points || x.subjects - y.subjects);
    return { node: a.node, other: b.node, score: this.score(a, b), parts: parts.slice(0, 12) };
  }
}

function gapDays(a: Subject, i: number, b: Subject, j: number): number {
  return Math.max(
    (a.firstDays[i] as number) - (b.lastDays[j] as number),
    (b.firstDays[j] as number) - (a.lastDays[i] as number),
  );
}
