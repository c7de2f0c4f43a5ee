import { Glyph, stateMark } from '@portcullis/ui';
import { useEffect } from 'react';
import { useFocusOnce } from '../parts/useFocusOnce.js';
import { say } from '../words/say.js';
import { Dates } from './Dates.js';
import { headingOf, isMild, leadOf } from './lead.js';
import { useMatterDoor } from './matter-door.js';
import { paragraphsOf, sectionOf } from './statement.js';

const SHAPE_STATES = { coming: 'executing', in_effect: 'active', ending: 'lifting', over: 'lifted' } as const;

/** What happened, in a heading and a sentence. */
export function MatterHead(props: { onSignOut: () => void }) {
  const { matter } = useMatterDoor();
  const { notice, customer, actions } = matter;
  const heading = useFocusOnce<HTMLHeadingElement>();
  const lead = leadOf(actions);
  const what = sectionOf(notice.sections, 'what');
  useEffect(() => {
    document.title = say('page.title', { reference: notice.reference });
  }, [notice.reference]);
  const mark = lead && stateMark('action', SHAPE_STATES[lead.effect]);
  return (
    <>
      <header className="top">
        <p>
          <strong>{say('page.name')}</strong> <span className="quiet">{notice.reference}</span>
        </p>
        <button type="button" className="button" data-kind="text" onClick={props.onSignOut}>
          {say('page.signOut')}
        </button>
      </header>
      <section className="head" aria-labelledby="title">
        <p className="quiet" dir="auto">
          {customer.name}
        </p>
        <h1 id="title" tabIndex={-1} ref={heading}>
          {headingOf(matter)}
        </h1>
        {what
          ? what.paragraphs.map((paragraph) => (
              <p key={paragraph} dir="auto" className="lead">
                {paragraph}
              </p>
            ))
          : notice.sections.length === 0 &&
            paragraphsOf(notice.text).map((paragraph) => (
              <p key={paragraph} dir="auto" className="prose">
                {paragraph}
              </p>
            ))}
        {lead && mark && !isMild(lead.kind) && (
          <p className="state-line" data-tone={mark.tone}>
            <Glyph shape={mark.shape} size={14} />
            <strong>
              <Dates action={lead.action} />
            </strong>
          </p>
        )}
      </section>
    </>
  );
}
