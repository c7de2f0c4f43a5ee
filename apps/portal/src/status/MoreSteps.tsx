import type { AppealStep, PortalMatterAppeal } from '@portcullis/contracts/portal/matter';
import { useEffect, useState } from 'react';
import type { Papers } from '../papers/usePapers.js';
import { forget, readKept } from '../parts/kept.js';
import { say } from '../words/say.js';
import type { Told } from './AppealStatus.js';
import { MessagePanel, PapersPanel, ReliefPanel, WithdrawPanel } from './panels.js';

const STEPS = ['message', 'upload', 'ask_relief', 'withdraw'] as const satisfies readonly AppealStep[];
type Step = (typeof STEPS)[number];

const LABELS = {
  message: 'more.message',
  upload: 'more.papers',
  ask_relief: 'relief.open',
  withdraw: 'more.withdraw',
} as const satisfies Record<Step, string>;

/** A message that was begun. An appeal that arrived at the second try left its own text there: that is no message. */
function hasOwnMessage(appeal: PortalMatterAppeal): boolean {
  const name = `message:A-${appeal.number}`;
  const kept = readKept<string>(name);
  if (kept === null) return false;
  if (kept !== appeal.statement) return true;
  forget(name);
  return false;
}

/** What can be done with an appeal now: a button each, one open at a time. */
export function MoreSteps(props: {
  appeal: PortalMatterAppeal;
  papers: Papers;
  /** What was done last; it closes what was open. */
  told: Told | null;
  onDone: (text: string) => void;
  onSendPapers: () => Promise<void>;
}) {
  const { appeal, papers, told } = props;
  const [open, setOpen] = useState<Step | null>(() =>
    hasOwnMessage(appeal) ? 'message' : papers.list.length > 0 ? 'upload' : null,
  );
  const pending = papers.list.length > 0;
  useEffect(() => {
    if (pending) setOpen('upload');
  }, [pending]);
  useEffect(() => {
    if (told) setOpen(null);
  }, [told]);
  const steps = STEPS.filter((step) => appeal.allowed.includes(step));
  if (steps.length === 0) return null;
  const panel = { appeal, onDone: props.onDone, onCancel: () => setOpen(null) };
  return (
    <section aria-labelledby="more">
      <h3 id="more">{say('more.title')}</h3>
      <div className="steps">
        {steps.map((step) => (
          <button
            key={step}
            type="button"
            className="button"
            data-kind="plain"
            aria-expanded={open === step}
            aria-controls={open === step ? 'step-panel' : undefined}
            onClick={() => setOpen(open === step ? null : step)}
          >
            {say(LABELS[step])}
          </button>
        ))}
      </div>
      {open && steps.includes(open) && (
        <div className="panel" id="step-panel">
          {open === 'message' && <MessagePanel {...panel} />}
          {open === 'upload' && <PapersPanel appeal={appeal} papers={papers} onSend={props.onSendPapers} />}
          {open === 'ask_relief' && <ReliefPanel {...panel} />}
          {open === 'withdraw' && <WithdrawPanel {...panel} />}
        </div>
      )}
    </section>
  );
}
