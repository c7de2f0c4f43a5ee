import type { PortalMatter } from '@portcullis/contracts/portal/matter';
import { useNow } from '@portcullis/ui/text/useNow';
import { useCallback, useState } from 'react';
import { AppealForm } from '../appeal/AppealForm.js';
import { usePapers } from '../papers/usePapers.js';
import { AppealStatus, type Told } from '../status/AppealStatus.js';
import { EarlierAppeals } from '../status/EarlierAppeals.js';
import { Story } from '../status/Story.js';
import { say, sayCount } from '../words/say.js';
import { relativeText, timeText, whenText, zoneText } from '../words/when.js';
import { Affected } from './Affected.js';
import { Contact } from './Contact.js';
import { InShort } from './InShort.js';
import { MatterHead } from './MatterHead.js';
import { MatterDoorProvider } from './matter-door.js';
import { SessionNote } from './SessionNote.js';
import { StatementOfReasons } from './StatementOfReasons.js';
import { useMatter } from './useMatter.js';
import { useOnline } from './useOnline.js';

/** One notice: what happened, and everything that can be done about it. */
export function MatterPage(props: {
  first: PortalMatter;
  renew: () => Promise<boolean>;
  onSignOut: (reference: string) => void;
}) {
  const [ended, setEnded] = useState(false);
  const [said, setSaid] = useState('');
  const [filed, setFiled] = useState<string | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  const signedOut = useCallback(() => setEnded(true), []);
  const { matter, stale, reload } = useMatter(props.first, signedOut);
  const papers = usePapers(matter.notice.reference);
  const online = useOnline();
  const now = useNow();
  const { notice, allowed } = matter;
  const appeal = matter.appeals[0] ?? null;
  const unread = filed !== null && !matter.appeals.some(({ id }) => id === filed);
  const door = { matter, reload, signedOut, announce: setSaid };

  function done(text: string) {
    setTold({ text });
    setSaid(text);
  }
  async function sendPapers(appealId: string) {
    const { sent, failed, stopped } = await papers.send(appealId);
    if (stopped?.kind === 'signed_out') signedOut();
    await reload();
    papers.clearSent();
    if (sent > 0 && failed === 0) done(sayCount('papers.allSent', sent));
  }
  async function onFiled({ id }: { id: string }) {
    setFiled(id);
    await reload();
    if (papers.list.length > 0) await sendPapers(id);
  }

  return (
    <MatterDoorProvider value={door}>
      <div role="status" className="pc-visually-hidden">
        {said}
      </div>
      <SessionNote
        ended={ended}
        renew={async () => {
          const back = (await props.renew()) || (await reload());
          if (back) {
            setEnded(false);
            void reload();
          }
          return back;
        }}
      />
      <div role="status">
        {!online && (
          <div className="note" data-tone="warning">
            <p>{say('page.offline')}</p>
          </div>
        )}
        {online && stale && (
          <div className="note row" data-tone="warning">
            <p>{say('page.stale', { when: whenText(matter.asOf) })}</p>
            <button type="button" className="button" data-kind="text" onClick={() => void reload()}>
              {say('page.tryAgain')}
            </button>
          </div>
        )}
      </div>
      <MatterHead onSignOut={() => props.onSignOut(notice.reference)} />
      <InShort />
      {appeal && (
        <AppealStatus
          key={appeal.id}
          appeal={appeal}
          papers={papers}
          justFiled={filed === appeal.id}
          told={told}
          onDone={done}
          onSendPapers={() => sendPapers(appeal.id)}
        />
      )}
      {unread && <FiledUnread onReload={reload} />}
      {appeal && <Story />}
      <StatementOfReasons />
      <Affected />
      {allowed.appeal && !unread && (
        <section id="write" aria-labelledby="write-title" className="no-print">
          <h2 id="write-title" tabIndex={-1}>
            {say(appeal ? 'appeal.again' : 'appeal.title')}
          </h2>
          <p>{say(appeal ? 'again.intro' : 'appeal.intro')}</p>
          <p>
            {notice.appealUntil &&
              say('appeal.until', {
                when: whenText(notice.appealUntil),
                relative: relativeText(notice.appealUntil, now),
              })}{' '}
            {say('appeal.outside')}
          </p>
          <AppealForm papers={papers} onFiled={(opened) => void onFiled(opened)} />
        </section>
      )}
      {!allowed.appeal && !appeal && allowed.why && (
        <section>
          <h2>{say('appeal.closed')}</h2>
          <p>{allowed.why.message}</p>
          <p>{say('appeal.outside')}</p>
        </section>
      )}
      {!appeal && <Story />}
      <EarlierAppeals appeals={matter.appeals.slice(1)} />
      <Contact />
      <footer className="quiet">
        <p>{say('page.zone', { zone: zoneText(now) })}</p>
        <p>{say('page.asOf', { when: timeText(Date.parse(matter.asOf)) })}</p>
      </footer>
    </MatterDoorProvider>
  );
}

/** The appeal is filed, and what became of it could not be read: it must not look as if it were lost. */
function FiledUnread(props: { onReload: () => Promise<boolean> }) {
  return (
    <div className="note" data-tone="done" role="status">
      <p className="note-title">{say('filed.unread')}</p>
      <button type="button" className="button" data-kind="plain" onClick={() => void props.onReload()}>
        {say('page.reload')}
      </button>
    </div>
  );
}
