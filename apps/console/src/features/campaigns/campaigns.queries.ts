import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import { CampaignDocument, CampaignsDocument, type CampaignsQuery } from '../../generated/graphql.js';

export type CampaignRow = CampaignsQuery['campaigns']['nodes'][number];

const WORKED_OUT_EVERY_MS = 10_000;

export const campaignsOptions = infiniteQueryOptions({
  queryKey: ['campaigns'],
  queryFn: ({ pageParam, signal }) =>
    request(CampaignsDocument, { first: 50, after: pageParam }, signal).then((answer) => answer.campaigns),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => (page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? undefined) : undefined),
});

export const campaignOptions = (number: number) =>
  queryOptions({
    queryKey: ['campaign', number],
    queryFn: ({ signal }) => request(CampaignDocument, { number }, signal).then((answer) => answer.campaign ?? null),
    // What is being worked out appears by itself.
    refetchInterval: (query) => (query.state.data && !query.state.data.facts ? WORKED_OUT_EVERY_MS : false),
  });
