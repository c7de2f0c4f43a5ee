import type { RefusalView } from '@portcullis/ui';
import { infiniteQueryOptions, queryOptions, useQueryClient } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import {
  type AllowEntryInput,
  AllowPreviewDocument,
  type AllowPreviewQuery,
  type AllowScopeInput,
  AnswerListEntryDocument,
  type HubFileInput,
  type HubImportInput,
  HubImportPreviewDocument,
  type HubImportPreviewQuery,
  HubImportReachDocument,
  HubImportValuesDocument,
  type HubReachFieldsFragment,
  type ListAnswer,
  ListEntriesDocument,
  ListEntriesWaitingDocument,
  type ListEntryFieldsFragment,
  type ListName,
  type ListPhase,
  ProposeAllowEntryDocument,
  ProposeHubImportDocument,
  RevokeAllowEntryDocument,
  RevokeHubImportDocument,
} from '../../generated/graphql.js';

export type ListEntry = ListEntryFieldsFragment;
export type HubReach = HubReachFieldsFragment;
export type HubImportEffect = NonNullable<HubImportPreviewQuery['hubImportPreview']['effect']>;
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

/** What a file holds. @returns a refusal instead where it cannot be taken */
export const readHubFile = async (
  file: HubFileInput,
): Promise<{ effect: HubImportEffect | null; refusal: RefusalView | null }> => {
  const { effect, refusal } = (await request(HubImportPreviewDocument, { file })).hubImportPreview;
  return { effect: effect ?? null, refusal: refusal ?? null };
};

export const hubReachOptions = (id: string) =>
  queryOptions({
    queryKey: ['list-entries', 'reach', id],
    queryFn: ({ signal }) => request(HubImportReachDocument, { id }, signal).then((answer) => answer.hubImportReach),
  });

const VALUES_AT_ONCE = 100;

export const hubValuesOptions = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['hub-import-values', id],
    queryFn: ({ pageParam, signal }) =>
      request(HubImportValuesDocument, { id, from: pageParam, first: VALUES_AT_ONCE }, signal).then(
        (answer) => answer.hubImportValues,
      ),
    initialPageParam: 0,
    getNextPageParam: (page, pages) => (page.length < VALUES_AT_ONCE ? undefined : pages.flat().length),
    staleTime: Number.POSITIVE_INFINITY,
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
    proposeImport: async (input: HubImportInput): Promise<{ refusal: RefusalView | null; waitsFor: string | null }> => {
      const { refusal, waitsFor } = (await request(ProposeHubImportDocument, { input })).proposeHubImport;
      if (!refusal) await renew();
      return { refusal: refusal ?? null, waitsFor: waitsFor ?? null };
    },
    revokeImport: async (id: string, reason: string): Promise<RefusalView | null> => {
      const { refusal } = (await request(RevokeHubImportDocument, { id, reason })).revokeHubImport;
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
