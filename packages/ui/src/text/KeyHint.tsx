import classes from './text.module.css';

/** One or more keys and what they do. The keys are also listed by `?`. */
export function KeyHint(props: { keys: readonly string[]; does?: string }) {
  return (
    <span className={classes.hint}>
      {props.keys.map((key) => (
        <kbd key={key} className={classes.kbd}>
          {key}
        </kbd>
      ))}
      {props.does}
    </span>
  );
}
