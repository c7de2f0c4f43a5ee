import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import {
  type AlertFieldsFragment,
  CaseAlertsDocument,
  type CaseAlertsQuery,
  CaseDocument,
  type CaseFilter,
  type CaseQuery,
  type CaseRowFieldsFragment,
  type CaseSort,
  CaseSubjectsDocument,
  type CaseSubjectsQuery,
  CasesDocument,
  CaseTimelineDocument,
  ColleaguesDocument,
  type HistoryFieldsFragment,
  MyCasesDocument,
  PeekDocument,
  QueuesDocument,
} from '../../generated/graphql.js';

export type CaseRow = CaseRowFieldsFragment;
export type FullCase = NonNullable<CaseQuery['case']>;
export type CaseSubject = NonNullable<CaseSubjectsQuery['case']>['subjects']['nodes'][number];
export type CaseAlert = AlertFieldsFragment;
/** With why it is in its case. */
export type ExplainedAlert = NonNullable<CaseAlertsQuery['case']>['alerts']['nodes'][number];
export type HistoryEntry = HistoryFieldsFragment;

/** Rows of one page of a list. */
export const PAGE = 50;

const nextCursor = (page: { pageInfo: { endCursor?: string | null; hasNextPage: boolean } }) =>
  page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? undefined) : undefined;

export const casesOptions = (filter: CaseFilter, sort: CaseSort) =>
  infiniteQueryOptions({
    queryKey: ['cases', filter, sort],
    queryFn: ({ pageParam, signal }) =>
      request(CasesDocument, { filter, sort, first: PAGE, after: pageParam }, signal).then((answer) => answer.cases),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => nextCursor(page),
    placeholderData: (before) => before,
  });

export const myCasesOptions = queryOptions({
  queryKey: ['my-cases'],
  queryFn: ({ signal }) => request(MyCasesDocument, {}, signal).then((answer) => answer.myCases),
});

export const queuesOptions = queryOptions({
  queryKey: ['queues'],
  queryFn: ({ signal }) => request(QueuesDocument, {}, signal).then((answer) => answer.queues),
});

export const colleaguesOptions = queryOptions({
  queryKey: ['colleagues'],
  queryFn: ({ signal }) => request(ColleaguesDocument, {}, signal).then((answer) => answer.colleagues),
  staleTime: 5 * 60_000,
});

export const peekOptions = (number: number) =>
  queryOptions({
    queryKey: ['peek', number],
    queryFn: ({ signal }) => request(PeekDocument, { number }, signal).then((answer) => answer.case ?? null),
  });

export const caseOptions = (number: number) =>
  queryOptions({
    queryKey: ['case', number],
    queryFn: ({ signal }) => request(CaseDocument, { number }, signal).then((answer) => answer.case ?? null),
  });

export const caseSubjectsOptions = (number: number, finding: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['case', number, 'subjects', finding ?? ''],
    queryFn: ({ pageParam, signal }) =>
      request(CaseSubjectsDocument, { number, first: 100, after: pageParam, finding }, signal).then(
        (answer) => answer.case?.subjects ?? { nodes: [], total: 0, pageInfo: { hasNextPage: false, endCursor: null } },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => nextCursor(page),
    placeholderData: (before) => before,
  });

export const caseAlertsOptions = (number: number, detector: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['case', number, 'alerts', detector ?? ''],
    queryFn: ({ pageParam, signal }) =>
      request(CaseAlertsDocument, { number, first: PAGE, after: pageParam, detector }, signal).then(
        (answer) => answer.case?.alerts ?? { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => nextCursor(page),
  });

export const caseTimelineOptions = (number: number) =>
  infiniteQueryOptions({
    queryKey: ['case', number, 'timeline'],
    queryFn: ({ pageParam, signal }) =>
      request(CaseTimelineDocument, { number, first: PAGE, after: pageParam }, signal).then(
        (answer) => answer.case?.timeline ?? { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => nextCursor(page),
  });
