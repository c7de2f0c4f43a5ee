import {
  type Carry,
  type GraphValue,
  type LinkGraphView,
  MOST_NODES,
  roomForValues,
  subjectsBeside,
  tellingFirst,
} from './link-graph.js';
import type { LinkGraphReader, SubjectRow } from './link-graph.reader.js';

/** Where a graph begins: the subjects of a case or a campaign. */
export interface GraphScope {
  /** All of them, read or not. */
  readonly total: number;
  /** All of them up to `SAMPLE`, and about so many of more. */
  readonly sample: readonly SubjectRow[];
  /** Which of these subjects belong to it. Asked only when there are more than the sample. @param ids a few thousand at most */
  inside(ids: readonly number[]): Promise<SubjectRow[]>;
}

/** So many subjects are read to find what is telling. Whatever a tenth of a campaign shares is in there fifty times. */
export const SAMPLE = 500;
/** Values read in all: a subject alone is read whole, of each of many the first few hundred. */
const CARRIES = 5_000;
const CARRIES_OF_EACH = 200;
/** Carriers of a telling value that are read beside those in the sample. */
const CARRIERS_OF_EACH = 20;

/** The most telling part of a scope: values first, then the subjects that they connect. */
export async function tellingGraph(reader: LinkGraphReader, scope: GraphScope, limit: number): Promise<LinkGraphView> {
  const most = Math.max(2, Math.min(limit, MOST_NODES));
  const sampled = scope.total > SAMPLE;
  const ids = scope.sample.map(({ id }) => id);
  const room = roomForValues(most, ids.length);
  const [scales, read] = await Promise.all([
    reader.scales(),
    reader.carriedBy(ids, Math.max(CARRIES_OF_EACH, Math.floor(CARRIES / Math.max(1, ids.length)))),
  ]);
  const found = await reader.values([...new Set(read.map(({ value }) => value))], scales);
  // Of a sample, what one subject carries may well be what many others carry, too: that is seen in the next step.
  const known: Known = {
    subjects: scope.sample,
    carries: read,
    values: sampled ? found : shared(found, read, ids.length),
  };
  const telling = sampled ? await completed(reader, scope, known, room) : known;
  const values = tellingFirst(telling.values, room);
  const picked = subjectsBeside(values, telling.carries, most - values.length);
  const byId = new Map(telling.subjects.map((subject) => [subject.id, subject]));
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
    hiddenNodes: Math.max(0, scope.total + known.values.length - graph.nodes.length),
    subjects: scope.total,
    sampledSubjects: sampled ? ids.length : null,
    spanDays: scales.spanDays,
  };
}

interface Known {
  readonly subjects: readonly SubjectRow[];
  readonly carries: readonly Carry[];
  readonly values: readonly GraphValue[];
}

/** The most telling values of a sample, with carriers from outside the sample. */
async function completed(reader: LinkGraphReader, scope: GraphScope, known: Known, room: number): Promise<Known> {
  const values = tellingFirst(known.values, room);
  const sample = new Set(known.subjects.map(({ id }) => id));
  const carriers = await reader.carriersOf(
    values.map(({ id }) => id),
    CARRIERS_OF_EACH,
  );
  const others = await scope.inside(
    [...new Set(carriers.map(({ subject }) => subject))].filter((id) => !sample.has(id)),
  );
  const inside = new Set(others.map(({ id }) => id));
  const carries = [...known.carries, ...carriers.filter(({ subject }) => inside.has(subject))];
  return { subjects: [...known.subjects, ...others], carries, values: shared(values, carries, scope.total) };
}

/** Values that subjects share with each other, or the one subject with others elsewhere. */
function shared(values: readonly GraphValue[], carries: readonly Carry[], subjects: number): GraphValue[] {
  if (subjects === 1) return [...values];
  const counts = new Map<number, number>();
  for (const { value } of carries) counts.set(value, (counts.get(value) ?? 0) + 1);
  return values.filter(({ id }) => (counts.get(id) ?? 0) > 1);
}
