import { queryOptions } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import {
  DetectorDocument,
  type DetectorQuery,
  DetectorsDocument,
  type DetectorsQuery,
} from '../../generated/graphql.js';

export type DetectorRow = DetectorsQuery['detectors'][number];
export type FullDetector = NonNullable<DetectorQuery['detector']>;

export const detectorsOptions = queryOptions({
  queryKey: ['detectors'],
  queryFn: ({ signal }) => request(DetectorsDocument, {}, signal).then((answer) => answer.detectors),
});

export const detectorOptions = (id: string) =>
  queryOptions({
    queryKey: ['detector', id],
    queryFn: ({ signal }) => request(DetectorDocument, { id }, signal).then((answer) => answer.detector ?? null),
  });
