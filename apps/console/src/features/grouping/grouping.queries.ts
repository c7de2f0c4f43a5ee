import { queryOptions } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import {
  type CaseSideFieldsFragment,
  CaseTiesDocument,
  type CaseTiesQuery,
  type CorrectionInput,
  CorrectionPreviewDocument,
  LookUpDocument,
  type LookUpQuery,
} from '../../generated/graphql.js';

export type CaseSide = CaseSideFieldsFragment;
export type CaseTies = NonNullable<CaseTiesQuery['case']>;
export type FoundIndicator = LookUpQuery['lookUp'][number];

export const tiesOptions = (number: number) =>
  queryOptions({
    queryKey: ['case', number, 'ties'],
    queryFn: ({ signal }) => request(CaseTiesDocument, { number }, signal).then((answer) => answer.case ?? null),
  });

export const previewOptions = (input: CorrectionInput) =>
  queryOptions({
    queryKey: ['correction-preview', input],
    queryFn: ({ signal }) =>
      request(CorrectionPreviewDocument, { input }, signal).then((answer) => answer.correctionPreview),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });

export const lookUpOptions = (value: string, type: string | undefined) =>
  queryOptions({
    queryKey: ['look-up', type ?? '', value],
    queryFn: ({ signal }) => request(LookUpDocument, { value, type }, signal).then((answer) => answer.lookUp),
    enabled: value.trim() !== '',
  });
