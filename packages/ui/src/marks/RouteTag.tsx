import classes from './marks.module.css';
import { routeMark } from './route-marks.js';

/** A route with its fixed hue and dash, as in every chart. */
export function RouteTag(props: { route: string }) {
  const mark = routeMark(props.route);
  return (
    <span className={classes.route}>
      <RouteLine route={props.route} />
      {mark.label}
    </span>
  );
}

export function RouteLine(props: { route: string }) {
  const mark = routeMark(props.route);
  return (
    <svg width="16" height="8" viewBox="0 0 16 8" aria-hidden="true" focusable="false" style={{ flex: 'none' }}>
      <line x1="0" y1="4" x2="16" y2="4" stroke={mark.color} strokeWidth="3" strokeDasharray={mark.dash} />
    </svg>
  );
}
