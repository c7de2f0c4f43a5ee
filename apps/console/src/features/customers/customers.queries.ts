import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import { CustomerDocument, CustomersDocument, type CustomersQuery } from '../../generated/graphql.js';

export type CustomerRow = CustomersQuery['customers']['nodes'][number];

export const customersOptions = (search: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['customers', search ?? ''],
    queryFn: ({ pageParam, signal }) =>
      request(CustomersDocument, { search, first: 50, after: pageParam }, signal).then((answer) => answer.customers),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => (page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? undefined) : undefined),
    placeholderData: (before) => before,
  });

export const customerOptions = (kind: string, id: string) =>
  queryOptions({
    queryKey: ['customer', kind, id],
    queryFn: ({ signal }) => request(CustomerDocument, { kind, id }, signal).then((answer) => answer.customer ?? null),
  });
