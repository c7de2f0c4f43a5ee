import { z } from 'zod';
import { alertV1 } from './alert-v1.js';
import { ocsfDetectionFinding } from './ocsf.schema.js';

export const CLOUD_EVENT_MEDIA_TYPE = 'application/cloudevents+json';
export const CLOUD_EVENT_BATCH_MEDIA_TYPE = 'application/cloudevents-batch+json';

/** CloudEvents 1.0 in structured mode, for the API document; `parseCloudEvent` reads it. */
export const cloudEvent = z
  .looseObject({
    specversion: z.string().regex(/^1\.\d+$/),
    id: z.string().min(1),
    source: z.string().min(1),
    type: z.string().min(1),
    time: z.string().optional(),
    datacontenttype: z.string().optional(),
    data: z.union([alertV1, ocsfDetectionFinding]).optional(),
    data_base64: z.string().optional(),
  })
  .meta({ id: 'CloudEvent', description: 'CloudEvents 1.0. `data` or `data_base64` holds the alert.' });
