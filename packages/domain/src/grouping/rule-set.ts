import type { ClosedPolicy } from './closed-case.js';
import { BOND_TYPE } from './corrections.js';

/**
 * What grouping believes about evidence: data with a version, never constants in code.
 *
 * All points are whole numbers, so that sums do not depend on the order of adding. `attach` points make two subjects
 * one actor. A value's weight depends on its type and on the power-of-two band of its degree (the number of distinct
 * subjects that carry it) and on nothing else, which is what makes the partition independent of order (GR-3).
 */
export interface TypeRule {
  /** Weak signals of one family are capped together. */
  readonly family: string;
  /** Weight of a value that two or three subjects share. */
  readonly points: number;
  /** Bands without loss: 3 means that up to 15 subjects the full weight counts. */
  readonly freeBands: number;
  /** Loss for each doubling after that. */
  readonly perBand: number;
  /** Never below this, unless the value is a hub. */
  readonly floor: number;
  /** From this degree (a power of two) a value adds nothing. Null: only by the hub list. */
  readonly hubFrom: number | null;
  /** Weight halves with each such span between the times when two subjects carried the value. Null: never. */
  readonly halfLifeDays: number | null;
  /** Whether near spellings count, too. */
  readonly near?: boolean;
  /**
   * Points against two subjects that both have values of this type and share none: two owners that were verified are
   * not one. Of several such types the one with most points counts. What is enough alone is not argued with.
   */
  readonly against?: number;
}

/** Types that nobody described: what a value is worth is learned from how common it is among values of its type. */
export interface LearnedRule {
  /** Cap for all values of one such type together. Below `attach`, so that one type alone never joins. */
  readonly cap: number;
  /** Bits of doubt beyond an even chance that a join must overcome. */
  readonly marginBits: number;
  /** The number of carriers of a type counts up to 2^this; beyond, nothing changes any more. */
  readonly maximumBits: number;
  readonly hubFrom: number;
  /** Bits that speak against two subjects for each type of which each has one value, and not nearly the same. */
  readonly disagreementBits: number;
  readonly mostDisagreements: number;
}

export interface RuleSet {
  readonly id: number;
  readonly attach: number;
  /** From here on two subjects are shown as related. */
  readonly suggest: number;
  /** A value brings a pair up for weighing only below this degree (a power of two); it bounds the work of an alert. */
  readonly nominateBelow: number;
  /** A subject with this many distinct values is itself a hub: only strong values join it. A power of two. */
  readonly subjectHubFrom: number;
  /** Times count in spans of so many days, so that a subject that is seen daily is not written daily. */
  readonly spanDays: number;
  /** A cluster with more subjects is a campaign with a case for each organization, else account. */
  readonly campaignFrom: number;
  readonly caps: Readonly<Record<string, number>>;
  readonly types: Readonly<Record<string, TypeRule>>;
  readonly learned: LearnedRule;
  /** What becomes of new alerts of a scheme whose case is closed. */
  readonly closed: ClosedPolicy;
}

type Shape = Pick<TypeRule, 'family' | 'points'> & Partial<TypeRule>;
const rule = (shape: Shape): TypeRule => ({
  freeBands: 1,
  perBand: 60,
  floor: 0,
  hubFrom: 64,
  halfLifeDays: null,
  ...shape,
});
/** Enough alone, however many carry it: a hub only by list or person. */
const lasting = (family: string, points: number, floor = 1000): TypeRule =>
  rule({ family, points, perBand: 50, floor, hubFrom: null });

