import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import { CorrectionLinesDocument, CorrectionRateDocument, type RepeatFieldsFragment } from '../../generated/graphql.js';

export type RepeatRow = RepeatFieldsFragment;

interface Period {
  readonly from: string;
  readonly to: string;
}

export const correctionRateOptions = (period: Period) =>
  queryOptions({
    queryKey: ['correction-rate', period],
    queryFn: ({ signal }) => request(CorrectionRateDocument, period, signal).then((answer) => answer.correctionRate),
  });

export const correctionLinesOptions = (period: Period) =>
  infiniteQueryOptions({
    queryKey: ['correction-lines', period],
    queryFn: ({ pageParam, signal }) =>
      request(CorrectionLinesDocument, { ...period, first: 50, after: pageParam }, signal).then(
        (answer) => answer.correctionLines,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => (page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? undefined) : undefined),
  });
