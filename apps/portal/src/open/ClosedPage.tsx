import { useEffect, useState } from 'react';
import { askNewLink } from '../door/door.js';
import { type Trouble, troubleText } from '../door/trouble.js';
import { SendButton } from '../parts/Field.js';
import { useFocusOnce } from '../parts/useFocusOnce.js';
import type { MessageKey } from '../words/messages.en.js';
import { say } from '../words/say.js';
import type { Phase } from './phase.js';

type Closed = Exclude<Phase['at'], 'opening' | 'matter'>;

const WORDS = {
  none: ['link.none.title', 'link.none.text'],
  unknown: ['link.unknown.title', 'link.unknown.text'],
  expired: ['link.expired.title', 'link.expired.text'],
  trouble: ['link.fault.title', 'link.fault.title'],
  left: ['session.out.title', 'session.out.text'],
} as const satisfies Record<Closed, readonly [MessageKey, MessageKey]>;

/** Everything that is not the matter: why it is not shown, and the way on. */
export function ClosedPage(props: {
  phase: Extract<Phase, { at: Closed }>;
  token: string | null;
  onTryAgain: () => void;
}) {
  const { phase, token } = props;
  const [title, text] = WORDS[phase.at];
  const heading = useFocusOnce<HTMLHeadingElement>();
  useEffect(() => {
    document.title = say(title);
  }, [title]);
  return (
    <div className="closed">
      <header className="top">
        <p>
          <strong>{say('page.name')}</strong>
        </p>
      </header>
      <h1 tabIndex={-1} ref={heading}>
        {say(title)}
      </h1>
      <p>{phase.at === 'trouble' ? troubleText(phase.trouble) : say(text)}</p>
      {phase.at === 'trouble' && (
        <button type="button" className="button" data-kind="primary" onClick={props.onTryAgain}>
          {say('page.tryAgain')}
        </button>
      )}
      {(phase.at === 'expired' || phase.at === 'unknown') && token !== null && <NewLink token={token} />}
      <p className="quiet">{say('link.else')}</p>
    </div>
  );
}

function NewLink(props: { token: string }) {
  const [busy, setBusy] = useState(false);
  const [sent, setSent] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  async function ask() {
    setBusy(true);
    setTrouble(null);
    const answer = await askNewLink(props.token);
    setBusy(false);
    if (answer.ok) setSent(true);
    else setTrouble(answer.trouble);
  }
  return (
    <div role="status">
      {sent ? (
        <div className="note" data-tone="done">
          <p className="note-title">{say('link.sent.title')}</p>
          <p>{say('link.sent.text')}</p>
        </div>
      ) : (
        <>
          {trouble && (
            <div className="note" data-tone="bad">
              <p>{troubleText(trouble)}</p>
            </div>
          )}
          <SendButton busy={busy} onClick={() => void ask()}>
            {say('link.sendNew')}
          </SendButton>
        </>
      )}
    </div>
  );
}