export const DEFAULT_RULE_SET: RuleSet = {
  id: 1,
  attach: 1000,
  suggest: 600,
  nominateBelow: 64,
  subjectHubFrom: 2048,
  spanDays: 4,
  campaignFrom: 500,
  caps: { network: 600, client: 500, content: 700, place: 700, chain: 300 },
  types: {
    account: lasting('identity', 2000),
    api_key: lasting('identity', 2000),
    payment_instrument: lasting('payment', 1600),
    device_id: lasting('device', 1500),
    owner_entity: { ...lasting('ownership', 1500), against: 400 },
    lei: { ...lasting('ownership', 1800), against: 400 },
    registry_number: lasting('ownership', 1500),
    // A small organization is one actor; a large one needs something else in common, or a university would be one case.
    organization: rule({ family: 'identity', points: 1200, freeBands: 3, perBand: 100, hubFrom: 1024 }),
    email: rule({ family: 'contact', points: 1200, freeBands: 3, perBand: 100, hubFrom: 256 }),
    phone: rule({ family: 'contact', points: 1100, freeBands: 3, perBand: 100, hubFrom: 256 }),
    email_domain: rule({ family: 'contact', points: 500, perBand: 80 }),
    owner_name: rule({ family: 'ownership', points: 700, perBand: 100, near: true }),
    registered_address: rule({ family: 'place', points: 600, perBand: 80, hubFrom: 128, near: true }),
    end_user: rule({ family: 'identity', points: 700, perBand: 100 }),
    partner: rule({ family: 'chain', points: 250 }),
    prompt_template: rule({ family: 'content', points: 600, freeBands: 2, hubFrom: 1024 }),
    // One band of four: three and the template itself are as much as the family counts.
    prompt_template_band: rule({ family: 'content', points: 200, perBand: 40, hubFrom: 128 }),
    ip: rule({ family: 'network', points: 500, perBand: 80, halfLifeDays: 14 }),
    network: rule({ family: 'network', points: 250, hubFrom: 32, halfLifeDays: 30 }),
    asn: rule({ family: 'network', points: 100, perBand: 40, hubFrom: 16, halfLifeDays: 30 }),
    ja4: rule({ family: 'client', points: 250 }),
    user_agent: rule({ family: 'client', points: 150, perBand: 40, hubFrom: 32 }),
    billing_country: rule({ family: 'place', points: 50, perBand: 25, hubFrom: 8 }),
  },
  learned: { cap: 900, marginBits: 4, maximumBits: 14, hubFrom: 1024, disagreementBits: 3, mostDisagreements: 3 },
  closed: { reopenDays: 90, repeatDays: 365 },
};

/** What is believed of a type; null when nobody described it. A bond of a person's is enough alone. */
export function ruleOf(rules: RuleSet, type: string): TypeRule | null {
  if (type === BOND_TYPE) return lasting('correction', rules.attach, rules.attach);
  return Object.hasOwn(rules.types, type) ? (rules.types[type] as TypeRule) : null;
}

/** The power-of-two band of a count: 1 → 0, 2 and 3 → 1, 4 to 7 → 2. */
export const bandOf = (count: number): number => (count < 1 ? 0 : 31 - Math.clz32(count));

/** Weight of a value of a described type. */
export function weightOf(type: TypeRule, band: number): number {
  if (band < 1 || (type.hubFrom !== null && band >= bandOf(type.hubFrom))) return 0;
  return Math.max(type.floor, type.points - type.perBand * Math.max(0, band - type.freeBands), 0);
}

/**
 * Weight of a value of a type that nobody described, after Fellegi and Sunter: agreeing on a value that `degree` of
 * `carriers` subjects have is worth log2(carriers / degree) bits, and log2(carriers) plus a margin are needed.
 * Both counts enter as bands; the degree is taken at the upper end of its band, so that the error is on the safe side.
 */
export function learnedWeightOf(rules: RuleSet, carriersBand: number, band: number): number {
  const { learned, attach } = rules;
  if (band < 1 || band >= bandOf(learned.hubFrom)) return 0;
  const bits = Math.min(carriersBand, learned.maximumBits);
  return Math.max(0, Math.floor((attach * (bits - band - 1)) / (bits + learned.marginBits)));
}

/**
 * What a value weighs at present.
 * @param carriers postings of its type; matters for types that nobody described
 */
export function valueWeight(
  rules: RuleSet,
  value: { readonly type: string; readonly degree: number; readonly listed: boolean },
  carriers: number,
): number {
  if (value.listed) return 0;
  const band = bandOf(value.degree);
  const type = ruleOf(rules, value.type);
  return type ? weightOf(type, band) : learnedWeightOf(rules, bandOf(carriers), band);
}

/** What remains of a weight when the times differ by so many days. Gaps are multiples of `spanDays`. */
export function decayed(weight: number, halfLifeDays: number | null, gapDays: number): number {
  if (halfLifeDays === null || gapDays <= 0) return weight;
  const halvings = Math.floor(gapDays / halfLifeDays);
  return halvings > 10 ? 0 : weight >> halvings;
}

export interface RuleProblem {
  path: string;
  detail: string;
}

/** What is wrong with a rule set that is new, each with its path. */
export const ruleSetProblems = (rules: RuleSet): RuleProblem[] => [...unusable(rules), ...contradictory(rules)];

