import type { ReversalReason } from '@portcullis/domain';

export const RESULT_LABELS = {
  upheld: 'Uphold the decision',
  partly_reversed: 'Reverse in part',
  reversed: 'Reverse the decision',
} as const;
export type Result = keyof typeof RESULT_LABELS;

export const REASON_LABELS: Record<ReversalReason, string> = {
  mistaken_fact: 'A fact was mistaken',
  not_subject: 'Not subject to the policy',
  new_evidence: 'New evidence',
  cured: 'Cured since',
  disproportionate: 'Disproportionate',
  procedural: 'Procedural fault',
  leniency: 'Leniency',
};

/** Only these say that an alert was wrong (AP-4). */
export const LABELLING: readonly ReversalReason[] = ['mistaken_fact', 'not_subject'];

export const labels = (result: Result, reason: string): boolean =>
  (result === 'reversed' || result === 'partly_reversed') && (LABELLING as readonly string[]).includes(reason);

export const restores = (result: Result): boolean => result === 'reversed' || result === 'partly_reversed';
