import { Injectable } from '@nestjs/common';
import { indicatorName } from '@portcullis/domain';
import { UnitOfWork } from '../db/unit-of-work.js';
import { type SharedIndicator, SharedQuery } from './shared.query.js';

export interface CaseGraphView {
  nodes: { id: string; kind: string; label: string; hub: boolean; points: number; subjects: number | null }[];
  edges: { source: string; target: string; points: number }[];
  /** Nodes that were left out for being less telling. */
  hiddenNodes: number;
}

const EDGES = `
  select g.node, c.indicator_id as indicator
  from case_subject cs join grouping_subject g on g.node = cs.subject_kind || ':' || cs.subject_id
  join indicator_carrier c on c.subject_id = g.id
  where cs.case_id = $1 and c.indicator_id = any($2::bigint[])
  order by cs.alert_count desc limit 20000`;

/** Subjects and what they share, as a graph: the most telling values first, then the subjects that they connect. */
@Injectable()
export class CaseGraphQuery {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly sharedQuery: SharedQuery,
  ) {}

  async graph(caseId: string, limit: number): Promise<CaseGraphView> {
    const most = Math.max(2, Math.min(limit, 300));
    const [[counts], shared] = await Promise.all([
      this.uow.read<{ subjects: number }>('select subject_count as subjects from case_file where id = $1', [caseId]),
      this.sharedQuery.shared(caseId, 5_000),
    ]);
    const subjects = counts?.subjects ?? 0;
    // A third of the room for values: each must have subjects to connect.
    const values = tellingFirst(shared).slice(0, Math.max(1, Math.min(Math.floor(most / 3), most - 1)));
    const byId = new Map(values.map((value) => [value.id, value]));
    const rows = await this.uow.read<{ node: string; indicator: number }>(EDGES, [caseId, [...byId.keys()]]);
    const weights = new Map<string, number>();
    for (const row of rows)
      weights.set(row.node, (weights.get(row.node) ?? 0) + 1 + (byId.get(row.indicator)?.points ?? 0));
    const shown = new Set(
      [...weights]
        .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
        .slice(0, most - values.length)
        .map(([node]) => node),
    );
    const edges = rows.filter((row) => shown.has(row.node));
    const used = new Set(edges.map((edge) => edge.indicator));
    const nodes = [
      ...[...shown].map((node) => ({
        id: node,
        kind: node.slice(0, node.indexOf(':')),
        label: node.slice(node.indexOf(':') + 1),
        hub: false,
        points: weights.get(node) ?? 0,
        subjects: null,
      })),
      ...values
        .filter((value) => used.has(value.id))
        .map((value) => ({
          id: `value:${value.id}`,
          kind: value.type,
          label: `${indicatorName(value.type)} ${value.value}`,
          hub: value.hub,
          points: value.points,
          subjects: value.subjects,
        })),
    ];
    return {
      nodes,
      edges: edges.map((edge) => ({
        source: edge.node,
        target: `value:${edge.indicator}`,
        points: byId.get(edge.indicator)?.points ?? 0,
      })),
      hiddenNodes: Math.max(0, subjects + shared.length - nodes.length),
    };
  }
}

/** What joins many with much weight first; of the hubs a few, greyed, so that one sees that they add nothing. */
function tellingFirst(shared: readonly SharedIndicator[]): SharedIndicator[] {
  const counted = shared.filter(({ hub }) => !hub);
  counted.sort((a, b) => b.points * Math.log2(1 + b.subjectsInCase) - a.points * Math.log2(1 + a.subjectsInCase));
  const hubs = shared.filter(({ hub }) => hub).sort((a, b) => b.subjectsInCase - a.subjectsInCase);
  return [...counted.slice(0, Math.max(0, counted.length)), ...hubs.slice(0, 5)];
}
