import { type ActionKind, rungOf, type Scope } from '@portcullis/domain';
import type { RefusalView } from '@portcullis/ui';
import type { ProposeInput } from '../../generated/graphql.js';

/** What a reviewer has filled in so far. */
export interface Proposal {
  readonly kind: ActionKind;
  readonly scope: Scope;
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
  /** No violation: what the alerts were instead. */
  readonly verdict: 'false_positive' | 'benign';
  readonly outcomeReason: string | null;
  /** Restrict: what is taken away. */
  readonly restricts: string;
  readonly restrictedTo: string;
}

export const hitsSomebody = (kind: ActionKind): boolean => rungOf(kind).hits;
export const mayEnd = (kind: ActionKind): boolean => rungOf(kind).end !== 'none';
const needsEnd = (kind: ActionKind): boolean => rungOf(kind).end === 'required';

export type ProposalField = 'clause' | 'facts' | 'reasons' | 'until' | 'evidence' | 'alsoConsidered' | 'outcome';

/** What is still missing, by field, in words that say what to do. The server decides the rest. */
export function missingIn(proposal: Proposal, evidence: ReadonlySet<string>): Partial<Record<ProposalField, string>> {
  const missing: Partial<Record<ProposalField, string>> = {};
  const hits = hitsSomebody(proposal.kind);
  if (proposal.clause === null) missing.clause = 'Name the clause of the policy.';
  if (hits && proposal.facts.trim() === '') missing.facts = 'Write the facts as the customer will read them.';
  if (proposal.reasons.trim() === '') missing.reasons = 'Say why these facts lead to this decision.';
  if (hits && consideredIn(proposal).length === 0) {
    missing.alsoConsidered = 'Say what else was considered and why it is not enough.';
  }
  if (needsEnd(proposal.kind) && proposal.until === '') missing.until = 'Say until when.';
  if (proposal.kind === 'no_violation' && proposal.outcomeReason === null) {
    missing.outcome = 'Say why the alerts were not what they seemed.';
  }
  if (evidence.size === 0) missing.evidence = 'Tick at least one piece of evidence, in the middle.';
  return missing;
}

function consideredIn(proposal: Proposal): string[] {
  const lines = proposal.considered.split('\n').map((line) => line.trim());
  return [...proposal.setAside, ...lines].filter((line) => line !== '');
}

export function proposeInput(
  proposal: Proposal,
  context: { caseId: string; caseVersion: number; evidence: ReadonlySet<string> },
): ProposeInput {
  const hits = hitsSomebody(proposal.kind);
  const clears = proposal.kind === 'no_violation';
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
    considered: consideredIn(proposal),
    until: mayEnd(proposal.kind) && proposal.until !== '' ? endOfDay(proposal.until) : undefined,
    restriction:
      proposal.kind === 'restrict' && proposal.restrictedTo.trim() !== ''
        ? { target: proposal.restricts, value: proposal.restrictedTo.trim() }
        : undefined,
    outcomeVerdict: clears ? proposal.verdict : undefined,
    outcomeReason: clears ? (proposal.outcomeReason ?? undefined) : undefined,
  };
}

/** The end of a day in UTC: what "until 20 December" says. */
export function endOfDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + 86_400_000).toISOString();
}

export type FieldRefusal = RefusalView & { readonly field?: string | null; readonly details?: unknown };

/** Gaps in the form, which the form names by itself once the reviewer has tried to propose. */
const FORM_GAPS: ReadonlySet<string> = new Set([
  'END_REQUIRED',
  'CLAUSE_REQUIRED',
  'ROUTE_REQUIRED',
  'GROUND_REQUIRED',
  'REASONS_REQUIRED',
  'ALTERNATIVES_REQUIRED',
  'EVIDENCE_REQUIRED',
]);

/** What stands against the proposal itself, whatever is written in the form. */
export function standing(refusals: readonly FieldRefusal[]): FieldRefusal[] {
  return refusals.filter((one) => !FORM_GAPS.has(one.code));
}

/** A refused proposal as its parts, each at its field; the first one once. */
export function partsOf(refusal: FieldRefusal): FieldRefusal[] {
  const { details } = refusal;
  const problems =
    typeof details === 'object' && details !== null && 'problems' in details && Array.isArray(details.problems)
      ? (details.problems as FieldRefusal[])
      : [];
  if (problems.length === 0) return [refusal];
  const first = problems.some((one) => one.code === refusal.code && one.message === refusal.message);
  return first ? problems : [refusal, ...problems];
}
