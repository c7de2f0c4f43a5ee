import { z } from 'zod';
import { reason, said, uuid, version } from './form.js';

export const SKIP_REASONS = ['conflict_of_interest', 'language', 'skill', 'too_heavy', 'other'] as const;

/** The case goes back to its queue and is not offered to this person again. */
export const skipForm = z
  .object({ caseId: uuid, why: z.enum(SKIP_REASONS), detail: z.string().trim().max(2000).default('') })
  .refine(({ why, detail }) => why !== 'other' || detail !== '', { path: ['detail'], message: 'Say why.' });

export const commentForm = z.object({
  caseId: uuid,
  text: said(10_000),
  mentions: z.array(uuid).max(50).default([]),
});

export const releaseForm = z.object({ caseId: uuid, caseVersion: version });
export const heartbeatForm = z.object({ caseId: uuid });
export const splitForm = z.object({
  caseId: uuid,
  caseVersion: version,
  alerts: z.array(uuid).min(1).max(50_000),
  reason,
});
export const mergeForm = z.object({ caseId: uuid, caseVersion: version, intoCaseId: uuid, reason });

export type SkipForm = z.output<typeof skipForm>;
export type CommentForm = z.output<typeof commentForm>;
