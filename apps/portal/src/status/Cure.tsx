import type { PortalMatterAppeal } from '@portcullis/contracts/portal/matter';
import { type FormEvent, useState } from 'react';
import { LONGEST, textProblem } from '../appeal/check-appeal.js';
import { cure } from '../door/door.js';
import { useMatterDoor } from '../matter/matter-door.js';
import { LongText, SendButton } from '../parts/Field.js';
import { useKeptText } from '../parts/kept.js';
import { TroubleNote } from '../parts/TroubleNote.js';
import { useSend } from '../parts/useSend.js';
import { say } from '../words/say.js';

/** Completes an appeal that could not be looked into; possible once. */
export function Cure(props: { appeal: PortalMatterAppeal }) {
  const { appeal } = props;
  const { announce, reload } = useMatterDoor();
  const [text, setText, sent] = useKeptText(`cure:A-${appeal.number}`, appeal.statement);
  const [problem, setProblem] = useState<string | null>(null);
  const { send, busy, trouble } = useSend(cure);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const missing = textProblem(text, LONGEST.statement);
    setProblem(missing);
    if (missing) {
      document.getElementById('cure')?.focus();
      return;
    }
    const answer = await send(appeal.id, text.trim());
    if (!answer?.ok) return;
    sent();
    announce(say('cure.sent'));
    await reload();
  }

  return (
    <form className="question" noValidate aria-label={say('cure.send')} onSubmit={(event) => void submit(event)}>
      <p>{say('cure.intro')}</p>
      <LongText
        id="cure"
        label={say('cure.label')}
        value={text}
        maximum={LONGEST.statement}
        rows={7}
        required
        problem={problem}
        onChange={setText}
      />
      <TroubleNote trouble={trouble} />
      <SendButton submit busy={busy}>
        {say('cure.send')}
      </SendButton>
    </form>
  );
}
