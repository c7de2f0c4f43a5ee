import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import {
  DrillDocument,
  OverviewDocument,
  type OverviewInput,
  type OverviewQuery,
  type ScorecardFieldsFragment,
} from '../../generated/graphql.js';

export type Overview = OverviewQuery['overview'];
export type Figure = Overview['figures'][number];
export type ScorecardRow = ScorecardFieldsFragment;

export const overviewOptions = (input: OverviewInput) =>
  queryOptions({
    queryKey: ['overview', input],
    queryFn: ({ signal }) => request(OverviewDocument, { input }, signal).then((answer) => answer.overview),
    placeholderData: (before) => before,
    staleTime: 5_000,
  });

export const drillOptions = (token: string) =>
  infiniteQueryOptions({
    queryKey: ['drill', token],
    queryFn: ({ pageParam, signal }) =>
      request(DrillDocument, { token, first: 50, after: pageParam }, signal).then((answer) => answer.drill),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => (page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? undefined) : undefined),
    staleTime: Number.POSITIVE_INFINITY,
  });
