import { useEffect, useRef } from 'react';
import { say } from '../words/say.js';

/** Asked before signing out with something unsent: on a borrowed phone it should not stay. */
export function LeaveQuestion(props: { onKeep: () => void; onRemove: () => void; onStay: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="leave" aria-labelledby="leave" onClose={props.onStay}>
      <h2 id="leave">{say('session.leave.title')}</h2>
      <p>{say('session.leave.text')}</p>
      <div className="stack">
        <button type="button" className="button" data-kind="primary" onClick={props.onKeep}>
          {say('session.leave.keep')}
        </button>
        <button type="button" className="button" data-kind="plain" onClick={props.onRemove}>
          {say('session.leave.remove')}
        </button>
        <button type="button" className="button" data-kind="text" onClick={props.onStay}>
          {say('session.leave.stay')}
        </button>
      </div>
    </dialog>
  );
}
