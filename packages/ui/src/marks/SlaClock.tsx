import { clockFace, duration, readSla } from '../text/duration.js';
import { exactInstant } from '../text/instants.js';
import { useNow } from '../text/useNow.js';
import { Glyph } from './Glyph.js';
import classes from './marks.module.css';

const CELLS = [0, 1, 2, 3, 4] as const;
const FULL_MS = 5 * 3_600_000;

/** Remaining time that turns. Paused while the customer or a partner has the ball; overdue says so in words. */
export function SlaClock(props: { dueAt: string; pausedAt?: string | null; startedAt?: string; label?: string }) {
  const now = useNow();
  const dueAt = Date.parse(props.dueAt);
  const startedAt = props.startedAt === undefined ? undefined : Date.parse(props.startedAt);
  const reading = readSla({ dueAt, now, pausedAt: props.pausedAt ? Date.parse(props.pausedAt) : null, startedAt });
  const label = props.label ?? 'SLA';
  const title = `${label} due ${exactInstant(dueAt)}`;
  if (reading.kind === 'paused') {
    return (
      <span className={classes.clock} data-urgency="paused" title={`${title}, paused`}>
        <Glyph shape="pause" size={10} />
        {reading.remainingMs < 0 ? 'paused, late' : `paused at ${clockFace(reading.remainingMs)}`}
      </span>
    );
  }
  if (reading.kind === 'late') {
    return (
      <span className={classes.clock} data-urgency="late" title={title}>
        <Glyph shape="bang" size={11} />
        late {duration(reading.remainingMs)}
      </span>
    );
  }
  const span = startedAt === undefined ? FULL_MS : Math.max(1, dueAt - startedAt);
  const filled = Math.min(5, Math.ceil((reading.remainingMs / span) * 5));
  return (
    <span className={classes.clock} data-urgency={reading.kind} title={title}>
      <span className="pc-visually-hidden">{`${label} in ${duration(reading.remainingMs)}`}</span>
      <span aria-hidden="true">{clockFace(reading.remainingMs)}</span>
      <svg width="24" height="8" viewBox="0 0 24 8" aria-hidden="true" focusable="false">
        {CELLS.map((cell) => (
          <rect
            key={cell}
            x={cell * 5}
            y="0"
            width="4"
            height="8"
            fill={cell < filled ? 'currentColor' : 'var(--pc-severity-empty)'}
          />
        ))}
      </svg>
    </span>
  );
}
