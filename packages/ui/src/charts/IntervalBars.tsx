import { count, percent, percentNumber } from '../text/numbers.js';
import classes from './charts.module.css';

export interface IntervalBar {
  readonly key: string;
  readonly label: string;
  readonly detail?: string;
  /** A second list, with its own link: what rests on it. */
  readonly aside?: { readonly text: string; readonly onOpen: () => void };
  readonly rate: {
    estimate?: number | null;
    low?: number | null;
    high?: number | null;
    n: number;
    provisional?: boolean;
  };
  readonly previous?: { estimate?: number | null; low?: number | null; high?: number | null; n: number } | null;
  readonly drill?: string | null;
}

/** Shares from 0 to 100 % with 95 % whiskers; a tick marks where the share was before. Without cases: "no data". */
export function IntervalBars(props: {
  bars: readonly IntervalBar[];
  label: string;
  floor?: number;
  onOpen?: (bar: IntervalBar) => void;
}) {
  return (
    <ul className={classes.bars} aria-label={props.label}>
      {props.bars.map((bar) => {
        const { estimate, low, high, n } = bar.rate;
        const known = n > 0 && estimate != null;
        const changed =
          known && bar.previous?.estimate != null && low != null && high != null && disjoint(bar.previous, bar.rate);
        const content = (
          <>
            <span className={classes.barLabel}>
              {bar.label}
              {bar.detail && <small>{bar.detail}</small>}
            </span>
            <svg
              className={classes.barTrack}
              viewBox="0 0 100 16"
              preserveAspectRatio="none"
              aria-hidden="true"
              focusable="false"
            >
              <rect x="0" y="4" width="100" height="8" fill="var(--pc-sunken)" />
              {known && (
                <rect
                  x="0"
                  y="4"
                  width={estimate * 100}
                  height="8"
                  fill={n < 20 ? 'var(--pc-chart-quiet)' : 'var(--pc-chart-mark)'}
                />
              )}
              {known && low != null && high != null && (
                <g stroke="var(--pc-text)" strokeWidth="1.5">
                  <line x1={low * 100} x2={high * 100} y1="8" y2="8" vectorEffect="non-scaling-stroke" />
                  <line x1={low * 100} x2={low * 100} y1="4.5" y2="11.5" vectorEffect="non-scaling-stroke" />
                  <line x1={high * 100} x2={high * 100} y1="4.5" y2="11.5" vectorEffect="non-scaling-stroke" />
                </g>
              )}
              {bar.previous?.estimate != null && (
                <line
                  x1={bar.previous.estimate * 100}
                  x2={bar.previous.estimate * 100}
                  y1="1"
                  y2="15"
                  stroke="var(--pc-text-2)"
                  strokeWidth="1.5"
                  strokeDasharray="2 2"
                  vectorEffect="non-scaling-stroke"
                />
              )}
              {props.floor !== undefined && (
                <line
                  x1={props.floor * 100}
                  x2={props.floor * 100}
                  y1="0"
                  y2="16"
                  stroke="var(--pc-tone-bad)"
                  strokeWidth="1.5"
                  vectorEffect="non-scaling-stroke"
                />
              )}
            </svg>
            <span className={classes.barValue}>
              {changed && bar.previous?.estimate != null && (
                <span className="pc-quiet">{`${percentNumber(bar.previous.estimate)} → `}</span>
              )}
              <strong>{known ? percent(estimate) : 'no data'}</strong>
              {known && low != null && high != null && (
                <span className="pc-visually-hidden">{`between ${percentNumber(low)} and ${percent(high)}`}</span>
              )}
              {known && <small>{`of ${count(n)}`}</small>}
            </span>
          </>
        );
        return (
          <li key={bar.key}>
            {bar.aside && (
              <button type="button" className={classes.aside} onClick={bar.aside.onOpen}>
                {bar.aside.text}
              </button>
            )}
            {props.onOpen && bar.drill ? (
              <button type="button" className={classes.bar} onClick={() => props.onOpen?.(bar)}>
                {content}
              </button>
            ) : (
              <div className={classes.bar}>{content}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
}

type Range = { low?: number | null; high?: number | null };

/** Intervals that do not touch: a change that sampling alone would hardly make. */
export function disjoint(a: Range, b: Range): boolean {
  if (a.low == null || a.high == null || b.low == null || b.high == null) return false;
  return a.high < b.low || b.high < a.low;
}
