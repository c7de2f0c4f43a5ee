import { relative } from './duration.js';
import { exactInstant } from './instants.js';
import { useNow } from './useNow.js';

/** `12 min ago`, with the exact moment and its zone on hover and for screen readers. */
export function RelativeTime(props: { at: string | null | undefined; empty?: string }) {
  const now = useNow();
  if (props.at == null) return <span className="pc-quiet">{props.empty ?? 'not yet'}</span>;
  const at = Date.parse(props.at);
  return (
    <time dateTime={props.at} title={exactInstant(at)} style={{ whiteSpace: 'nowrap' }}>
      {relative(at, now)}
    </time>
  );
}

/** The exact moment with its zone. */
export function ExactTime(props: { at: string; zone?: string }) {
  return (
    <time dateTime={props.at} style={{ whiteSpace: 'nowrap' }}>
      {exactInstant(Date.parse(props.at), props.zone)}
    </time>
  );
}
