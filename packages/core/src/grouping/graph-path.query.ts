import { Injectable } from '@nestjs/common';
import { type Refusal, refuse } from '@portcullis/domain';
import { type GraphEdgeView, type GraphNodeView, type GraphValue, isHub, valueNode } from './link-graph.js';
import { LinkGraphReader, type Scales } from './link-graph.reader.js';
import { advance, atSubjects, type Side, startSide, wayOver } from './path-search.js';

export interface GraphPathView {
  readonly ok: true;
  /** Shared values on the way; null when no path was found. */
  readonly hops: number | null;
  /** In the order of the way: subject, value, subject, … */
  readonly nodes: readonly GraphNodeView[];
  readonly edges: readonly GraphEdgeView[];
  /** Subjects that were looked at. */
  readonly looked: number;
  /** False when a limit ended the search before everything within reach was seen. */
  readonly complete: boolean;
}
export type PathRefusal = Refusal<'NOT_FOUND' | 'SAME_SUBJECT'>;

export const MOST_HOPS = 8;
/** Subjects that are seen from each end; carriers of one value, and values of one subject, that are followed. */
const SEEN = 6_000;
const CARRIERS_OF_EACH = 300;
const VALUES_OF_EACH = 200;
const VALUES_AT_ONCE = 2_000;
/** Rows of one step. */
const READ_AT_ONCE = 30_000;

/**
 * The shortest way between two subjects over what they share, hubs left out; of equally short ones, that with most
 * weight. Searched from both ends, breadth first, always on from the end that has seen less.
 */
@Injectable()
export class GraphPathQuery {
  constructor(private readonly reader: LinkGraphReader) {}

  /** @param hops shared values on the way, at most 8 */
  async between(from: string, to: string, hops: number): Promise<GraphPathView | PathRefusal> {
    if (from === to) return refuse('SAME_SUBJECT', 'A path needs two different subjects.');
    const [scales, rows] = await Promise.all([this.reader.scales(), this.reader.subjectsByNode([from, to])]);
    const start = rows.find(({ node }) => node === from);
    const end = rows.find(({ node }) => node === to);
    if (!start || !end) return refuse('NOT_FOUND', `Nothing is known of ${(start ? to : from).replace(':', ' ')} yet.`);
    const sides: [Side, Side] = [startSide(start.id), startSide(end.id)];
    const values = new Map<number, GraphValue>();
    const halfHops = 2 * Math.max(1, Math.min(hops, MOST_HOPS));
    while (sides[0].steps + sides[1].steps < halfHops) {
      const side = cheaper(sides);
      if (!side) break;
      if (atSubjects(side)) await this.toValues(side, values, scales);
      else await this.toSubjects(side, values);
      const way = wayOver(sides, side, (value) => values.get(value)?.points ?? 0);
      if (way) return this.found(way, values, sides);
    }
    return { ok: true, hops: null, nodes: [], edges: [], ...seenBy(sides) };
  }

  private async toValues(side: Side, values: Map<number, GraphValue>, scales: Scales): Promise<void> {
    const each = Math.max(20, Math.min(VALUES_OF_EACH, Math.floor(READ_AT_ONCE / side.frontier.length)));
    const carries = await this.reader.carriedBy(side.frontier, each);
    const counts = new Map<number, number>();
    for (const { subject } of carries) counts.set(subject, (counts.get(subject) ?? 0) + 1);
    if ([...counts.values()].some((count) => count >= each)) side.cut = true;
    const unknown = [...new Set(carries.map(({ value }) => value))].filter((id) => !values.has(id));
    for (const value of await this.reader.values(unknown, scales)) values.set(value.id, value);
    const pointsOf = (id: number) => {
      const value = values.get(id);
      return value && !isHub(value) ? value.points : null;
    };
    advance(side, carries, pointsOf, VALUES_AT_ONCE);
  }

  private async toSubjects(side: Side, values: ReadonlyMap<number, GraphValue>): Promise<void> {
    const each = Math.max(5, Math.min(CARRIERS_OF_EACH, Math.floor(READ_AT_ONCE / side.frontier.length)));
    const carries = await this.reader.carriersOf(side.frontier, each);
    if (side.frontier.some((id) => (values.get(id)?.degree ?? 0) > each)) side.cut = true;
    advance(side, carries, (id) => values.get(id)?.points ?? null, Math.max(0, SEEN - side.subjects.size));
  }

  private async found(
    way: readonly number[],
    values: ReadonlyMap<number, GraphValue>,
    sides: readonly [Side, Side],
  ): Promise<GraphPathView> {
    const subjectIds = way.filter((_, i) => i % 2 === 0);
    const between = way.filter((_, i) => i % 2 === 1).flatMap((id) => values.get(id) ?? []);
    const [rows, carries] = await Promise.all([
      this.reader.subjects(subjectIds),
      this.reader.between(
        subjectIds,
        between.map(({ id }) => id),
      ),
    ]);
    const graph = await this.reader.drawn(rows, between, carries);
    const nodeOf = new Map(rows.map(({ id, node }) => [id, node]));
    const order = way.map((id, i) => (i % 2 === 0 ? nodeOf.get(id) : valueNode(id)));
    const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
    return {
      ok: true,
      hops: between.length,
      nodes: order.flatMap((id) => nodes.get(id ?? '') ?? []),
      edges: graph.edges,
      ...seenBy(sides),
    };
  }
}

/** The end with less before it; null when neither can go on. */
function cheaper([one, other]: readonly [Side, Side]): Side | null {
  if (one.frontier.length === 0 || other.frontier.length === 0) return null;
  return one.frontier.length <= other.frontier.length ? one : other;
}

const seenBy = ([one, other]: readonly [Side, Side]) => ({
  looked: new Set([...one.subjects.keys(), ...other.subjects.keys()]).size,
  complete: !one.cut && !other.cut,
});
