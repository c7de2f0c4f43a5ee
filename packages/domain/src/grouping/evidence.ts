import type { JoinNote, LinkPart } from './index.port.js';
import type { Neighbourhood } from './neighbourhood.js';
import type { ResolvedType, Standing, Subject, Value } from './nodes.js';
import { countedApart, type PrefixPart } from './prefix-evidence.js';
import { decayed, valueWeight } from './rule-set.js';
import { type TextValue, textParts, textPartsAtMost } from './text-evidence.js';

/** How many textual values a batch brought to each subject. They are the last of its texts. */
export type TextsAdded = ReadonlyMap<Subject, number>;

/**
 * Weighs two subjects by what they share. A pair counts only when one shared value brings it up: a value that joins
 * by itself, or one that is rare enough to nominate. Everything else that they share then adds its weight, family by
 * family, each family up to its cap.
 */
export class Scales {
  private sums = new Float64Array(64);
  private readonly touched: number[] = [];
  /** Addresses and networks that the pair shares. */
  private readonly places: (PrefixPart & { type: ResolvedType })[] = [];

  constructor(private readonly hood: Neighbourhood) {}

  /** Points between two subjects as things stand; 0 when nothing brings the pair up. */
  score(a: Subject, b: Subject): number {
    const onlyJoining = this.isHub(a) || this.isHub(b);
    return this.weigh(a, b, (value) => value, onlyJoining, null);
  }

  /**
   * Points before the running batch, or more: what came in this batch counts where it speaks for the pair.
   * @param added how many texts it brought to whom
   */
  scoreBefore(a: Subject, b: Subject, added: TextsAdded): number {
    return this.weigh(a, b, (value) => value.before ?? value, false, added);
  }

  get rules() {
    return this.hood.rules;
  }

  isHub(subject: Subject): boolean {
    return subject.breadth >= this.hood.rules.subjectHubFrom;
  }

