import {
  type Carry,
  type GraphValue,
  type LinkGraphView,
  MOST_NODES,
  roomForValues,
  subjectsBeside,
  tellingFirst,
} from './link-graph.js';
import type { LinkGraphReader, Scales, SubjectRow } from './link-graph.reader.js';
import { withoutWider } from './without-wider.js';

/** Where a graph begins: the subjects of a case or a campaign. */
export interface GraphScope {
  /** All of them, read or not. */
  readonly total: number;
  /** All of them up to `WHOLE`, a part of more. */
  readonly sample: readonly SubjectRow[];
  /** Which of these subjects belong to it. Asked only when there are more than the sample. @param ids a few thousand at most */
  inside(ids: readonly number[]): Promise<SubjectRow[]>;
}

/** Up to so many subjects all are read. */
export const WHOLE = 500;
/** Of more, so many are enough to find what is telling: whatever a tenth of them shares is in there thirty times. */
export const SAMPLE = 300;
/** Values read in all: a subject alone is read whole, of each of many the first few hundred. */
const CARRIES = 5_000;
const CARRIES_OF_EACH = 200;
/** Carriers of a telling value that are read beside those in the sample. */
const CARRIERS_OF_EACH = 10;

/** The most telling part of a scope: values first, then the subjects that they connect. */
export async function tellingGraph(reader: LinkGraphReader, scope: GraphScope, limit: number): Promise<LinkGraphView> {
  const most = Math.max(2, Math.min(limit, MOST_NODES));
  const sampled = scope.total > WHOLE;
  const room = roomForValues(most, scope.sample.length);
  const scales = await reader.scales();
  const known = await (sampled ? ofSample(reader, scope, scales, room) : ofAll(reader, scope, scales));
  const values = tellingFirst(known.values, room);
  const picked = subjectsBeside(values, known.carries, most - values.length);
  const byId = new Map(known.subjects.map((subject) => [subject.id, subject]));
  const between = await reader.between(
    picked,
    values.map(({ id }) => id),
  );
  const carried = new Set(between.map(({ value }) => value));
  const graph = await reader.drawn(
    picked.flatMap((id) => byId.get(id) ?? []),
    values.filter(({ id }) => carried.has(id)),
    between,
  );
  return {
    ...graph,
    hiddenNodes: Math.max(0, scope.total + known.found - graph.nodes.length),
    subjects: scope.total,
    sampledSubjects: sampled ? scope.sample.length : null,
    spanDays: scales.spanDays,
  };
}

interface Known {
  readonly subjects: readonly SubjectRow[];
  readonly carries: readonly Carry[];
  /** Shared ones, of which the most telling are drawn. */
  readonly values: readonly GraphValue[];
  /** Shared values that were found. */
  readonly found: number;
}

async function ofAll(reader: LinkGraphReader, { sample }: GraphScope, scales: Scales): Promise<Known> {
  const each = Math.max(CARRIES_OF_EACH, Math.floor(CARRIES / Math.max(1, sample.length)));
  const carries = await reader.carriedBy(
    sample.map(({ id }) => id),
    each,
  );
  const found = await reader.values([...new Set(carries.map(({ value }) => value))], scales);
  const values = nearest(shared(found, carries, sample.length), carries);
  return { subjects: sample, carries, values, found: values.length };
}

/** The most telling values of a sample, with carriers from outside the sample: most of a value's are not in it. */
async function ofSample(reader: LinkGraphReader, scope: GraphScope, scales: Scales, room: number): Promise<Known> {
  const ids = scope.sample.map(({ id }) => id);
  const within = await reader.carriedBy(ids, CARRIES_OF_EACH);
  const found = await reader.values([...new Set(within.map(({ value }) => value))], scales);
  const values = tellingFirst(found, room);
  const beyond = await reader.carriersOf(
    values.map(({ id }) => id),
    CARRIERS_OF_EACH,
  );
  const sample = new Set(ids);
  const strangers = new Set(beyond.flatMap(({ subject }) => (sample.has(subject) ? [] : [subject])));
  const others = await scope.inside([...strangers]);
  const inside = new Set(others.map(({ id }) => id));
  const carries = [...within, ...beyond.filter(({ subject }) => inside.has(subject))];
  return {
    subjects: [...scope.sample, ...others],
    carries,
    values: nearest(shared(values, carries, scope.total), carries),
    found: found.length,
  };
}

/** Values that subjects share with each other, or the one subject with others elsewhere. */
function shared(values: readonly GraphValue[], carries: readonly Carry[], subjects: number): GraphValue[] {
  if (subjects === 1) return [...values];
  const counts = new Map<number, number>();
  for (const { value } of carries) counts.set(value, (counts.get(value) ?? 0) + 1);
  return values.filter(({ id }) => (counts.get(id) ?? 0) > 1);
}

/** Without networks that connect whom an address in them connects, and nobody else. */
function nearest(values: readonly GraphValue[], carries: readonly Carry[]): GraphValue[] {
  const counts = new Map<number, number>();
  for (const { value } of carries) counts.set(value, (counts.get(value) ?? 0) + 1);
  return withoutWider(values, (wider, nearer) => {
    const count = counts.get(wider.id) ?? 0;
    return count === counts.get(nearer.id) && (count > 1 || wider.degree === nearer.degree);
  });
}
