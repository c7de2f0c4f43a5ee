import { Injectable } from '@nestjs/common';
import { indicatorName, type Refusal, refuse, subjectNoun } from '@portcullis/domain';
import {
  type Carry,
  type GraphEdgeView,
  type GraphNodeView,
  type GraphValue,
  isHub,
  MOST_NODES,
  subjectsBeside,
  tellingFirst,
  valueOfNode,
} from './link-graph.js';
import { LinkGraphReader, type Scales, type SubjectRow } from './link-graph.reader.js';
import { withoutWider } from './without-wider.js';

export interface GraphNeighboursView {
  readonly ok: true;
  /** Only those that are not drawn yet. */
  readonly nodes: readonly GraphNodeView[];
  /** All edges between the new nodes and those that are drawn. */
  readonly edges: readonly GraphEdgeView[];
  /** Neighbours for which there was no room. */
  readonly leftOut: number;
}
export type NeighboursRefusal = Refusal<'HUB_NOT_FOLLOWED' | 'GRAPH_FULL' | 'NOT_FOUND'>;

/** Carriers of a value that are looked at to find the most telling of them. */
const CARRIERS = 1_000;
const VALUES_OF_A_SUBJECT = 1_000;

/** One hop from a node: from a subject to what it carries, from a value to who carries it. */
@Injectable()
export class GraphNeighboursQuery {
  constructor(private readonly reader: LinkGraphReader) {}

  /** @param drawn ids of the nodes that are in the picture, at most 300 */
  async of(node: string, drawn: readonly string[]): Promise<GraphNeighboursView | NeighboursRefusal> {
    const room = MOST_NODES - new Set([...drawn, node]).size;
    if (room <= 0)
      return refuse('GRAPH_FULL', `There is no room: ${MOST_NODES} nodes are drawn, and more are no picture.`, [
        'start again',
      ]);
    const drawnValues = drawn.flatMap((id) => valueOfNode(id) ?? []);
    const [scales, drawnSubjects] = await Promise.all([
      this.reader.scales(),
      this.reader.subjectsByNode(drawn.filter((id) => valueOfNode(id) === null)),
    ]);
    const value = valueOfNode(node);
    return value === null
      ? this.ofSubject(node, { drawnValues, drawnSubjects, room, scales })
      : this.ofValue(value, { drawnValues, drawnSubjects, room, scales });
  }

  private async ofValue(id: number, at: Picture): Promise<GraphNeighboursView | NeighboursRefusal> {
    const [value, ...others] = await this.reader.values([id, ...at.drawnValues.filter((one) => one !== id)], at.scales);
    const all = value ? [value, ...others] : [];
    const centre = all.find((one) => one.id === id);
    if (!centre) return gone();
    if (isHub(centre)) {
      const carriers = `${centre.degree.toLocaleString('en')} ${subjectNoun('account', centre.degree)}`;
      return refuse(
        'HUB_NOT_FOLLOWED',
        `${capital(indicatorName(centre.type))} ${centre.value} is on ${carriers} and adds nothing to a link, so it is not followed.`,
      );
    }
    const known = new Set(at.drawnSubjects.map((subject) => subject.id));
    const carriers = (await this.reader.carriersOf([id], CARRIERS)).map(({ subject }) => subject);
    const unknown = carriers.filter((subject) => !known.has(subject));
    const carries = await this.reader.between(
      unknown,
      all.map((one) => one.id),
    );
    const picked = subjectsBeside(all, carries, at.room);
    const wanted = new Set(picked);
    return {
      ok: true,
      ...(await this.added(
        await this.inOrder(picked),
        all,
        carries.filter(({ subject }) => wanted.has(subject)),
        'subjects',
      )),
      leftOut: Math.max(0, centre.degree - (carriers.length - unknown.length) - picked.length),
    };
  }

  private async ofSubject(node: string, at: Picture): Promise<GraphNeighboursView | NeighboursRefusal> {
    const [centre] = await this.reader.subjectsByNode([node]);
    if (!centre) return gone();
    const known = new Set(at.drawnValues);
    const carried = await this.reader.carriedBy([centre.id], VALUES_OF_A_SUBJECT);
    const values = await this.reader.values(
      carried.flatMap(({ value }) => (known.has(value) ? [] : [value])),
      at.scales,
    );
    const telling = withoutWider(values, (wider, nearer) => wider.degree === nearer.degree);
    const picked = tellingFirst(telling, at.room);
    const subjects = [centre, ...at.drawnSubjects.filter(({ id }) => id !== centre.id)];
    const carries = await this.reader.between(
      subjects.map(({ id }) => id),
      picked.map(({ id }) => id),
    );
    return {
      ok: true,
      ...(await this.added(subjects, picked, carries, 'values')),
      leftOut: telling.length - picked.length,
    };
  }

  private async added(
    subjects: readonly SubjectRow[],
    values: readonly GraphValue[],
    carries: readonly Carry[],
    fresh: 'subjects' | 'values',
  ) {
    const { nodes, edges } = await this.reader.drawn(subjects, values, carries);
    return { edges, nodes: nodes.filter(({ id }) => (valueOfNode(id) === null) === (fresh === 'subjects')) };
  }

  private async inOrder(ids: readonly number[]): Promise<SubjectRow[]> {
    const byId = new Map((await this.reader.subjects(ids)).map((row) => [row.id, row]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }
}

interface Picture {
  readonly drawnValues: readonly number[];
  readonly drawnSubjects: readonly SubjectRow[];
  readonly room: number;
  readonly scales: Scales;
}

const gone = () =>
  refuse('NOT_FOUND', 'Nothing is known of this node any more; grouping may have moved on.', ['read again']);
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
