import { z } from 'zod';
import { ALERT_LIMITS } from './alert-v1.js';
import { OCSF_DETECTION_FINDING } from './ocsf-words.js';

const uid = z.string().min(1).max(ALERT_LIMITS.id);
const word = z.string().max(ALERT_LIMITS.id).nullish();
const epochMs = z.number().meta({ description: 'Epoch milliseconds.' });

const user = z.looseObject({
  uid: word,
  name: word,
  email_addr: word,
  org: z.looseObject({ uid: word }).nullish(),
});

export const ocsfEvidence = z.looseObject({
  src_endpoint: z
    .looseObject({
      ip: word,
      autonomous_system: z.looseObject({ number: z.int().nullish() }).nullish(),
    })
    .nullish(),
  http_request: z.looseObject({ user_agent: z.string().max(ALERT_LIMITS.value).nullish() }).nullish(),
  ja4_fingerprint_list: z
    .array(z.looseObject({ value: word }))
    .max(64)
    .nullish(),
  device: z.looseObject({ uid: word }).nullish(),
  user: user.nullish(),
  actor: z.looseObject({ user: user.nullish() }).nullish(),
});

export const ocsfObservable = z.looseObject({
  name: z.string().max(ALERT_LIMITS.title).nullish(),
  type_id: z.int(),
  value: z.string().max(ALERT_LIMITS.value).nullish(),
});

/** The parts of an OCSF Detection Finding that we read; all else is kept. */
export const ocsfDetectionFinding = z
  .looseObject({
    class_uid: z.literal(OCSF_DETECTION_FINDING),
    activity_id: z.int().nullish(),
    type_uid: z.int().nullish(),
    time: epochMs,
    severity_id: z.int().min(0).max(99),
    confidence_score: z.number().min(0).max(100).nullish(),
    count: z.int().min(1).max(ALERT_LIMITS.count).nullish(),
    finding_info: z.looseObject({
      uid,
      title: z.string().max(ALERT_LIMITS.title).nullish(),
      first_seen_time: epochMs.nullish(),
      last_seen_time: epochMs.nullish(),
      types: z.array(z.string()).max(64).nullish(),
      analytic: z
        .looseObject({
          uid: z.string().max(ALERT_LIMITS.detectorId).nullish(),
          name: z.string().max(ALERT_LIMITS.detectorId).nullish(),
          version: z.string().max(ALERT_LIMITS.word).nullish(),
          type_id: z.int().nullish(),
          state_id: z.int().nullish(),
        })
        .nullish(),
    }),
    metadata: z
      .looseObject({
        uid: word,
        tenant_uid: word,
        product: z.looseObject({ uid: word, name: word }).nullish(),
      })
      .nullish(),
    evidences: z.array(ocsfEvidence).max(ALERT_LIMITS.evidence).nullish(),
    observables: z.array(ocsfObservable).max(ALERT_LIMITS.indicators).nullish(),
    resources: z
      .array(z.looseObject({ uid: word, type: word }))
      .max(ALERT_LIMITS.related)
      .nullish(),
  })
  .meta({ id: 'OcsfDetectionFinding', description: 'OCSF Detection Finding, class 2004.' });

export type OcsfDetectionFinding = z.infer<typeof ocsfDetectionFinding>;
export type OcsfEvidence = z.infer<typeof ocsfEvidence>;
