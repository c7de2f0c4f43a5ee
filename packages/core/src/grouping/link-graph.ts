/** A shared value, as the graph of links draws it. */
export interface GraphValue {
  readonly id: number;
  readonly type: string;
  readonly value: string;
  /** Distinct subjects that carry it, everywhere. */
  readonly degree: number;
  /** What it adds to a link at present; none when it is a hub. */
  readonly points: number;
}

/** A subject carries a value. Days count from 1970 in UTC and are beginnings of spans (`spanDays` of the rule set). */
export interface Carry {
  readonly subject: number;
  readonly value: number;
  readonly firstDay: number;
  readonly lastDay: number;
}

export interface GraphNodeView {
  /** `<kind>:<id>` of a subject, `value:<number>` of a value. */
  readonly id: string;
  readonly kind: string;
  readonly value: string;
  readonly hub: boolean;
  readonly points: number;
  /** For values: distinct subjects that carry it, everywhere. */
  readonly subjects: number | null;
  /** For subjects: the newest case that they are in. */
  readonly caseNumber: number | null;
}

export interface GraphEdgeView {
  /** The subject. */
  readonly source: string;
  /** The value. */
  readonly target: string;
  readonly points: number;
  readonly firstDay: number;
  readonly lastDay: number;
}

export interface LinkGraphView {
  readonly nodes: readonly GraphNodeView[];
  readonly edges: readonly GraphEdgeView[];
  /** Nodes that are known and were left out for being less telling. */
  readonly hiddenNodes: number;
  /** Subjects of the case or campaign. */
  readonly subjects: number;
  /** Of a large one, so many were read to find what is telling; null when all were. */
  readonly sampledSubjects: number | null;
  /** Days of a link are known to within a span of so many. */
  readonly spanDays: number;
}

/** More nodes are no picture any more. */
export const MOST_NODES = 300;
/** Of the hubs a few, greyed, so that one sees that they add nothing. */
const HUBS_SHOWN = 5;

export const isHub = (value: GraphValue): boolean => value.points === 0;

/** How much a value tells: heavy ones that many share first. Of hubs, the most common. */
export function tellingFirst(values: readonly GraphValue[], limit: number): GraphValue[] {
  const hubs = most(values.filter(isHub), Math.min(HUBS_SHOWN, Math.max(0, limit - 1)));
  return [
    ...most(
      values.filter((value) => !isHub(value)),
      limit - hubs.length,
    ),
    ...hubs,
  ];
}

function most(values: readonly GraphValue[], limit: number): GraphValue[] {
  return values
    .map((value) => ({ value, tells: Math.max(1, value.points) * Math.log2(1 + value.degree) }))
    .sort((a, b) => b.tells - a.tells || a.value.id - b.value.id)
    .slice(0, limit)
    .map(({ value }) => value);
}

/** How many values are drawn beside so many subjects: a third of the room, and what the subjects leave free. */
export const roomForValues = (most: number, subjects: number): number =>
  Math.max(1, Math.floor(most / 3), Math.min(most - 1, most - subjects));

/**
 * Which subjects are drawn beside these values: two for each value that counts, the heaviest, so that no value hangs by
 * one thread that others share; then those that carry most.
 */
export function subjectsBeside(values: readonly GraphValue[], carries: readonly Carry[], most: number): number[] {
  const points = new Map(values.map((value) => [value.id, value.points]));
  const weights = new Map<number, number>();
  const carriersOf = new Map<number, number[]>();
  for (const { subject, value } of carries) {
    const added = points.get(value);
    if (added === undefined) continue;
    weights.set(subject, (weights.get(subject) ?? 0) + added + 1);
    const carriers = carriersOf.get(value);
    if (carriers) carriers.push(subject);
    else carriersOf.set(value, [subject]);
  }
  const heavier = (a: number, b: number) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0) || a - b;
  const picked = new Set<number>();
  for (const value of values) {
    if (isHub(value)) continue;
    for (const subject of (carriersOf.get(value.id) ?? []).sort(heavier).slice(0, 2))
      if (picked.size < most) picked.add(subject);
  }
  for (const subject of [...weights.keys()].sort(heavier)) {
    if (picked.size >= most) break;
    picked.add(subject);
  }
  return [...picked].sort(heavier);
}

export const valueNode = (id: number): string => `value:${id}`;

/** The number of a value's node; null for a subject's. */
export function valueOfNode(node: string): number | null {
  const number = /^value:(\d{1,15})$/.exec(node)?.[1];
  return number === undefined ? null : Number(number);
}
