import type { ActionKind } from '@portcullis/domain';
import type { ProposeInput } from '../../generated/graphql.js';

/** What a reviewer has filled in so far. */
export interface Proposal {
  readonly kind: ActionKind;
  readonly scope: string;
  readonly route: string;
  readonly ground: string;
  readonly clause: string | null;
  readonly facts: string;
  readonly reasons: string;
  /** Narrower choices that were looked at and set aside, by label. */
  readonly setAside: readonly string[];
  readonly considered: string;
  /** `2026-12-20`, a day in UTC; empty for none. */
  readonly until: string;
}

export const HARMLESS: readonly ActionKind[] = ['no_violation', 'monitor'];
const ENDS: readonly ActionKind[] = ['monitor', 'rate_limit', 'restrict', 'suspend'];

export const needsEnd = (kind: ActionKind): boolean => kind === 'suspend' || kind === 'monitor';
export const mayEnd = (kind: ActionKind): boolean => ENDS.includes(kind);
export const hitsSomebody = (kind: ActionKind): boolean => !HARMLESS.includes(kind);

export type ProposalField = 'clause' | 'facts' | 'reasons' | 'until' | 'evidence';

/** What is still missing, by field, in words that say what to do. The server decides the rest. */
export function missingIn(proposal: Proposal, evidence: ReadonlySet<string>): Partial<Record<ProposalField, string>> {
  const missing: Partial<Record<ProposalField, string>> = {};
  if (proposal.clause === null) missing.clause = 'Name the clause of the policy.';
  if (hitsSomebody(proposal.kind) && proposal.facts.trim() === '') {
    missing.facts = 'Write the facts as the customer will read them.';
  }
  if (proposal.reasons.trim() === '') missing.reasons = 'Say why these facts lead to this decision.';
  if (needsEnd(proposal.kind) && proposal.until === '') missing.until = 'Say until when.';
  if (evidence.size === 0) missing.evidence = 'Tick at least one piece of evidence.';
  return missing;
}

export function proposeInput(
  proposal: Proposal,
  context: { caseId: string; caseVersion: number; evidence: ReadonlySet<string> },
): ProposeInput {
  const hits = hitsSomebody(proposal.kind);
  const lines = proposal.considered.split('\n').map((line) => line.trim());
  return {
    caseId: context.caseId,
    caseVersion: context.caseVersion,
    kind: proposal.kind,
    scope: hits ? proposal.scope : undefined,
    route: proposal.route,
    ground: hits ? proposal.ground : undefined,
    clause: proposal.clause ?? undefined,
    evidence: [...context.evidence],
    facts: proposal.facts.trim(),
    reasons: proposal.reasons.trim(),
    considered: [...proposal.setAside, ...lines].filter((line) => line !== ''),
    until: mayEnd(proposal.kind) && proposal.until !== '' ? endOfDay(proposal.until) : undefined,
  };
}

/** The end of a day in UTC: what "until 20 December" says. */
export function endOfDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + 86_400_000).toISOString();
}
