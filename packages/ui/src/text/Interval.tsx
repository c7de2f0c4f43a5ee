import { count, percent, percentNumber, type Rate } from './numbers.js';
import classes from './text.module.css';

/** A rate with its 95 % interval and its n. Without cases: "no data", never 0 %. Provisional is said in a word. */
export function Interval(props: {
  rate: (Rate & { readonly provisional?: boolean }) | null | undefined;
  hideN?: boolean;
}) {
  const rate = props.rate;
  if (rate == null || rate.n === 0 || rate.estimate == null) {
    return (
      <span className={classes.interval}>
        <small>no data</small>
      </span>
    );
  }
  return (
    <span className={classes.interval}>
      <strong>{percent(rate.estimate)}</strong>
      {rate.low != null && rate.high != null && (
        <small>{`[${percentNumber(rate.low)}, ${percentNumber(rate.high)}]`}</small>
      )}
      {!props.hideN && <small>{`of ${count(rate.n)}`}</small>}
      {rate.provisional && (
        <span className={classes.provisional} title="Appeals are still possible; the figure can change.">
          provisional
        </span>
      )}
    </span>
  );
}
