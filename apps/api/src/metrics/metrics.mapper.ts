import type { OverviewView } from '@portcullis/core/metrics/overview.query';
import type { ScorecardView } from '@portcullis/core/metrics/scorecard.query';
import type { Rate } from '@portcullis/domain';
import type { Interval } from '../casework/alert.types.js';
import type { Overview } from './metrics.types.js';
import type { ScorecardRow } from './scorecard.types.js';

export const toOverview = (view: OverviewView): Overview => ({ ...view, scorecard: view.scorecard.map(toScorecard) });

export function toScorecard({ counts, actionable, ...view }: ScorecardView): ScorecardRow {
  const { provisional } = view;
  return {
    ...view,
    truePositive: counts.true_positive,
    falsePositive: counts.false_positive,
    benign: counts.benign,
    unknown: counts.unknown,
    precision: toInterval(view.precision, provisional),
    actionablePrecision: toInterval(actionable, provisional),
    previous: view.previous && toInterval(view.previous, provisional),
  };
}

/** Without data there is no estimate, and n says so. */
export const toInterval = (rate: Rate | null, provisional: boolean): Interval => ({
  estimate: rate?.rate ?? null,
  low: rate?.low ?? null,
  high: rate?.high ?? null,
  n: rate?.n ?? 0,
  provisional,
});
