import { CONTROL_PLANE_KINDS, OCSF_VERDICT_IDS, SCOPES, VERDICTS } from '@portcullis/domain/vocabulary';
import { z } from 'zod';
import { instant } from '../alert/alert-v1.js';

const id = z.string().min(1).max(256);

export const actionSubject = z.object({ kind: z.enum(SCOPES), id });

/** What an action does beside its name (DE-9), in words for people; a control plane may switch on none of them. */
export const actionEffects = z.looseObject({
  requestsInFlight: z.string(),
  batchAndScheduledJobs: z.string(),
  billing: z.string(),
  dataExport: z.string(),
  retention: z.string(),
  stillWorks: z.array(z.string()),
});

export const actionRequestedData = z
  .looseObject({
    actionId: id,
    /** The same for every attempt. */
    idempotencyKey: id,
    kind: z.enum(CONTROL_PLANE_KINDS),
    scope: z.enum(SCOPES),
    subjects: z.array(actionSubject).min(1),
    until: instant.nullish(),
    sequence: z
      .int()
      .min(1)
      .meta({ description: '1, 2, 3 … for each subject; a gap means that one is still to come.' }),
    precededBy: z
      .int()
      .min(0)
      .optional()
      .meta({ description: 'Where numbers were given up: the number before this one. Nothing between is to come.' }),
    effects: actionEffects,
    reasonCode: z.string(),
  })
  .meta({ id: 'ActionRequestedData', description: 'An order to the control plane. Carry it out once, then confirm.' });

export const alertOutcomeData = z
  .looseObject({
    detector: z.string(),
    alertId: z.string(),
    verdict: z.object({ verdict_id: z.int(), name: z.string() }).meta({ description: 'As in OCSF.' }),
    reason: z.string().nullish(),
    provisional: z.boolean().meta({ description: 'True while an appeal can still change it.' }),
    caseRef: z.string().nullable(),
    decidedAt: instant,
  })
  .meta({ id: 'AlertOutcomeData', description: 'What turned out to be true about an alert.' });

export const verificationChangedData = z.looseObject({
  organization: id,
  verificationId: id,
  state: z.string(),
  validUntil: instant.nullish(),
});

const message = <Type extends string, Data extends z.ZodType>(type: Type, data: Data) =>
  z.looseObject({ type: z.literal(type), timestamp: instant, data });

export const actionRequested = message('action.requested', actionRequestedData).meta({ id: 'ActionRequested' });
export const alertOutcome = message('alert.outcome', alertOutcomeData).meta({ id: 'AlertOutcome' });
export const verificationChanged = message('verification.changed', verificationChangedData).meta({
  id: 'VerificationChanged',
});
export const webhookMessage = z.discriminatedUnion('type', [actionRequested, alertOutcome, verificationChanged]);

export type ActionRequestedData = z.infer<typeof actionRequestedData>;
export type AlertOutcomeData = z.infer<typeof alertOutcomeData>;
export type WebhookMessage = z.infer<typeof webhookMessage>;

/** What the control plane answers when an action is in effect, failed, or was lifted. */
export const CONFIRMATION_STATUSES = ['in_effect', 'failed', 'lifted'] as const;
export const confirmation = z
  .looseObject({
    status: z.enum(CONFIRMATION_STATUSES),
    at: instant,
    detail: z.string().max(4000).nullish(),
    sequence: z.int().min(1).nullish(),
  })
  .meta({ id: 'Confirmation', description: 'Confirming twice is harmless.' });
export type Confirmation = z.infer<typeof confirmation>;

/** Our verdicts and OCSF's own for an alert that was folded into another. */
export const OCSF_VERDICTS = { ...OCSF_VERDICT_IDS, duplicate: 10 } as const;
const OCSF_VERDICT_NAMES: Readonly<Record<keyof typeof OCSF_VERDICTS, string>> = {
  false_positive: 'False Positive',
  true_positive: 'True Positive',
  benign: 'Benign',
  unknown: 'Insufficient Data',
  duplicate: 'Duplicate',
};

export type VerdictWord = (typeof VERDICTS)[number] | 'duplicate';

/** `true_positive` → `{ verdict_id: 2, name: 'True Positive' }`, as in an OCSF Incident Finding. */
export function ocsfVerdict(verdict: VerdictWord): { verdict_id: number; name: string } {
  return { verdict_id: OCSF_VERDICTS[verdict], name: OCSF_VERDICT_NAMES[verdict] };
}
