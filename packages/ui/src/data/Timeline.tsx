import type { ReactNode } from 'react';
import { Glyph } from '../marks/Glyph.js';
import type { Shape } from '../marks/state-marks.js';
import { RelativeTime } from '../text/RelativeTime.js';
import classes from './data.module.css';

export interface TimelineEntry {
  readonly id: string;
  readonly at: string;
  readonly shape?: Shape;
  /** One sentence: who did what. */
  readonly what: ReactNode;
  readonly why?: string | null;
  readonly automatic?: boolean;
  readonly detail?: ReactNode;
}

/** What happened, newest or oldest first as the caller says; automatic steps are marked as such. */
export function Timeline(props: { entries: readonly TimelineEntry[]; label: string }) {
  return (
    <ol className={classes.timeline} aria-label={props.label}>
      {props.entries.map((entry) => (
        <li key={entry.id} className={classes.entry}>
          <span className={classes.entryTime}>
            <RelativeTime at={entry.at} />
          </span>
          <span className={classes.entryDot}>
            <Glyph shape={entry.shape ?? 'ring'} size={11} />
          </span>
          <div>
            <p className={classes.entryWhat}>
              {entry.what} {entry.automatic && <span className={classes.chip}>automatic</span>}
            </p>
            {entry.why && <p className={classes.entryWhy}>{entry.why}</p>}
            {entry.detail}
          </div>
        </li>
      ))}
    </ol>
  );
}
