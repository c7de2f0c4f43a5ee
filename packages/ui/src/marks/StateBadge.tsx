import { Glyph } from './Glyph.js';
import classes from './marks.module.css';
import { type StateKind, stateMark } from './state-marks.js';

/** State as word, shape and colour. `kind` says which machine the word belongs to. */
export function StateBadge(props: { kind: StateKind; state: string }) {
  const mark = stateMark(props.kind, props.state);
  return (
    <span className={classes.mark} data-tone={mark.tone}>
      <Glyph shape={mark.shape} />
      {mark.label}
    </span>
  );
}