  private weigh(
    a: Subject,
    b: Subject,
    standing: (value: Value) => Standing,
    onlyJoining: boolean,
    before: TextsAdded | null,
  ): number {
    let [few, many] = [a, b];
    if ((few.values as Value[]).length > (many.values as Value[]).length) [few, many] = [many, few];
    const values = few.values as Value[];
    if (this.sums.length < this.hood.familyCount) this.sums = new Float64Array(this.hood.familyCount * 2);
    this.touched.length = 0;
    this.places.length = 0;
    let broughtUp = false;
    let isJoined = false;
    let isTextual = false;
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as Value;
      const now = standing(value);
      if (now.weight === 0 || (onlyJoining && !now.joins)) continue;
      const j = many.placeOf(value);
      if (j < 0) continue;
      const points = decayed(now.weight, value.type.halfLifeDays, gapDays(few, i, many, j));
      if (points === 0) continue;
      if (now.joins) isJoined = true;
      if (now.joins || now.nominates) broughtUp = true;
      if (value.type.isTextual) isTextual = true;
      else if (value.type.isPrefix) this.places.push({ type: value.type, prefix: value.prefix, points });
      else this.add(value.type, points);
    }
    if (this.places.length > 0) {
      const { counted } = countedApart(this.places);
      for (const [i, { type }] of this.places.entries()) this.add(type, counted[i] as number);
    }
    let total = 0;
    if (broughtUp && !onlyJoining && (isTextual || (a.texts.length > 0 && b.texts.length > 0))) {
      const against = before ? this.weighTextsBefore(a, b, before) : this.weighTexts(a, b);
      // What is enough alone is not argued with.
      if (!isJoined) total = against;
    }
    if (broughtUp && !isJoined && !onlyJoining && !before) total -= conflictOf(a, b)?.type.against ?? 0;
    for (const slot of this.touched) {
      total += this.sums[slot] as number;
      this.sums[slot] = 0;
    }
    return broughtUp ? total : 0;
  }

  private add({ slot, cap }: ResolvedType, points: number): void {
    const sum = this.sums[slot] as number;
    if (sum === 0) this.touched.push(slot);
    this.sums[slot] = Math.min(cap, sum + points);
  }

  /** Enters what speaks for the pair into the sums of families. @returns what speaks against it, as a negative number */
  private weighTexts(a: Subject, b: Subject): number {
    let against = 0;
    for (const part of textParts(this.hood.rules, a.texts.map(textNow), b.texts.map(textNow), this.carriers)) {
      if (part.points > 0) this.add(this.hood.typeOf(part.type), part.points);
      else against += part.points;
    }
    return against;
  }

  /** As before the running batch, when nothing is taken to have spoken against it. */
  private weighTextsBefore(a: Subject, b: Subject, added: TextsAdded): 0 {
    const [mine, theirs] = [a.texts.map(textBefore), b.texts.map(textBefore)];
    const had = [mine.length - (added.get(a) ?? 0), theirs.length - (added.get(b) ?? 0)] as const;
    for (const part of textPartsAtMost(this.hood.rules, mine, theirs, this.carriers, had))
      if (part.points > 0) this.add(this.hood.typeOf(part.type), part.points);
    return 0;
  }

  private readonly carriers = (type: string): number => this.hood.carriers.get(type) ?? 0;

  /** Why two subjects belong together, the heaviest part first, hubs last with 0. */
  explain(a: Subject, b: Subject): JoinNote {
    const parts: LinkPart[] = [];
    const places: (PrefixPart & { part: LinkPart })[] = [];
    const values = a.values as Value[];
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as Value;
      const j = b.placeOf(value);
      if (j < 0 || value.type.isTextual) continue;
      const part = {
        type: value.type.name,
        value: value.value,
        other: null,
        subjects: value.degree,
        points: decayed(value.weight, value.type.halfLifeDays, gapDays(a, i, b, j)),
        family: value.type.family,
        hub: value.weight === 0,
      };
      if (value.type.isPrefix) places.push({ part, prefix: value.prefix, points: part.points });
      else parts.push(part);
    }
    const { counted, holders } = countedApart(places);
    for (const [i, { part }] of places.entries()) {
      const points = counted[i] as number;
      // A network that says nothing is not named beside what they share in it.
      if (points > 0 || !holders.has(i)) parts.push({ ...part, points });
    }
    for (const part of textParts(this.hood.rules, a.texts.map(textNow), b.texts.map(textNow), this.carriers)) {
      const { type, value, other, points, degree } = part;
      const { family } = this.hood.typeOf(type);
      const hub =
        other === null && valueWeight(this.hood.rules, { type, degree, listed: false }, this.carriers(type)) === 0;
      parts.push({ type, value, other, subjects: degree, points, family, hub });
    }
    const conflict = conflictOf(a, b);
    if (conflict) {
      const { name: type, against, family } = conflict.type;
      const of = ({ claims }: Subject) => (claims.find((one) => one.type === conflict.type) as Value).value;
      parts.push({ type, value: of(a), other: of(b), subjects: 0, points: -against, family, hub: false });
    }
    parts.sort((x, y) => y.points - x.points || x.subjects - y.subjects);
    return { node: a.node, other: b.node, score: this.score(a, b), parts: parts.slice(0, 12) };
  }
}

/** A claim of one subject that the other contradicts: both have values of its type, and none in common. */
function conflictOf(a: Subject, b: Subject): Value | null {
  if (a.claims.length === 0 || b.claims.length === 0) return null;
  const theirs = new Set(b.claims.map(({ type }) => type));
  const shared = new Set(a.claims.filter((claim) => b.placeOf(claim) >= 0).map(({ type }) => type));
  let worst: Value | null = null;
  for (const claim of a.claims) {
    if (!theirs.has(claim.type) || shared.has(claim.type)) continue;
    if (!worst || claim.type.against > worst.type.against) worst = claim;
  }
  return worst;
}

const textNow = ({ type, value, degree, listed, form }: Value): TextValue => ({
  type: type.name,
  value,
  degree,
  listed,
  form,
});

function textBefore({ type, value, degree, listed, form, before }: Value): TextValue {
  return { type: type.name, value, degree: before?.degree ?? degree, listed: before ? before.listed : listed, form };
}

function gapDays(a: Subject, i: number, b: Subject, j: number): number {
  return Math.max(
    (a.firstDays[i] as number) - (b.lastDays[j] as number),
    (b.firstDays[j] as number) - (a.lastDays[i] as number),
  );
}
