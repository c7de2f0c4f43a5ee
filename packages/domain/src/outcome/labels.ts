import type {
  ActionKind,
  AppealResult,
  Finding,
  OutcomeReason,
  OutcomeSource,
  ReversalReason,
  Verdict,
} from '../vocabulary.js';

/** What an alert turned out to be, who or what said so, and whether an appeal can still change it. */
export interface OutcomeProposal {
  readonly alertId: string;
  readonly verdict: Verdict;
  readonly reason: OutcomeReason | null;
  readonly source: OutcomeSource;
  readonly provisional: boolean;
}

/** AP-4: only these two say that the detector was wrong; the others say that we were kind, late, harsh or clumsy. */
export const LABELLING_REVERSALS = ['mistaken_fact', 'not_subject'] as const satisfies readonly ReversalReason[];

export function reversalLabels(reason: ReversalReason): boolean {
  return (LABELLING_REVERSALS as readonly ReversalReason[]).includes(reason);
}

export interface AppealedAlert {
  readonly alertId: string;
  /** Whether this alert carried the fact that the appeal found mistaken (or that made the customer a subject). */
  readonly carriedTheFact: boolean;
  /** Its verdict before the appeal. */
  readonly verdict: Verdict;
  /** Why it was wrong, where the reviewer names it; for an alert that keeps its verdict, the reason it had. */
  readonly reason: OutcomeReason | null;
}

/**
 * What a decided appeal says about each alert. A false positive is proposed only where the reversal labels and that
 * alert carried the fact; every other alert keeps its verdict, now no longer provisional.
 */
export function outcomesOfAppeal(
  result: AppealResult,
  reversalReason: ReversalReason | null,
  alerts: readonly AppealedAlert[],
): readonly OutcomeProposal[] {
  const reversed = result === 'reversed' || result === 'partly_reversed';
  const labels = reversed && reversalReason !== null && reversalLabels(reversalReason);
  // What was not looked at, or withdrawn, settles nothing.
  if (!reversed && result !== 'upheld') return [];
  return alerts.map(({ alertId, carriedTheFact, verdict, reason }) =>
    labels && carriedTheFact
      ? { alertId, verdict: 'false_positive', reason: reason ?? 'other', source: 'appeal', provisional: false }
      : { alertId, verdict, reason: verdict === 'true_positive' ? null : reason, source: 'appeal', provisional: false },
  );
}

export interface ClosedAlert {
  readonly alertId: string;
  /** Finding about the alert's own subject. */
  readonly finding: Finding | null;
}

/** What the reviewer said about a case without violation; benign means the signal was true and the conduct allowed. */
export interface Clearing {
  readonly verdict: Extract<Verdict, 'false_positive' | 'benign'>;
  readonly reason: OutcomeReason;
}

/** OU-1: every closed case yields an outcome per alert. Provisional while the action can still be appealed. */
export function outcomesOfCase(
  kind: ActionKind,
  alerts: readonly ClosedAlert[],
  clearing: Clearing | null,
): readonly OutcomeProposal[] {
  return alerts.map(({ alertId, finding }) => {
    if (kind === 'no_violation') {
      const said = clearing ?? { verdict: 'unknown' as const, reason: null };
      return { alertId, verdict: said.verdict, reason: said.reason, source: 'case', provisional: false };
    }
    if (kind === 'monitor' || kind === 'require_verification') {
      return { alertId, verdict: 'unknown', reason: null, source: 'case', provisional: true };
    }
    return { alertId, ...byFinding(finding), source: 'case', provisional: true };
  });
}

function byFinding(finding: Finding | null): { verdict: Verdict; reason: OutcomeReason | null } {
  switch (finding) {
    case 'operator':
    case 'knowing_participant':
    case 'facilitator':
    // The misuse of a stolen key was real: the signal was right, its owner is not to blame.
    case 'victim':
      return { verdict: 'true_positive', reason: null };
    case 'bystander':
      return { verdict: 'benign', reason: 'shared_infrastructure' };
    case 'undetermined':
    case null:
      return { verdict: 'unknown', reason: null };
  }
}
