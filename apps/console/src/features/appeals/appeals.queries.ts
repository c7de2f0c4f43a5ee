import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import {
  AppealDocument,
  type AppealQuery,
  AppealsDocument,
  CaseAppealsDocument,
  CustomerAppealsDocument,
} from '../../generated/graphql.js';

export type FullAppeal = NonNullable<AppealQuery['appeal']>;

export const appealsOptions = (state: string | undefined, mine: boolean | undefined) =>
  infiniteQueryOptions({
    queryKey: ['appeals', state ?? '', mine ?? false],
    queryFn: ({ pageParam, signal }) =>
      request(AppealsDocument, { state, mine, first: 50, after: pageParam }, signal).then((answer) => answer.appeals),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => (page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? undefined) : undefined),
  });

export const caseAppealsOptions = (number: number) =>
  queryOptions({
    queryKey: ['case', number, 'appeals'],
    queryFn: ({ signal }) =>
      request(CaseAppealsDocument, { number }, signal).then((answer) => answer.case?.appeals ?? []),
  });

export const customerAppealsOptions = (kind: string, id: string) =>
  queryOptions({
    queryKey: ['customer', kind, id, 'appeals'],
    queryFn: ({ signal }) =>
      request(CustomerAppealsDocument, { kind, id }, signal).then((answer) => answer.customer?.appeals ?? []),
  });

export const appealOptions = (number: number) =>
  queryOptions({
    queryKey: ['appeal', number],
    queryFn: ({ signal }) => request(AppealDocument, { number }, signal).then((answer) => answer.appeal ?? null),
  });
