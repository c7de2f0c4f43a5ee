import { OUTCOME_REASONS, REVERSAL_REASONS } from '@portcullis/domain/vocabulary';
import { z } from 'zod';
import { reason, said, uuid, version } from './form.js';

/** Kinds of paper that a customer can give. */
export const APPEAL_EVIDENCE_KINDS = [
  'registry_extract',
  'ownership_chart',
  'office_lease',
  'egress_addresses',
  'reseller_contract',
  'other',
] as const;

/** The customer's appeal. Files are uploaded before and named here by their ids. */
export const appealForm = z
  .object({
    actionId: uuid,
    statement: said(20_000),
    attachments: z
      .array(z.object({ id: uuid, kind: z.enum(APPEAL_EVIDENCE_KINDS) }))
      .max(20, 'At most 20 files.')
      .default([]),
    interimRelief: z
      .object({ asked: z.literal(true), why: said(4000) })
      .nullable()
      .default(null),
  })
  .meta({ id: 'AppealForm' });

export const appealMessageForm = z.object({
  appealId: uuid,
  text: said(20_000),
  attachments: z.array(uuid).max(20).default([]),
});
export const appealWithdrawForm = z.object({ appealId: uuid, reason: z.string().trim().max(2000).default('') });
export const appealQuestionForm = z.object({ appealId: uuid, question: said(5000) });
export const appealInadmissibleForm = z.object({ appealId: uuid, reason, curable: z.boolean().default(true) });

export const APPEAL_DECISIONS = ['upheld', 'partly_reversed', 'reversed'] as const;

/** An alert that carried the mistaken fact, and what it is labelled as. */
const label = z.object({
  alertId: uuid,
  verdict: z.enum(['false_positive', 'benign', 'unknown']),
  reason: z.enum(OUTCOME_REASONS),
});

export const appealDecisionForm = z
  .object({
    appealId: uuid,
    version,
    result: z.enum(APPEAL_DECISIONS),
    reversalReason: z.enum(REVERSAL_REASONS).nullable().default(null),
    /** What the customer will read. */
    reasons: said(5000),
    internalNote: z.string().trim().max(5000).default(''),
    labels: z.array(label).max(5000).default([]),
    /** For a partial reversal: the subjects whose action ends. */
    subjects: z
      .array(z.object({ kind: z.string().min(1).max(64), id: z.string().min(1).max(256) }))
      .max(50_000)
      .default([]),
  })
  .meta({ id: 'AppealDecisionForm' })
  .refine((form) => (form.result === 'upheld') === (form.reversalReason === null), {
    path: ['reversalReason'],
    message: 'A reversal needs its reason; where the action is upheld there is none.',
  })
  .refine((form) => form.labels.length === 0 || isAboutFacts(form.reversalReason), {
    path: ['labels'],
    message: 'Only a mistaken fact, or a customer who is not subject to the policy, makes an alert wrong.',
  });

/** The two reasons that propose false-positive labels (AP-4). */
function isAboutFacts(reversalReason: string | null): boolean {
  return reversalReason === 'mistaken_fact' || reversalReason === 'not_subject';
}

export type AppealForm = z.output<typeof appealForm>;
export type AppealDecisionForm = z.output<typeof appealDecisionForm>;
