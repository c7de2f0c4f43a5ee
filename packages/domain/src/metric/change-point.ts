import { type Rate, wilson } from './wilson.js';

/** Alerts of one day that turned out right or wrong. */
export interface DayOfVerdicts {
  readonly day: Date;
  readonly truePositive: number;
  readonly falsePositive: number;
}

/** A day from which on a share was another one. */
export interface ChangePoint {
  /** The first day of the new share. */
  readonly day: Date;
  readonly before: Rate;
  readonly after: Rate;
}

/** What makes a change worth telling. Data of the policy, never a constant in a query. */
export interface ChangeThresholds {
  /** Decided alerts needed on each side. */
  readonly minimumN: number;
  /** Least distance between the two shares. */
  readonly minimumDistance: number;
  /** Twice the log-likelihood ratio of "two shares" over "one share"; 15.1 is p = 0.0001 for one place to look at. */
  readonly minimumEvidence: number;
}
export const CHANGE_THRESHOLDS: ChangeThresholds = { minimumN: 20, minimumDistance: 0.05, minimumEvidence: 15.1 };

/**
 * The day that best splits a run of days into two shares, when the two differ beyond chance: enough on both sides, their
 * intervals apart, and the evidence above the bar. Null when one share explains it all.
 * @param days in order of time; days without a verdict may be missing
 */
export function changePoint(
  days: readonly DayOfVerdicts[],
  thresholds: ChangeThresholds = CHANGE_THRESHOLDS,
): ChangePoint | null {
  const right = days.reduce((sum, day) => sum + day.truePositive, 0);
  const all = days.reduce((sum, day) => sum + day.truePositive + day.falsePositive, 0);
  let best: { index: number; evidence: number; right: number; n: number } | null = null;
  let rightBefore = 0;
  let before = 0;
  for (const [index, day] of days.entries()) {
    const after = all - before;
    if (before >= thresholds.minimumN && after >= thresholds.minimumN) {
      const evidence =
        2 * (likelihood(rightBefore, before) + likelihood(right - rightBefore, after) - likelihood(right, all));
      if (best === null || evidence > best.evidence) best = { index, evidence, right: rightBefore, n: before };
    }
    rightBefore += day.truePositive;
    before += day.truePositive + day.falsePositive;
  }
  if (best === null || best.evidence < thresholds.minimumEvidence) return null;
  const first = wilson(best.right, best.n);
  const second = wilson(right - best.right, all - best.n);
  const start = days[best.index];
  if (!first || !second || !start) return null;
  const apart = first.high < second.low || second.high < first.low;
  if (!apart || Math.abs(first.rate - second.rate) < thresholds.minimumDistance) return null;
  return { day: start.day, before: first, after: second };
}

/** Log-likelihood of k of n under its own best share. */
function likelihood(k: number, n: number): number {
  return term(k, n) + term(n - k, n);
}
const term = (k: number, n: number): number => (k === 0 ? 0 : k * Math.log(k / n));
