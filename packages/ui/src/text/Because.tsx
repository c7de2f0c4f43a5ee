import classes from './text.module.css';

/** Why this stands where it stands: "because: severity high · 3 accounts still active · SLA in 38 min". */
export function Because(props: { parts: readonly { text: string }[]; wrap?: boolean; lead?: string }) {
  if (props.parts.length === 0) return null;
  const text = props.parts.map((part) => part.text).join(' · ');
  return (
    <p className={classes.because} data-wrap={props.wrap || undefined} title={props.wrap ? undefined : text}>
      {props.lead ?? 'because: '}
      {text}
    </p>
  );
}
