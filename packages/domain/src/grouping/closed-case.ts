import type { CaseState } from '../case/case.machine.js';

/** What grouping needs to know of a case that no longer follows its cluster, when new alerts come to it (GR-8). */
export interface ClosedCase {
  readonly state: CaseState;
  /** The last decision that was approved. */
  readonly decision: string | null;
  readonly decidedAt: Date | null;
  /** An appeal took the decision back. */
  readonly reversed: boolean;
}

/** In days. Part of a rule set, so that it has a version. */
export interface ClosedPolicy {
  /** A case that was closed without any measure is opened again so long; then a new one refers to it. */
  readonly reopenDays: number;
  /** New alerts so long after a measure count as a repeat. */
  readonly repeatDays: number;
}

export interface AfterClosing {
  readonly act: 'reopen' | 'follow_up';
  /** Days since a measure that did not end it; null where this is no repeat. */
  readonly repeatedAfterDays: number | null;
}

const DAY_MS = 86_400_000;
const HARMLESS = new Set(['no_violation', 'monitor']);

/** What becomes of new evidence of a scheme whose case is closed. */
export function afterClosing(closed: ClosedCase, policy: ClosedPolicy, now: Date): AfterClosing {
  const { state, decision, decidedAt, reversed } = closed;
  if (decision === null || decidedAt === null) return { act: 'follow_up', repeatedAfterDays: null };
  const days = Math.max(0, Math.floor((now.getTime() - decidedAt.getTime()) / DAY_MS));
  const wasCleared = HARMLESS.has(decision) || reversed;
  if (wasCleared)
    return { act: state === 'final' && days < policy.reopenDays ? 'reopen' : 'follow_up', repeatedAfterDays: null };
  const isOver = state === 'resolved' || state === 'final';
  return { act: 'follow_up', repeatedAfterDays: isOver && days < policy.repeatDays ? days : null };
}
