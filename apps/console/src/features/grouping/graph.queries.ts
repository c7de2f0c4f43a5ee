import { queryOptions } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import {
  CampaignGraphDocument,
  CaseGraphDocument,
  GraphNeighboursDocument,
  type GraphNeighboursQuery,
  GraphPathDocument,
  type GraphPathQuery,
  type LinkGraphFieldsFragment,
} from '../../generated/graphql.js';

export type LinkGraphData = LinkGraphFieldsFragment;
export type PathData = GraphPathQuery['graphPath'];
export type NeighboursData = GraphNeighboursQuery['graphNeighbours'];

export const caseGraphOptions = (number: number) =>
  queryOptions({
    queryKey: ['case', number, 'graph'],
    queryFn: ({ signal }) =>
      request(CaseGraphDocument, { number }, signal).then((answer) => answer.case?.graph ?? null),
    staleTime: 60_000,
  });

export const campaignGraphOptions = (number: number) =>
  queryOptions({
    queryKey: ['campaign', number, 'graph'],
    queryFn: ({ signal }) =>
      request(CampaignGraphDocument, { number }, signal).then((answer) => answer.campaign?.graph ?? null),
    staleTime: 60_000,
  });

export const readNeighbours = (node: string, drawn: readonly string[]): Promise<NeighboursData> =>
  request(GraphNeighboursDocument, { node, drawn: [...drawn] }).then((answer) => answer.graphNeighbours);

export const readPath = (from: string, to: string, hops: number): Promise<PathData> =>
  request(GraphPathDocument, { from, to, hops }).then((answer) => answer.graphPath);
