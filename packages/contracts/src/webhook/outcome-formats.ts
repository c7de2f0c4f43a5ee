import { z } from 'zod';
import { OCSF_INCIDENT_FINDING } from '../alert/ocsf-words.js';
import type { AlertOutcomeData } from './messages.js';
import { alertOutcomeData } from './messages.js';

/** The outcome as a CloudEvent in structured mode; `id` is the position in the detector's outcomes. */
export const outcomeCloudEvent = z
  .looseObject({
    specversion: z.literal('1.0'),
    id: z.string(),
    source: z.string(),
    type: z.literal('alert.outcome'),
    subject: z.string(),
    time: z.string(),
    datacontenttype: z.literal('application/json'),
    data: alertOutcomeData,
  })
  .meta({ id: 'OutcomeCloudEvent' });
export type OutcomeCloudEvent = z.infer<typeof outcomeCloudEvent>;

/** @param source the API's own address, such as `https://portcullis.example` */
export function outcomeAsCloudEvent(outcome: AlertOutcomeData, id: string, source: string): OutcomeCloudEvent {
  return {
    specversion: '1.0',
    id,
    source: `${source}/v1/outcomes`,
    type: 'alert.outcome',
    subject: `${outcome.detector}/${outcome.alertId}`,
    time: outcome.decidedAt,
    datacontenttype: 'application/json',
    data: outcome,
  };
}

export const ocsfIncidentFinding = z
  .looseObject({
    class_uid: z.literal(OCSF_INCIDENT_FINDING),
    category_uid: z.literal(2),
    activity_id: z.literal(3),
    type_uid: z.literal(OCSF_INCIDENT_FINDING * 100 + 3),
    time: z.int(),
    severity_id: z.int(),
    verdict_id: z.int(),
    verdict: z.string(),
    status_id: z.int(),
    finding_info_list: z.array(z.looseObject({ uid: z.string() })),
    metadata: z.looseObject({ version: z.string(), product: z.looseObject({ name: z.string() }) }),
  })
  .meta({ id: 'OcsfIncidentFinding', description: 'OCSF Incident Finding, class 2005, closed with a verdict.' });
export type OcsfIncidentFinding = z.infer<typeof ocsfIncidentFinding>;

const CLOSED = 5;

/** The outcome for receivers that speak OCSF. `severityId` is the alert's. */
export function outcomeAsIncidentFinding(outcome: AlertOutcomeData, severityId: number): OcsfIncidentFinding {
  return {
    class_uid: OCSF_INCIDENT_FINDING,
    category_uid: 2,
    activity_id: 3,
    type_uid: (OCSF_INCIDENT_FINDING * 100 + 3) as 200503,
    time: Date.parse(outcome.decidedAt),
    severity_id: severityId,
    verdict_id: outcome.verdict.verdict_id,
    verdict: outcome.verdict.name,
    status_id: CLOSED,
    finding_info_list: [{ uid: outcome.alertId, analytic: { uid: outcome.detector } }],
    metadata: { version: '1.3.0', product: { name: 'Portcullis' } },
    ...(outcome.reason ? { comment: outcome.reason } : {}),
  };
}
