import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import {
  ApiKeysDocument,
  type ApiKeysQuery,
  DeliveriesDocument,
  RejectedDocument,
  type RejectedQuery,
  StaffDocument,
  type StaffQuery,
} from '../../generated/graphql.js';

export type StaffRow = StaffQuery['staff'][number];
export type ApiKeyRow = ApiKeysQuery['apiKeys'][number];
export type RejectedRow = RejectedQuery['rejected']['nodes'][number];

const nextCursor = (page: { pageInfo: { endCursor?: string | null; hasNextPage: boolean } }) =>
  page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? undefined) : undefined;

export const staffOptions = queryOptions({
  queryKey: ['staff'],
  queryFn: ({ signal }) => request(StaffDocument, {}, signal).then((answer) => answer.staff),
});

export const apiKeysOptions = queryOptions({
  queryKey: ['api-keys'],
  queryFn: ({ signal }) => request(ApiKeysDocument, {}, signal).then((answer) => answer.apiKeys),
});

export const rejectedOptions = infiniteQueryOptions({
  queryKey: ['rejected'],
  queryFn: ({ pageParam, signal }) =>
    request(RejectedDocument, { first: 50, after: pageParam }, signal).then((answer) => answer.rejected),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => nextCursor(page),
});

export const deliveriesOptions = (state: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['deliveries', state ?? ''],
    queryFn: ({ pageParam, signal }) =>
      request(DeliveriesDocument, { state, first: 50, after: pageParam }, signal).then((answer) => answer.deliveries),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => nextCursor(page),
  });