/** Wherefore a rule set cannot be used. One that was in force before all that is asked of new ones goes on. */
export function unusable(rules: RuleSet): RuleProblem[] {
  const problems: RuleProblem[] = [];
  const whole = (path: string, value: unknown, min: number, max: number) => {
    if (!Number.isInteger(value) || (value as number) < min || (value as number) > max) {
      problems.push({ path, detail: `must be a whole number from ${min} to ${max}` });
    }
  };
  const power = (path: string, value: number, max: number) => {
    whole(path, value, 2, max);
    if (Number.isInteger(value) && (value & (value - 1)) !== 0)
      problems.push({ path, detail: 'must be a power of two' });
  };
  whole('/attach', rules.attach, 1, 100_000);
  whole('/suggest', rules.suggest, 1, rules.attach);
  power('/nominateBelow', rules.nominateBelow, 256);
  power('/subjectHubFrom', rules.subjectHubFrom, 65_536);
  whole('/spanDays', rules.spanDays, 1, 365);
  whole('/campaignFrom', rules.campaignFrom, 2, 100_000);
  for (const [family, cap] of Object.entries(rules.caps)) whole(`/caps/${family}`, cap, 0, 1_000_000);
  whole('/closed/reopenDays', rules.closed.reopenDays, 0, 3650);
  whole('/closed/repeatDays', rules.closed.repeatDays, 0, 3650);
  whole('/learned/cap', rules.learned.cap, 0, rules.attach - 1);
  whole('/learned/marginBits', rules.learned.marginBits, 0, 32);
  whole('/learned/maximumBits', rules.learned.maximumBits, 1, 16);
  whole('/learned/disagreementBits', rules.learned.disagreementBits, 0, 16);
  whole('/learned/mostDisagreements', rules.learned.mostDisagreements, 0, 16);
  power('/learned/hubFrom', rules.learned.hubFrom, 4096);
  const { ip, network } = rules.types;
  if (ip && network && ip.family !== network.family)
    problems.push({
      path: '/types/network/family',
      detail: 'must be that of ip: an address and its network count once',
    });
  for (const [name, type] of Object.entries(rules.types)) {
    const at = `/types/${name}`;
    if (typeof type.family !== 'string' || type.family.trim() === '')
      problems.push({ path: `${at}/family`, detail: 'must name a family' });
    if (type.near !== undefined && typeof type.near !== 'boolean')
      problems.push({ path: `${at}/near`, detail: 'must be true or false' });
    if (type.against !== undefined) whole(`${at}/against`, type.against, 0, 100_000);
    whole(`${at}/points`, type.points, 0, 100_000);
    whole(`${at}/freeBands`, type.freeBands, 0, 31);
    whole(`${at}/perBand`, type.perBand, 0, 100_000);
    whole(`${at}/floor`, type.floor, 0, type.points);
    if (type.hubFrom !== null) power(`${at}/hubFrom`, type.hubFrom, 4096);
    else if (type.floor < rules.attach) {
      problems.push({ path: `${at}/hubFrom`, detail: 'only a type that is enough alone may go without a cut-off' });
    }
    if (type.halfLifeDays !== null) {
      whole(`${at}/halfLifeDays`, type.halfLifeDays, 1, 36_500);
      if (type.points >= rules.attach) {
        problems.push({ path: `${at}/halfLifeDays`, detail: 'a type that is enough alone cannot decay' });
      }
    }
  }
  return problems;
}

/** What says two things at once: links are made by the one and explained by the other. */
function contradictory(rules: RuleSet): RuleProblem[] {
  const problems: RuleProblem[] = [];
  for (const [family, cap] of Object.entries(rules.caps)) {
    const alone = [BOND_TYPE, ...Object.keys(rules.types)].find((name) => {
      const type = ruleOf(rules, name);
      return type?.family === family && type.points >= rules.attach;
    });
    if (alone !== undefined && cap < rules.attach)
      problems.push({
        path: `/caps/${family}`,
        detail: `must be at least /attach (${rules.attach}), since ${alone} is enough alone`,
      });
  }
  for (const [name, type] of Object.entries(rules.types)) {
    if (type.near === true && type.points >= rules.attach)
      problems.push({
        path: `/types/${name}/near`,
        detail: 'near spellings cannot count where an equal one is enough alone',
      });
  }
  return problems;
}
