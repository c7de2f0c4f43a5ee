import { type Trouble, troubleText } from '../door/trouble.js';
import { say } from '../words/say.js';

/** Why it was not sent and what to do, beside the button that sent it. */
export function TroubleNote(props: { trouble: Trouble | null }) {
  return (
    <div role="alert">
      {props.trouble && (
        <div className="note" data-tone="bad">
          <p className="note-title">{say('trouble.title')}</p>
          <p>{troubleText(props.trouble)}</p>
        </div>
      )}
    </div>
  );
}
