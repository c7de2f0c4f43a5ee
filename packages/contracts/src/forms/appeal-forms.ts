import { OUTCOME_REASONS, REVERSAL_REASONS } from '@portcullis/domain/vocabulary';
import { z } from 'zod';
import { said, uuid, version } from './form.js';

/** What the staff says about an appeal. The customer's side is in `portal/portal-forms`. */
export const APPEAL_DECISIONS = ['upheld', 'partly_reversed', 'reversed', 'inadmissible'] as const;

/** What a customer reads. */
export const appealText = said(5000);
/** What a reviewer notes for colleagues. */
export const appealNote = said(10_000);

export const appealDecisionForm = z
  .object({
    appealId: uuid,
    version,
    result: z.enum(APPEAL_DECISIONS),
    reason: z.enum(REVERSAL_REASONS).nullable().default(null),
    text: appealText,
    /** Alerts that carried the fact that was found mistaken. */
    mistakenAlerts: z.array(uuid).max(5000).default([]),
    mistakenReason: z.enum(OUTCOME_REASONS).nullable().default(null),
    /** Actions that end; empty for a full reversal means all. */
    restores: z.array(uuid).max(50_000).default([]),
  })
  .meta({ id: 'AppealDecisionForm' })
  .refine((form) => reverses(form.result) === (form.reason !== null), {
    path: ['reason'],
    message: 'A reversal needs its reason; where nothing is reversed there is none.',
  })
  .refine((form) => form.mistakenAlerts.length === 0 || isAboutFacts(form.reason), {
    path: ['mistakenAlerts'],
    message: 'Only a mistaken fact, or a customer who is not subject to the policy, makes an alert wrong.',
  })
  .refine((form) => reverses(form.result) || form.restores.length === 0, {
    path: ['restores'],
    message: 'Only a reversal restores something.',
  });

const reverses = (result: string): boolean => result === 'reversed' || result === 'partly_reversed';
/** The two reasons that propose false-positive labels (AP-4). */
const isAboutFacts = (reason: string | null): boolean => reason === 'mistaken_fact' || reason === 'not_subject';

export type AppealDecisionForm = z.output<typeof appealDecisionForm>;
