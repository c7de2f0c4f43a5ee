import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import { AuditStatusDocument, HistoryDocument } from '../../generated/graphql.js';
import type { RecordSearch } from '../../search-params.js';

export const historyOptions = (search: RecordSearch) =>
  infiniteQueryOptions({
    queryKey: ['history', search],
    queryFn: ({ pageParam, signal }) =>
      request(
        HistoryDocument,
        {
          caseNumber: search.case,
          actor: search.actor,
          kind: search.kind,
          entityKind: search.entityKind,
          entityId: search.entityId,
          first: 100,
          after: pageParam,
        },
        signal,
      ).then((answer) => answer.history),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => (page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? undefined) : undefined),
    placeholderData: (before) => before,
  });

export const auditOptions = queryOptions({
  queryKey: ['audit'],
  queryFn: ({ signal }) => request(AuditStatusDocument, {}, signal).then((answer) => answer.auditStatus),
  refetchInterval: 30_000,
});
