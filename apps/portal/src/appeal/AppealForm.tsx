import { APPEAL_GROUNDS, APPEAL_STANDINGS, type AppealGround } from '@portcullis/contracts/portal/evidence';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { type Answer, fileAppeal } from '../door/door.js';
import { useMatterDoor } from '../matter/matter-door.js';
import { PapersField } from '../papers/PapersField.js';
import { toSend } from '../papers/papers.js';
import { suitedPapers } from '../papers/suited.js';
import type { Papers } from '../papers/usePapers.js';
import { FieldProblem, LongText, SendButton, TextField } from '../parts/Field.js';
import { forget, keep } from '../parts/kept.js';
import { TroubleNote } from '../parts/TroubleNote.js';
import { useSend } from '../parts/useSend.js';
import { say, sayCount } from '../words/say.js';
import { timeText } from '../words/when.js';
import { appealOf } from './appeal-draft.js';
import { APPEAL_FIELDS, type AppealProblems, checkAppeal, LONGEST, serverProblems } from './check-appeal.js';
import { useDraft } from './useDraft.js';

/** Writes and sends an appeal. `onFiled` is told of the appeal that is open afterwards, whoever filed it. */
export function AppealForm(props: { papers: Papers; onFiled: (appeal: { id: string; number: number }) => void }) {
  const { matter, announce } = useMatterDoor();
  const { papers } = props;
  const kept = useDraft(matter.notice.reference);
  const { draft, change } = kept;
  const [problems, setProblems] = useState<AppealProblems>({});
  const { send, busy, trouble } = useSend(fileAppeal);
  const summary = useRef<HTMLDivElement>(null);
  const [attempts, setAttempts] = useState(0);
  const unsendable = papers.list.filter(({ final }) => final).map(({ file }) => file.name);
  const found = APPEAL_FIELDS.filter((field) => problems[field]);
  const ready = toSend(papers.list).length;

  useEffect(() => {
    if (attempts > 0) summary.current?.focus();
  }, [attempts]);
  function show(next: AppealProblems) {
    setProblems(next);
    if (Object.keys(next).length > 0) setAttempts((count) => count + 1);
  }
  async function submit(event: FormEvent) {
    event.preventDefault();
    const missing = checkAppeal(draft, unsendable);
    show(missing);
    if (Object.keys(missing).length > 0) return;
    const answer = await send(appealOf(draft), draft.key);
    if (answer) take(answer);
  }
  function take(answer: Answer<{ id: string; number: number }>) {
    if (answer.ok) {
      kept.clear();
      announce(say('filed.title', { reference: `A-${answer.value.number}` }));
      props.onFiled(answer.value);
      return;
    }
    if (answer.trouble.kind === 'invalid') show(serverProblems(answer.trouble.fields));
    if (answer.trouble.kind === 'refused' && answer.trouble.appeal) {
      // Either our own earlier try arrived after all, or a colleague was quicker: then the text goes into a message.
      const open = answer.trouble.appeal;
      const place = answer.trouble.code === 'COMPLETE_FIRST' ? 'cure' : 'message';
      keep(`${place}:A-${open.number}`, draft.statement.trim());
      forget(`draft:${matter.notice.reference}`);
      props.onFiled(open);
    }
  }

  return (
    <form className="form" noValidate onSubmit={(event) => void submit(event)} aria-label={say('appeal.title')}>
      {kept.found && (
        <div className="note row" data-tone="info">
          <p>{say('appeal.draft.found')}</p>
          <button type="button" className="button" data-kind="text" onClick={kept.clear}>
            {say('appeal.draft.clear')}
          </button>
        </div>
      )}
      <div ref={summary} tabIndex={-1} className="summary-place">
        {found.length > 0 && (
          <div className="note" data-tone="bad" role="alert">
            <p className="note-title">{sayCount('problem.summary', found.length)}</p>
            <ul>
              {found.map((field) => (
                <li key={field}>
                  <a
                    href={`#${field}`}
                    onClick={(event) => {
                      event.preventDefault();
                      document.getElementById(field)?.focus();
                    }}
                  >
                    {problems[field]}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
      <Grounds chosen={draft.grounds} onChange={(grounds) => change({ grounds })} />
      <LongText
        id="statement"
        label={say('statement.label')}
        hint={say('statement.hint')}
        value={draft.statement}
        maximum={LONGEST.statement}
        rows={7}
        required
        problem={problems.statement}
        onChange={(statement) => change({ statement })}
      />
      <fieldset id="papers" tabIndex={-1}>
        <legend>{say('papers.title')}</legend>
        <p className="hint">{say('papers.optional')}</p>
        <PapersField papers={papers} suited={suitedPapers(draft.grounds)} alreadyThere={0} together />
        <FieldProblem id="papers-problem" problem={problems.papers} />
      </fieldset>
      <fieldset>
        <legend>{say('relief.label')}</legend>
        <p className="hint">{say('relief.hint')}</p>
        <label className="choice">
          <input
            type="checkbox"
            checked={draft.reliefAsked}
            onChange={(event) => change({ reliefAsked: event.currentTarget.checked })}
          />
          <span>{say('relief.check')}</span>
        </label>
        {draft.reliefAsked && (
          <LongText
            id="relief"
            label={say('relief.why')}
            hint={say('relief.whyHint')}
            value={draft.relief}
            maximum={LONGEST.relief}
            rows={3}
            required
            problem={problems.relief}
            onChange={(relief) => change({ relief })}
          />
        )}
      </fieldset>
      <fieldset>
        <legend>{say('who.title')}</legend>
        <TextField
          id="contactName"
          label={say('who.name')}
          hint={say('who.nameHint')}
          value={draft.contactName}
          maximum={LONGEST.name}
          autoComplete="name"
          required
          problem={problems.contactName}
          onChange={(contactName) => change({ contactName })}
        />
        <fieldset
          id="standing"
          tabIndex={-1}
          className="inner"
          aria-invalid={problems.standing ? true : undefined}
          aria-describedby="standing-problem"
        >
          <legend>{say('who.standing')}</legend>
          {APPEAL_STANDINGS.map((standing) => (
            <label key={standing} className="choice">
              <input
                type="radio"
                name="standing"
                checked={draft.standing === standing}
                onChange={() => change({ standing })}
              />
              <span>{say(`standing.${standing}`)}</span>
            </label>
          ))}
          <FieldProblem id="standing-problem" problem={problems.standing} />
        </fieldset>
      </fieldset>
      <TroubleNote trouble={trouble?.kind === 'refused' && trouble.appeal ? null : trouble} />
      <div className="send">
        <SendButton submit busy={busy}>
          {ready > 0 ? sayCount('send.appealWith', ready) : say('send.appeal')}
        </SendButton>
        <p className="quiet">
          {say('send.note')}{' '}
          {kept.unkept
            ? say('appeal.draft.cannot')
            : draft.savedAt > 0 && say('appeal.draft.kept', { time: timeText(draft.savedAt) })}
        </p>
      </div>
    </form>
  );
}

function Grounds(props: { chosen: readonly AppealGround[]; onChange: (grounds: AppealGround[]) => void }) {
  return (
    <fieldset id="grounds" tabIndex={-1}>
      <legend>{say('grounds.label')}</legend>
      <p className="hint">{say('grounds.hint')}</p>
      {APPEAL_GROUNDS.map((ground) => (
        <label key={ground} className="choice">
          <input
            type="checkbox"
            checked={props.chosen.includes(ground)}
            onChange={(event) => {
              const { checked } = event.currentTarget;
              props.onChange(APPEAL_GROUNDS.filter((one) => (one === ground ? checked : props.chosen.includes(one))));
            }}
          />
          <span>{say(`ground.${ground}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
