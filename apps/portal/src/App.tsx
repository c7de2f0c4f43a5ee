import { useCallback, useEffect, useRef, useState } from 'react';
import { endSession, openSession } from './door/door.js';
import { MatterPage } from './matter/MatterPage.js';
import { ClosedPage } from './open/ClosedPage.js';
import { LeaveQuestion } from './open/LeaveQuestion.js';
import { tokenOf } from './open/link.js';
import { openMatter, type Phase } from './open/phase.js';
import { forgetAll, hasUnsent } from './open/unsent.js';
import { say, speak } from './words/say.js';

/** Takes the link's token out of the address, so that it is in no history and on no shared screen. */
function takeToken(): string | null {
  const token = tokenOf(window.location);
  if (token !== null) window.history.replaceState(null, '', '/');
  return token;
}

export function App() {
  const [phase, setPhase] = useState<Phase>({ at: 'opening' });
  const [leaving, setLeaving] = useState(false);
  /** In memory only, for as long as the page is open: opens a session again after it has ended. */
  const token = useRef<string | null>(null);
  const round = useRef(0);

  const open = useCallback(async () => {
    const mine = ++round.current;
    setPhase({ at: 'opening' });
    const next = await openMatter(token.current);
    if (mine !== round.current) return;
    speak(next.at === 'matter' ? next.matter.customer.language : navigator.language, document.documentElement);
    setPhase(next);
  }, []);

  useEffect(() => {
    const look = () => {
      const found = takeToken();
      if (found === null && round.current > 0) return;
      token.current = found;
      void open();
    };
    look();
    // A second link that is opened in this tab changes nothing but what stands after `#`.
    window.addEventListener('hashchange', look);
    return () => window.removeEventListener('hashchange', look);
  }, [open]);

  async function signOut() {
    round.current += 1;
    token.current = null;
    setLeaving(false);
    setPhase({ at: 'left' });
    await endSession();
  }

  if (phase.at === 'opening') {
    return (
      <main id="main" className="page">
        <p role="status" className="opening">
          {say('page.opening')}
        </p>
      </main>
    );
  }
  if (phase.at !== 'matter') {
    return (
      <main id="main" className="page">
        <ClosedPage key={phase.at} phase={phase} token={token.current} onTryAgain={() => void open()} />
      </main>
    );
  }
  return (
    <main id="main" className="page">
      {leaving && (
        <LeaveQuestion
          onKeep={() => void signOut()}
          onRemove={() => void forgetAll().then(signOut)}
          onStay={() => setLeaving(false)}
        />
      )}
      <MatterPage
        key={phase.matter.notice.reference}
        first={phase.matter}
        renew={async () => token.current !== null && (await openSession(token.current)).ok}
        onSignOut={(reference) => {
          void hasUnsent(reference).then((unsent) => (unsent ? setLeaving(true) : void signOut()));
        }}
      />
    </main>
  );
}
