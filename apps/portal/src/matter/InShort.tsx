import { useNow } from '@portcullis/ui/text/useNow';
import type { ReactNode } from 'react';
import { say } from '../words/say.js';
import { dayText, relativeText, whenText } from '../words/when.js';
import { nextText, untilText } from './in-short.js';
import { useMatterDoor } from './matter-door.js';

/** The questions that a worried person asks first, each with its answer. */
export function InShort() {
  const { matter } = useMatterDoor();
  const now = useNow();
  const until = untilText(matter, now);
  const appeal = matter.appeals[0];
  return (
    <section className="short" aria-labelledby="short">
      <h2 id="short" className="pc-visually-hidden">
        {say('short.title')}
      </h2>
      <dl>
        {until && <Row term={say('short.until')}>{until}</Row>}
        <Row term={say('short.next')}>{nextText(matter, now)}</Row>
        {appeal?.submittedAt ? (
          <Row term={say('appeal.title')}>
            {say('short.appeal.filed', { when: whenText(appeal.submittedAt) })}{' '}
            <Jump to="appeal-title" text={say('short.goAppeal')} />
          </Row>
        ) : (
          matter.allowed.appeal && (
            <Row term={say('short.appeal')}>
              {appealText(matter.notice.appealUntil, now)} {say('short.who.text')}
            </Row>
          )
        )}
      </dl>
      {matter.allowed.appeal && !appeal && <Jump to="write-title" text={say('short.appealNow')} button />}
    </section>
  );
}

function appealText(until: string | null, now: number): string {
  return until
    ? say('short.appeal.until', { when: dayText(until), relative: relativeText(until, now) })
    : say('short.appeal.open');
}

function Row(props: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{props.term}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

/** Leads to a heading further down, with the focus. */
export function Jump(props: { to: string; text: string; button?: boolean }) {
  return (
    <a
      href={`#${props.to}`}
      className={props.button ? 'button' : undefined}
      data-kind={props.button ? 'primary' : undefined}
      onClick={(event) => {
        event.preventDefault();
        const target = document.getElementById(props.to);
        target?.scrollIntoView();
        target?.focus({ preventScroll: true });
      }}
    >
      {props.text}
    </a>
  );
}
