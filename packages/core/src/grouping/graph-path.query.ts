import { Injectable } from '@nestjs/common';
import { type Refusal, refuse } from '@portcullis/domain';
import { type GraphEdgeView, type GraphNodeView, isHub, valueNode } from './link-graph.js';
import { LinkGraphReader, type Scales, type SubjectRow } from './link-graph.reader.js';
import { meet, type Step, startSide, type Side } from './path-search.js';

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
/** Subjects that are seen from each end, and carriers of one value that are followed. */
const SEEN = 6_000;
const CARRIERS_OF_EACH = 300;
const VALUES_OF_EACH = 200;
const VALUES_AT_ONCE = 4_000;

/**
 * The shortest way between two subjects over what they share, hubs left out; of equally short ones, that with most
 * weight where the two searches meet. Searched from both ends, breadth first, always on from the end that has seen less.
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
    const most = Math.max(1, Math.min(hops, MOST_HOPS));
    for (let used = 0; used < most; ) {
      const [near, far] = sides[0].subjects.size <= sides[1].subjects.size ? sides : [sides[1], sides[0]];
      const side = near.frontier.length > 0 ? near : far;
      if (side.frontier.length === 0) break;
      await this.toValues(side, scales);
      used += 1;
      const way = meet(sides[0], sides[1], 'values');
      if (way) return this.found(way, scales, sides);
      if (used >= most) break;
      await this.toSubjects(side);
      const long = meet(sides[0], sides[1], 'subjects');
      if (long) return this.found(long, scales, sides);
    }
    return { ok: true, hops: null, nodes: [], edges: [], ...seen(sides) };
  }
}
