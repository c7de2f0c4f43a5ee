import { compact, count, percent } from '../text/numbers.js';
import classes from './charts.module.css';

export interface FunnelStepView {
  readonly key: string;
  readonly label: string;
  readonly count: number;
  readonly drill?: string | null;
}

export interface PreparedStep extends FunnelStepView {
  /** Share of the first step, 0 to 1; a step that is larger than the first stays 1. */
  readonly width: number;
  /** Share of the step before; null for the first, or when nothing came from there. */
  readonly ofPrevious: number | null;
}

export function prepareFunnel(steps: readonly FunnelStepView[]): PreparedStep[] {
  const widest = Math.max(0, ...steps.map((step) => step.count));
  return steps.map((step, index) => {
    const before = steps[index - 1]?.count;
    return {
      ...step,
      width: widest === 0 ? 0 : step.count / widest,
      ofPrevious: before === undefined || before === 0 || before < step.count ? null : step.count / before,
    };
  });
}

/** From alert to reversal: bars from zero, each with its count and its share of the step before. */
export function Funnel(props: {
  steps: readonly FunnelStepView[];
  label: string;
  /** Buckets beside each other, not steps after each other: no share of the one before. */
  plain?: boolean;
  onOpen?: (step: FunnelStepView) => void;
}) {
  return (
    <ol className={classes.bars} aria-label={props.label}>
      {prepareFunnel(props.steps).map((step) => {
        const content = (
          <>
            <span className={classes.barLabel}>{step.label}</span>
            <svg
              className={classes.barTrack}
              viewBox="0 0 100 16"
              preserveAspectRatio="none"
              aria-hidden="true"
              focusable="false"
            >
              <rect
                x="0"
                y="3"
                width={Math.max(step.width * 100, step.count > 0 ? 0.4 : 0)}
                height="10"
                fill="var(--pc-chart-mark)"
              />
            </svg>
            <span className={classes.barValue}>
              <strong title={count(step.count)}>{compact(step.count)}</strong>
              {!props.plain && step.ofPrevious !== null && (
                <small>{`${percent(step.ofPrevious)} of those before`}</small>
              )}
            </span>
          </>
        );
        return (
          <li key={step.key}>
            {props.onOpen && step.drill ? (
              <button type="button" className={classes.bar} onClick={() => props.onOpen?.(step)}>
                {content}
              </button>
            ) : (
              <div className={classes.bar}>{content}</div>
            )}
          </li>
        );
      })}
    </ol>
  );
}
