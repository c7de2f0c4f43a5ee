import { whenText } from '../words/when.js';

/** A moment in the reader's zone. */
export function When(props: { at: string }) {
  return <time dateTime={props.at}>{whenText(props.at)}</time>;
}
