import { queryOptions } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import {
  ApprovalsDocument,
  ClausesDocument,
  DecisionDocument,
  type DecisionFieldsFragment,
  PreviewDocument,
  type PreviewInput,
  type PreviewQuery,
} from '../../generated/graphql.js';

export type Decision = DecisionFieldsFragment;
export type Preview = PreviewQuery['preview'];

export const clausesOptions = queryOptions({
  queryKey: ['clauses'],
  queryFn: ({ signal }) => request(ClausesDocument, {}, signal).then((answer) => answer.clauses),
  staleTime: 10 * 60_000,
});

export const previewOptions = (input: PreviewInput) =>
  queryOptions({
    queryKey: ['case', 'preview', input],
    queryFn: ({ signal }) => request(PreviewDocument, { input }, signal).then((answer) => answer.preview),
    placeholderData: (before) => before,
    staleTime: 5_000,
  });

export const approvalsOptions = queryOptions({
  queryKey: ['approvals'],
  queryFn: ({ signal }) => request(ApprovalsDocument, { first: 50 }, signal).then((answer) => answer.approvals),
});

export const decisionOptions = (number: number) =>
  queryOptions({
    queryKey: ['decision', number],
    queryFn: ({ signal }) => request(DecisionDocument, { number }, signal).then((answer) => answer.decision ?? null),
  });
