import type { PortalMatterAppeal } from '@portcullis/contracts/portal/matter';
import { Glyph, stateMark } from '@portcullis/ui';
import { useNow } from '@portcullis/ui/text/useNow';
import { useEffect, useRef } from 'react';
import type { Papers } from '../papers/usePapers.js';
import { useFocusOnce } from '../parts/useFocusOnce.js';
import { say, sayKnown } from '../words/say.js';
import { relativeText, whenText } from '../words/when.js';
import { AppealRecord } from './AppealRecord.js';
import { Cure } from './Cure.js';
import { clockText } from './clock-text.js';
import { Messages } from './Messages.js';
import { MoreSteps } from './MoreSteps.js';
import { Outcome } from './Outcome.js';
import { Question } from './Question.js';

/** What was done last, said once in its place. */
export interface Told {
  readonly text: string;
}

/** The newest appeal: where it is, what is asked, what came out, what can be done. */
export function AppealStatus(props: {
  appeal: PortalMatterAppeal;
  papers: Papers;
  justFiled: boolean;
  told: Told | null;
  onDone: (text: string) => void;
  onSendPapers: () => Promise<void>;
}) {
  const { appeal, told, onDone } = props;
  const now = useNow();
  const heading = useFocusOnce<HTMLHeadingElement>(props.justFiled);
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (told) note.current?.focus();
  }, [told]);
  const mark = stateMark('appeal', appeal.state);
  const reference = `A-${appeal.number}`;
  const asked = appeal.allowed.includes('answer');
  const clock = clockText(appeal, now);
  return (
    <section className="appeal" id="appeal" aria-labelledby="appeal-title">
      <h2 id="appeal-title" tabIndex={-1} ref={heading}>
        {say('appeal.title')} <span className="quiet">{reference}</span>
      </h2>
      {props.justFiled && appeal.open && !told && (
        <div className="note" data-tone="done">
          <p className="note-title">{say('filed.title', { reference })}</p>
          <p>{say('filed.text')}</p>
        </div>
      )}
      {told && (
        <div className="note" data-tone="done" ref={note} tabIndex={-1}>
          <p>{told.text}</p>
        </div>
      )}
      {!appeal.result && (
        <p className="state-line" data-tone={mark.tone}>
          <Glyph shape={mark.shape} size={14} />
          <strong>{sayKnown(`state.${appeal.state}`, mark.label)}</strong>
        </p>
      )}
      <Outcome appeal={appeal} />
      {clock && !asked && <p className="clock">{clock}</p>}
      {appeal.open && appeal.onTheFile && <p>{say('clock.onTheFile')}</p>}
      {appeal.open && <ReliefLine appeal={appeal} now={now} />}
      {asked && <Question appeal={appeal} onAnswered={() => onDone(say('question.sent'))} />}
      {appeal.allowed.includes('cure') && <Cure appeal={appeal} />}
      <Messages appeal={appeal} />
      <MoreSteps appeal={appeal} papers={props.papers} told={told} onDone={onDone} onSendPapers={props.onSendPapers} />
      <AppealRecord appeal={appeal} />
    </section>
  );
}

function ReliefLine(props: { appeal: PortalMatterAppeal; now: number }) {
  const { relief } = props.appeal;
  switch (relief.state) {
    case 'none':
      return null;
    case 'asked':
      return relief.answerDueAt ? (
        <p>
          {say('relief.asked', {
            when: whenText(relief.answerDueAt),
            relative: relativeText(relief.answerDueAt, props.now),
          })}
        </p>
      ) : null;
    case 'granted':
      return <p>{say('relief.granted', { limits: relief.limits ?? '' })}</p>;
    case 'refused':
      return <p>{say('relief.refused')}</p>;
  }
}
