import type { RefusalView } from '@portcullis/ui';
import { infiniteQueryOptions, queryOptions, useQueryClient } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import {
  type AllowEntryInput,
  AllowPreviewDocument,
  type AllowPreviewQuery,
  type AllowScopeInput,
  AnswerListEntryDocument,
  type ListAnswer,
  ListEntriesDocument,
  ListEntriesWaitingDocument,
  type ListEntryFieldsFragment,
  type ListName,
  type ListPhase,
  ProposeAllowEntryDocument,
  RevokeAllowEntryDocument,
} from '../../generated/graphql.js';

export type ListEntry = ListEntryFieldsFragment;
export type AllowEffect = NonNullable<AllowPreviewQuery['allowPreview']['effect']>;

export interface ListsFilter {
  readonly list?: ListName;
  readonly phase?: ListPhase;
  readonly value?: string;
  readonly type?: string;
}

export const listEntriesOptions = (filter: ListsFilter) =>
  infiniteQueryOptions({
    queryKey: ['list-entries', filter],
    queryFn: ({ pageParam, signal }) =>
      request(ListEntriesDocument, { ...filter, first: 50, after: pageParam }, signal).then(
        (answer) => answer.listEntries,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => (page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? undefined) : undefined),
  });

export const listsWaitingOptions = queryOptions({
  queryKey: ['list-entries', 'waiting'],
  queryFn: ({ signal }) => request(ListEntriesWaitingDocument, {}, signal).then((answer) => answer.listEntriesWaiting),
  staleTime: 30_000,
});

export const allowPreviewOptions = (scope: AllowScopeInput) =>
  queryOptions({
    queryKey: ['allow-preview', scope],
    queryFn: ({ signal }) => request(AllowPreviewDocument, { scope }, signal).then((answer) => answer.allowPreview),
    staleTime: 30_000,
    retry: false,
  });

/** Each resolves with a refusal to show, or null; `propose` also tells who was asked. */
export function useListCommands() {
  const client = useQueryClient();
  const renew = () => client.invalidateQueries();
  return {
    propose: async (input: AllowEntryInput): Promise<{ refusal: RefusalView | null; waitsFor: string | null }> => {
      const { refusal, waitsFor } = (await request(ProposeAllowEntryDocument, { input })).proposeAllowEntry;
      if (!refusal) await renew();
      return { refusal: refusal ?? null, waitsFor: waitsFor ?? null };
    },
    answer: async (entry: ListEntry, answer: ListAnswer, reason: string): Promise<RefusalView | null> => {
      const { list, id } = entry;
      const { refusal } = (await request(AnswerListEntryDocument, { list, id, answer, reason })).answerListEntry;
      await renew();
      return refusal ?? null;
    },
    revoke: async (id: string, reason: string): Promise<RefusalView | null> => {
      const { refusal } = (await request(RevokeAllowEntryDocument, { id, reason })).revokeAllowEntry;
      await renew();
      return refusal ?? null;
    },
  };
}
