import { type Rate, wilson } from '../metric/wilson.js';
import type { Verdict } from '../vocabulary.js';

/** Alerts of one detector version by verdict. */
export type VerdictCounts = Readonly<Record<Verdict, number>>;
export const NO_VERDICTS: VerdictCounts = { true_positive: 0, false_positive: 0, benign: 0, unknown: 0 };

/** TP / (TP + FP) over decided alerts; unknowns stand apart. */
export function precision(counts: VerdictCounts): Rate | null {
  return wilson(counts.true_positive, counts.true_positive + counts.false_positive);
}

/** TP / (TP + FP + benign): how often an alert led to something that had to be acted on. */
export function actionablePrecision(counts: VerdictCounts): Rate | null {
  return wilson(counts.true_positive, counts.true_positive + counts.false_positive + counts.benign);
}

export interface ScorecardInput {
  /** Verdicts as they stand now, appeals included. */
  readonly now: VerdictCounts;
  /** Verdicts as first recorded by the case. */
  readonly atDecision: VerdictCounts;
  /** Verdicts from random samples only: false positives known from appeals alone are a lower bound. */
  readonly sampled: VerdictCounts;
  /** How many of them an appeal can still change. */
  readonly provisional: number;
  readonly floor: number | null;
}

export interface Scorecard {
  readonly precision: Rate | null;
  readonly precisionAtDecision: Rate | null;
  readonly actionablePrecision: Rate | null;
  readonly sampledPrecision: Rate | null;
  readonly decided: number;
  readonly unknown: number;
  readonly provisional: number;
  /** Certainly below its floor: the whole interval lies under it. Then the detector goes to shadow. */
  readonly belowFloor: boolean;
}

export function scorecard(input: ScorecardInput): Scorecard {
  const current = precision(input.now);
  return {
    precision: current,
    precisionAtDecision: precision(input.atDecision),
    actionablePrecision: actionablePrecision(input.now),
    sampledPrecision: precision(input.sampled),
    decided: input.now.true_positive + input.now.false_positive + input.now.benign,
    unknown: input.now.unknown,
    provisional: input.provisional,
    belowFloor: input.floor !== null && current !== null && current.high < input.floor,
  };
}

export function addVerdict(counts: VerdictCounts, verdict: Verdict, n = 1): VerdictCounts {
  return { ...counts, [verdict]: counts[verdict] + n };
}
