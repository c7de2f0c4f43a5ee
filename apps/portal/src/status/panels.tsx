import type { PortalMatterAppeal } from '@portcullis/contracts/portal/matter';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { LONGEST, textProblem } from '../appeal/check-appeal.js';
import { type Answer, askRelief, sendMessage, withdraw } from '../door/door.js';
import { useMatterDoor } from '../matter/matter-door.js';
import { PapersField } from '../papers/PapersField.js';
import { toSend } from '../papers/papers.js';
import { suitedPapers } from '../papers/suited.js';
import type { Papers } from '../papers/usePapers.js';
import { LongText, SendButton } from '../parts/Field.js';
import { useKeptText } from '../parts/kept.js';
import { TroubleNote } from '../parts/TroubleNote.js';
import { useFocusOnce } from '../parts/useFocusOnce.js';
import { useSend } from '../parts/useSend.js';
import type { MessageKey } from '../words/messages.en.js';
import { say, sayCount } from '../words/say.js';

interface PanelProps {
  appeal: PortalMatterAppeal;
  /** `told` is what to say about it. */
  onDone: (told: string) => void;
  onCancel: () => void;
}

/** A text that goes out by itself. What was typed stays until it has arrived. */
function TextPanel(
  props: PanelProps & {
    name: string;
    title?: string;
    before?: ReactNode;
    label: string;
    hint?: string;
    maximum: number;
    optional?: boolean;
    button: string;
    grave?: boolean;
    done: MessageKey;
    work: (appealId: string, text: string) => Promise<Answer<unknown>>;
  },
) {
  const { appeal } = props;
  const { reload } = useMatterDoor();
  const [text, setText, sent] = useKeptText(`${props.name}:A-${appeal.number}`);
  const [problem, setProblem] = useState<string | null>(null);
  const { send, busy, trouble } = useSend(props.work);
  const field = `panel-${props.name}`;
  const form = useFocusOnce<HTMLFormElement>(props.grave === true);
  useEffect(() => {
    if (!props.grave) document.getElementById(field)?.focus();
  }, [props.grave, field]);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const missing = props.optional && text.trim() === '' ? null : textProblem(text, props.maximum);
    setProblem(missing);
    if (missing) {
      document.getElementById(field)?.focus();
      return;
    }
    const answer = await send(appeal.id, text.trim());
    if (!answer?.ok) return;
    sent();
    props.onDone(say(props.done));
    await reload();
  }
  return (
    <form ref={form} tabIndex={-1} noValidate aria-label={props.title ?? props.button} onSubmit={(e) => void submit(e)}>
      {props.title && <h4>{props.title}</h4>}
      {props.before}
      <LongText
        id={field}
        label={props.label}
        hint={props.hint}
        value={text}
        maximum={props.maximum}
        rows={4}
        required={!props.optional}
        problem={problem}
        onChange={setText}
      />
      <TroubleNote trouble={trouble} />
      <div className="row">
        <SendButton submit busy={busy} kind={props.grave ? 'grave' : 'primary'}>
          {props.button}
        </SendButton>
        <button type="button" className="button" data-kind="text" onClick={props.onCancel}>
          {say('more.cancel')}
        </button>
      </div>
    </form>
  );
}

export function MessagePanel(props: PanelProps) {
  return (
    <TextPanel
      {...props}
      name="message"
      label={say('more.message.label')}
      hint={say('more.message.hint')}
      maximum={LONGEST.statement}
      button={say('more.message.send')}
      done="more.message.sent"
      work={sendMessage}
    />
  );
}

export function ReliefPanel(props: PanelProps) {
  return (
    <TextPanel
      {...props}
      name="relief"
      title={say('relief.label')}
      before={<p className="hint">{say('relief.hint')}</p>}
      label={say('relief.why')}
      hint={say('relief.whyHint')}
      maximum={LONGEST.relief}
      button={say('relief.send')}
      done="more.relief.sent"
      work={askRelief}
    />
  );
}

export function WithdrawPanel(props: PanelProps) {
  return (
    <TextPanel
      {...props}
      name="withdraw"
      title={say('more.withdraw.title')}
      before={<p>{say('more.withdraw.text')}</p>}
      label={say('more.withdraw.why')}
      maximum={LONGEST.withdrawal}
      optional
      grave
      button={say('more.withdraw.send')}
      done="more.withdraw.sent"
      work={withdraw}
    />
  );
}

/** Adds papers to an open appeal. What did not arrive stays in the list. */
export function PapersPanel(props: { appeal: PortalMatterAppeal; papers: Papers; onSend: () => Promise<void> }) {
  const { appeal, papers } = props;
  const ready = toSend(papers.list).length;
  const someFailed = !papers.sending && papers.list.some(({ state, final }) => state === 'failed' && !final);
  return (
    <form
      aria-label={say('more.papers')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!papers.sending && ready > 0) void props.onSend();
      }}
    >
      <PapersField
        papers={papers}
        suited={suitedPapers(appeal.grounds)}
        alreadyThere={appeal.files.length}
        together={false}
      />
      {someFailed && <p>{say('papers.someFailed')}</p>}
      {(ready > 0 || papers.sending) && (
        <SendButton submit busy={papers.sending}>
          {sayCount('papers.send', ready)}
        </SendButton>
      )}
    </form>
  );
}
