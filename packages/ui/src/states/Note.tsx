import type { ReactNode } from 'react';
import { Glyph } from '../marks/Glyph.js';
import { allowedWord } from './allowed-words.js';
import classes from './states.module.css';

/** A short message in its place: neutral, warning or done. */
export function Note(props: {
  tone?: 'info' | 'warning' | 'done';
  title?: string;
  children?: ReactNode;
  live?: boolean;
}) {
  return (
    <div className={classes.note} data-tone={props.tone ?? 'info'} role={props.live ? 'status' : undefined}>
      {props.title && <div className={classes.noteTitle}>{props.title}</div>}
      {props.children}
    </div>
  );
}

export interface RefusalView {
  readonly code: string;
  readonly message: string;
  readonly allowed: readonly string[];
}

/** What was refused, why, and the steps that are allowed instead, offered as buttons when the caller can do them. */
export function RefusalNote(props: {
  refusal: RefusalView;
  /** Turns an allowed word into a button or link; undefined leaves it as a word. */
  offer?: (allowed: string) => ReactNode | undefined;
  /** Nothing was asked for yet: what stands in the way, said beforehand and without alarm. */
  beforehand?: boolean;
}) {
  const { refusal, beforehand } = props;
  return (
    <div className={classes.note} data-tone={beforehand ? 'warning' : 'refusal'} role={beforehand ? 'status' : 'alert'}>
      <div className={classes.noteTitle}>
        {!beforehand && <Glyph shape="cross" size={11} />}
        {beforehand ? 'Not yet possible' : 'Refused'}
      </div>
      <p>{refusal.message}</p>
      {refusal.allowed.length > 0 && (
        <div className={classes.actions}>
          <span className="pc-quiet">{beforehand ? 'Possible now:' : 'Allowed instead:'}</span>
          {refusal.allowed.map((allowed) => (
            <span key={allowed}>{props.offer?.(allowed) ?? allowedWord(allowed)}</span>
          ))}
        </div>
      )}
    </div>
  );
}

/** Somebody else changed this meanwhile: who, what, and reading it again. */
export function StaleNote(props: { who: string; what: string; children?: ReactNode }) {
  return (
    <div className={classes.note} data-tone="warning" role="status">
      <p>
        <strong>{props.who}</strong> {props.what}
      </p>
      {props.children && <div className={classes.actions}>{props.children}</div>}
    </div>
  );
}
