import type { PortalMatterAppeal } from '@portcullis/contracts/portal/matter';
import { useNow } from '@portcullis/ui/text/useNow';
import { type FormEvent, useState } from 'react';
import { LONGEST, textProblem } from '../appeal/check-appeal.js';
import { sendMessage } from '../door/door.js';
import { useMatterDoor } from '../matter/matter-door.js';
import { LongText, SendButton } from '../parts/Field.js';
import { useKeptText } from '../parts/kept.js';
import { TroubleNote } from '../parts/TroubleNote.js';
import { useSend } from '../parts/useSend.js';
import { say } from '../words/say.js';
import { relativeText, whenText } from '../words/when.js';

/** The reviewer's open question with a box for the answer. */
export function Question(props: { appeal: PortalMatterAppeal; onAnswered: () => void }) {
  const { appeal } = props;
  const { reload } = useMatterDoor();
  const now = useNow();
  const [text, setText, sent] = useKeptText(`answer:A-${appeal.number}`);
  const [problem, setProblem] = useState<string | null>(null);
  const { send, busy, trouble } = useSend(sendMessage);
  const asked = appeal.messages.findLast(({ question }) => question);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const missing = textProblem(text, LONGEST.statement);
    setProblem(missing);
    if (missing) {
      document.getElementById('answer')?.focus();
      return;
    }
    const answer = await send(appeal.id, text.trim());
    if (!answer?.ok) return;
    sent();
    props.onAnswered();
    await reload();
  }

  return (
    <form
      className="question"
      id="question"
      noValidate
      aria-labelledby="question-title"
      onSubmit={(e) => void submit(e)}
    >
      <h3 id="question-title">{say('question.title')}</h3>
      {asked && (
        <blockquote dir="auto" className="prose">
          {asked.text}
        </blockquote>
      )}
      {appeal.answerDueAt && (
        <p>
          {say('clock.stands', {
            when: whenText(appeal.answerDueAt),
            relative: relativeText(appeal.answerDueAt, now),
          })}
        </p>
      )}
      <LongText
        id="answer"
        label={say('question.label')}
        hint={say('question.papers')}
        value={text}
        maximum={LONGEST.statement}
        rows={4}
        required
        problem={problem}
        onChange={setText}
      />
      <TroubleNote trouble={trouble} />
      <SendButton submit busy={busy}>
        {say('question.send')}
      </SendButton>
    </form>
  );
}
