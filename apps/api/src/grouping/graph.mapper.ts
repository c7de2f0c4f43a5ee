import type { GraphNeighboursView, NeighboursRefusal } from '@portcullis/core/grouping/graph-neighbours.query';
import type { GraphPathView, PathRefusal } from '@portcullis/core/grouping/graph-path.query';
import type { GraphEdgeView, GraphNodeView, LinkGraphView } from '@portcullis/core/grouping/link-graph';
import { indicatorName } from '@portcullis/domain';
import { toRefusal } from '../edge/graphql/base.types.js';
import type { GraphEdge, GraphNeighbours, GraphNode, GraphPath, LinkGraph } from './graph.types.js';
import { shown } from './grouping.mapper.js';

const DAY_MS = 86_400_000;
const dayText = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

export const toNode = ({ points, ...node }: GraphNodeView): GraphNode => ({
  ...node,
  label: `${indicatorName(node.kind)} ${node.value}`,
  weight: shown(points),
});

export const toEdge = ({ source, target, points, firstDay, lastDay }: GraphEdgeView): GraphEdge => ({
  source,
  target,
  weight: shown(points),
  firstSeen: dayText(firstDay),
  lastSeen: dayText(lastDay),
});

export const toGraph = ({ nodes, edges, ...graph }: LinkGraphView): LinkGraph => ({
  ...graph,
  nodes: nodes.map(toNode),
  edges: edges.map(toEdge),
});

export const toNeighbours = (answer: GraphNeighboursView | NeighboursRefusal): GraphNeighbours =>
  answer.ok
    ? { nodes: answer.nodes.map(toNode), edges: answer.edges.map(toEdge), leftOut: answer.leftOut, refusal: null }
    : { nodes: [], edges: [], leftOut: 0, refusal: toRefusal(answer) };

export const toPath = (answer: GraphPathView | PathRefusal): GraphPath =>
  answer.ok
    ? {
        hops: answer.hops,
        nodes: answer.nodes.map(toNode),
        edges: answer.edges.map(toEdge),
        looked: answer.looked,
        complete: answer.complete,
        refusal: null,
      }
    : { hops: null, nodes: [], edges: [], looked: 0, complete: true, refusal: toRefusal(answer) };
