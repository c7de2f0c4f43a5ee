import { VERDICTS } from '@portcullis/domain/vocabulary';
import { z } from 'zod';
import { alertV1, instant } from '../alert/alert-v1.js';
import { alertOutcomeData } from '../webhook/messages.js';

/** A line of `GET /v1/export/memberships.ndjson`. The cluster is `campaignId ?? caseId`. */
export const membershipLine = z
  .object({
    detector: z.string(),
    alertId: z.string(),
    caseId: z.uuid().nullable().meta({ description: 'The live successor; null when suppressed or in shadow.' }),
    campaignId: z.uuid().nullable(),
  })
  .meta({ id: 'MembershipLine' });
export type MembershipLine = z.infer<typeof membershipLine>;

/** `GET /v1/intake/status`. `pending` 0 means that every accepted, unsuppressed alert is in its case. */
export const intakeStatus = z
  .looseObject({
    accepted: z.int().min(0),
    grouped: z.int().min(0),
    pending: z.int().min(0),
    oldestPendingSeconds: z.number().min(0),
  })
  .meta({ id: 'IntakeStatus' });
export type IntakeStatus = z.infer<typeof intakeStatus>;

export const ALERT_VIEW_STATUSES = ['accepted', 'folded', 'suppressed', 'shadow', 'in_case', 'resolved'] as const;

/** One shared attribute that holds an alert in its case. */
export const linkReason = z.looseObject({ type: z.string(), value: z.string(), weight: z.number().optional() });

/** `GET /v1/alerts/{detector}/{id}`. */
export const alertView = z
  .looseObject({
    detector: z.string(),
    id: z.string(),
    status: z.enum(ALERT_VIEW_STATUSES),
    receivedAt: instant,
    alert: z.union([alertV1, z.looseObject({})]).meta({ description: 'As it was sent.' }),
    case: z
      .looseObject({ id: z.uuid(), reference: z.string(), campaignId: z.uuid().nullable() })
      .nullable()
      .meta({ description: 'The live case; null while pending, when suppressed and in shadow.' }),
    link: z
      .looseObject({ sentence: z.string(), shared: z.array(linkReason) })
      .nullable()
      .meta({ description: 'Why the alert is in its case.' }),
    occurrences: z.int().min(1),
    outcome: z.looseObject({ verdict: z.enum(VERDICTS), provisional: z.boolean() }).nullish(),
  })
  .meta({ id: 'AlertView' });
export type AlertView = z.infer<typeof alertView>;

/** `GET /v1/outcomes?detector=&after=`: ask again with `after` = `next` until `outcomes` is empty. */
export const outcomesPage = z
  .looseObject({
    outcomes: z.array(
      alertOutcomeData.extend({ position: z.string().meta({ description: 'Place in history; opaque but ordered.' }) }),
    ),
    next: z.string(),
    hasMore: z.boolean(),
  })
  .meta({ id: 'OutcomesPage' });
export type OutcomesPage = z.infer<typeof outcomesPage>;

export const GATE_ANSWERS = ['pass', 'hold', 'refuse', 'indeterminate'] as const;

/** `GET /v1/gate/{organization}`. */
export const gateAnswer = z
  .looseObject({
    answer: z.enum(GATE_ANSWERS),
    until: instant.nullable(),
    missing: z.array(z.string()),
  })
  .meta({ id: 'GateAnswer' });
export type GateAnswer = z.infer<typeof gateAnswer>;

/** Answer to a confirmation of the control plane. */
export const confirmationAnswer = z
  .looseObject({ actionId: z.string(), state: z.string(), repeated: z.boolean().optional() })
  .meta({ id: 'ConfirmationAnswer' });
