import { useState } from 'react';
import { SendButton } from '../parts/Field.js';
import { useFocusOnce } from '../parts/useFocusOnce.js';
import { say } from '../words/say.js';

/** The session has ended while the page is open: said in its place, with the way on. Nothing on the page is lost. */
export function SessionNote(props: { ended: boolean; renew: () => Promise<boolean> }) {
  return props.ended ? <Ended renew={props.renew} /> : null;
}

function Ended(props: { renew: () => Promise<boolean> }) {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const note = useFocusOnce<HTMLDivElement>();
  async function goOn() {
    setBusy(true);
    setFailed(!(await props.renew()));
    setBusy(false);
  }
  return (
    <div ref={note} className="note session" data-tone="warning" role="alert" tabIndex={-1}>
      <p className="note-title">{say('session.ended.title')}</p>
      <p>{say(failed ? 'session.cannot' : 'session.ended.text')}</p>
      <SendButton busy={busy} onClick={() => void goOn()}>
        {say('session.continue')}
      </SendButton>
    </div>
  );
}
