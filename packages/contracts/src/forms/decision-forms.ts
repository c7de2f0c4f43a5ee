import {
  ACTION_KINDS,
  FINDINGS,
  GROUNDS,
  OUTCOME_REASONS,
  RESTRICTION_TARGETS,
  ROUTES,
  SCOPES,
  SUBJECT_KINDS,
} from '@portcullis/domain/vocabulary';
import { z } from 'zod';
import { instant } from '../alert/alert-v1.js';
import { reason, said, uuid, version } from './form.js';

const subject = z.object({ kind: z.enum(SUBJECT_KINDS), id: z.string().min(1).max(256) });

/** What the alerts of a case without violation were; benign: the signal was true and the conduct allowed. */
export const clearingForm = z.object({
  verdict: z.enum(['false_positive', 'benign']),
  reason: z.enum(OUTCOME_REASONS),
});

/**
 * A proposal as the form sends it. What the rules want beyond the shape (two families, a finding for each subject, an
 * end for a suspension) is refused by the rules, each at its field, not here.
 */
export const proposeForm = z
  .object({
    caseId: uuid,
    caseVersion: version,
    kind: z.enum(ACTION_KINDS),
    scope: z.enum(SCOPES).nullable().default(null),
    /** Null takes every subject of the case in this scope that its finding allows. */
    subjects: z.array(subject).max(50_000).nullable().default(null),
    route: z.enum(ROUTES),
    ground: z.enum(GROUNDS).nullable().default(null),
    clause: z.string().min(1).max(256).nullable().default(null),
    evidence: z.array(uuid).min(1, 'Name at least one piece of evidence.').max(5000),
    /** What the customer will read. The length is that of the statement of reasons. */
    facts: said(5000),
    reasons: said(5000),
    considered: z.array(said(1000)).max(20).default([]),
    until: instant.nullable().default(null),
    restriction: z
      .object({ target: z.enum(RESTRICTION_TARGETS), values: z.array(said(256)).min(1).max(200) })
      .nullable()
      .default(null),
    clearing: clearingForm.nullable().default(null),
  })
  .meta({ id: 'ProposeForm' });

/** An approval says what it approves: the hash of evidence, reach and policy version that the approver saw. */
export const approveForm = z.object({
  decisionId: uuid,
  bindingHash: z.string().regex(/^[0-9a-f]{64}$/, 'Reload the page: what you saw is unknown.'),
  reason,
});

export const returnForm = z.object({ decisionId: uuid, reason });
export const refuseForm = z.object({ decisionId: uuid, reason });
export const withdrawForm = z.object({ decisionId: uuid, reason });

/** One finding for many subjects, where the evidence is the same. */
export const findingsForm = z.object({
  caseId: uuid,
  caseVersion: version,
  finding: z.enum(FINDINGS),
  subjects: z.array(subject).min(1, 'Choose at least one subject.').max(50_000),
  reason,
  evidence: z.array(uuid).max(5000).default([]),
});

export type ProposeForm = z.output<typeof proposeForm>;
export type ApproveForm = z.output<typeof approveForm>;
export type ReturnForm = z.output<typeof returnForm>;
export type FindingsForm = z.output<typeof findingsForm>;
