import type { PreviewInput as CorePreviewInput } from '@portcullis/core/decisions/preview.query';
import type { ProposeInput as CoreProposeInput } from '@portcullis/core/decisions/propose.command';
import { ACTION_KINDS, GROUNDS, OUTCOME_REASONS, ROUTES, SCOPES, SUBJECT_KINDS } from '@portcullis/domain';
import { z } from 'zod';
import { problemOfZod } from '../edge/problem.exception.js';
import type { PreviewInput, ProposeInput } from './decisions.types.js';

const subject = z.object({ kind: z.enum(SUBJECT_KINDS), id: z.string().min(1).max(256) });
const text = z.string().max(5000);

const preview = z.object({
  caseId: z.uuid(),
  kind: z.enum(ACTION_KINDS),
  scope: z.enum(SCOPES).nullish().transform(orNull),
  subjects: z.array(subject).max(100_000).nullish().transform(orNull),
  evidence: z.array(z.uuid()).max(500).nullish().transform(orNull),
  until: z.date().nullish().transform(orNull),
});

const proposal = preview.extend({
  caseVersion: z.int().min(1),
  route: z.enum(ROUTES),
  ground: z.enum(GROUNDS).nullish().transform(orNull),
  clause: z.string().max(100).nullish().transform(orNull),
  evidence: z.array(z.uuid()).max(500),
  facts: text,
  reasons: text,
  considered: z.array(text).max(20),
  restriction: z.unknown().optional(),
  outcomeVerdict: z.enum(['false_positive', 'benign']).nullish().transform(orNull),
  outcomeReason: z.enum(OUTCOME_REASONS).nullish().transform(orNull),
});

function orNull<T>(value: T | null | undefined): T | null {
  return value ?? null;
}

/** @throws ProblemException with a pointer for each fault */
export function readPreview(input: PreviewInput): CorePreviewInput {
  const parsed = preview.safeParse(input);
  if (!parsed.success) throw problemOfZod(parsed.error);
  return parsed.data;
}

/** @throws ProblemException with a pointer for each fault */
export function readProposal(input: ProposeInput): CoreProposeInput {
  const parsed = proposal.safeParse(input);
  if (!parsed.success) throw problemOfZod(parsed.error);
  const { outcomeVerdict, outcomeReason, ...rest } = parsed.data;
  const clearing = outcomeVerdict && outcomeReason ? { verdict: outcomeVerdict, reason: outcomeReason } : null;
  return { ...rest, clearing };
}
