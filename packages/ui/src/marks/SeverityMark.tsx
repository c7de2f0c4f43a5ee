import classes from './marks.module.css';
import { severityLabel } from './state-marks.js';

const STEPS = [1, 2, 3, 4, 5, 6] as const;

/** OCSF severity, 0 to 6: filled steps, word and the reserved ramp. `compact` leaves the word to screen readers. */
export function SeverityMark(props: { severity: number; compact?: boolean }) {
  const label = severityLabel(props.severity);
  return (
    <span className={classes.severity} data-severity={props.severity} title={props.compact ? label : undefined}>
      <svg width="20" height="12" viewBox="0 0 20 12" aria-hidden="true" focusable="false">
        {STEPS.map((step) => (
          <rect
            key={step}
            x={(step - 1) * 3.4}
            y={10 - step * 1.6}
            width="2.4"
            height={2 + step * 1.6}
            fill={step <= props.severity ? 'currentColor' : 'var(--pc-severity-empty)'}
          />
        ))}
      </svg>
      {props.compact ? <span className="pc-visually-hidden">Severity {label}</span> : label}
    </span>
  );
}
