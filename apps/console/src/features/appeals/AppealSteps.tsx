import { Button, Checkbox, NativeSelect, Radio, Textarea, TextInput } from '@mantine/core';
import { OUTCOME_REASONS, REVERSAL_REASONS } from '@portcullis/domain';
import {
  ConfirmWithReason,
  Note,
  RefusalNote,
  type RefusalView,
  RelativeTime,
  StateBadge,
  words,
} from '@portcullis/ui';
import { type ReactNode, useState } from 'react';
import { useKeys } from '../../keys/useKeys.js';
import { useMe } from '../../shell/session.js';
import { labels, REASON_LABELS, RESULT_LABELS, type Result, restores } from './appeal-words.js';
import { useAppealCommands } from './appeals.commands.js';
import type { FullAppeal } from './appeals.queries.js';

/** First reading, questions, temporary access, result: each appears when it may be done. */
export function AppealSteps(props: { appeal: FullAppeal }) {
  const { appeal } = props;
  const me = useMe();
  const { reviewer } = appeal.row;
  const may = (command: string) => appeal.allowed.includes(command);
  if (appeal.result) {
    return (
      <Note tone="done">
        <p>
          <StateBadge kind="appeal" state={appeal.result} /> {appeal.resultReason && words(appeal.resultReason)}
        </p>
        {appeal.resultText && <p className="prose">{appeal.resultText}</p>}
      </Note>
    );
  }
  const idle = ![
    'note_first_reading',
    'ask',
    'message',
    'decide',
    'propose_result',
    'cosign',
    'decide_relief',
    'find_inadmissible',
  ].some(may);
  return (
    <div className="stack">
      {idle && (
        <p className="pc-quiet">
          {may('admit')
            ? 'Claim it to begin (c).'
            : reviewer && reviewer.id !== me.id
              ? `${reviewer.name} hears this appeal. There is nothing to do here for you.`
              : 'Nothing to do here for you: an appeal is heard by someone who had no part in the matter.'}
        </p>
      )}
      {appeal.firstReading !== null && (
        <Note title={reviewer && reviewer.id !== me.id ? `First reading of ${reviewer.name}` : 'Your first reading'}>
          <p className="prose">{appeal.firstReading}</p>
        </Note>
      )}
      {appeal.firstReadingAt === null && may('note_first_reading') && <FirstReading appeal={appeal} />}
      {may('decide_relief') && <Relief appeal={appeal} />}
      {may('find_inadmissible') && <Inadmissible appeal={appeal} />}
      {(may('ask') || may('message')) && <Ask appeal={appeal} />}
      {(may('decide') || may('propose_result')) &&
        (appeal.firstReadingAt === null ? (
          <p className="pc-quiet">The result comes after your first reading.</p>
        ) : (
          <Decide appeal={appeal} />
        ))}
      {may('cosign') && <CoSign appeal={appeal} />}
    </div>
  );
}

function Step(props: { title: string; children: ReactNode; refusal: RefusalView | null }) {
  return (
    <fieldset style={{ border: 0, padding: 0, margin: 0 }} className="stack">
      <legend className="section-title">{props.title}</legend>
      {props.children}
      {props.refusal && <RefusalNote refusal={props.refusal} />}
    </fieldset>
  );
}

/** Runs a command once at a time and keeps its refusal. */
function useStep(): [boolean, RefusalView | null, (run: () => Promise<RefusalView | null>) => Promise<boolean>] {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<RefusalView | null>(null);
  const run = async (command: () => Promise<RefusalView | null>) => {
    if (busy) return false;
    setBusy(true);
    try {
      const refused = await command();
      setRefusal(refused);
      return refused === null;
    } catch (cause) {
      setRefusal({ code: 'FAULT', message: cause instanceof Error ? cause.message : String(cause), allowed: [] });
      return false;
    } finally {
      setBusy(false);
    }
  };
  return [busy, refusal, run];
}

function FirstReading(props: { appeal: FullAppeal }) {
  const commands = useAppealCommands();
  const [text, setText] = useState('');
  const [busy, refusal, run] = useStep();
  return (
    <Step title="First reading" refusal={refusal}>
      <Textarea
        label="What do you make of it before you read the original reasons?"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button
        variant="default"
        loading={busy}
        disabled={text.trim() === ''}
        onClick={() => void run(() => commands.noteFirstReading(props.appeal.id, text.trim()))}
      >
        Note it and unfold the original reasons
      </Button>
    </Step>
  );
}

function Relief(props: { appeal: FullAppeal }) {
  const { appeal } = props;
  const commands = useAppealCommands();
  const [limits, setLimits] = useState('');
  const [asking, setAsking] = useState<'grant' | 'refuse' | null>(null);
  const missing = limits.trim() === '';
  return (
    <Step title="They ask for temporary access during review" refusal={null}>
      {appeal.reliefReason && <p className="prose">{appeal.reliefReason}</p>}
      {appeal.reliefDueAt && (
        <span className="pc-quiet">
          Answer <RelativeTime at={appeal.reliefDueAt} />
        </span>
      )}
      <TextInput
        label="Limits, as the customer and the control plane will read them"
        placeholder="100 requests a day, one model"
        value={limits}
        onChange={(event) => setLimits(event.currentTarget.value)}
      />
      <div className="row">
        <Button variant="default" disabled={missing} onClick={() => setAsking('grant')}>
          Grant it within these limits
        </Button>
        <Button variant="default" onClick={() => setAsking('refuse')}>
          Refuse it
        </Button>
      </div>
      <ConfirmWithReason
        opened={asking !== null}
        title={asking === 'grant' ? 'Grant temporary access during review' : 'Refuse temporary access during review'}
        verb={asking === 'grant' ? 'Grant it' : 'Refuse it'}
        onClose={() => setAsking(null)}
        onConfirm={(reason) =>
          commands.relief(
            appeal.id,
            appeal.version,
            asking === 'grant',
            reason,
            asking === 'grant' ? limits.trim() : null,
          )
        }
      />
    </Step>
  );
}

/** Before it is taken: what can't be looked into as it stands goes back once, with what is missing. */
function Inadmissible(props: { appeal: FullAppeal }) {
  const { appeal } = props;
  const commands = useAppealCommands();
  const [asking, setAsking] = useState(false);
  return (
    <Step title="If it cannot be looked into as it stands" refusal={null}>
      <div className="row">
        <Button variant="subtle" onClick={() => setAsking(true)}>
          Find it inadmissible
        </Button>
      </div>
      <ConfirmWithReason
        opened={asking}
        title="Find it inadmissible and say how to cure it"
        verb="Tell the customer what is missing"
        onClose={() => setAsking(false)}
        onConfirm={(text) =>
          commands.decide({
            appealId: appeal.id,
            version: appeal.version,
            result: 'inadmissible',
            reason: null,
            text,
            mistakenAlerts: [],
            mistakenReason: null,
            restores: [],
          })
        }
      />
    </Step>
  );
}

function Ask(props: { appeal: FullAppeal }) {
  const { appeal } = props;
  const commands = useAppealCommands();
  const [text, setText] = useState('');
  const [busy, refusal, run] = useStep();
  const send = async (question: boolean) => {
    const done = await run(() =>
      question ? commands.ask(appeal.id, appeal.version, text.trim()) : commands.message(appeal.id, text.trim()),
    );
    if (done) setText('');
  };
  return (
    <Step title="Write to the customer" refusal={refusal}>
      <Textarea
        label="Plain words, one thing at a time"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        minRows={2}
      />
      <div className="row">
        {appeal.allowed.includes('ask') && (
          <Button variant="default" loading={busy} disabled={text.trim() === ''} onClick={() => void send(true)}>
            Ask, and pause the clock
          </Button>
        )}
        {appeal.allowed.includes('message') && (
          <Button variant="subtle" loading={busy} disabled={text.trim() === ''} onClick={() => void send(false)}>
            Send without a question
          </Button>
        )}
      </div>
    </Step>
  );
}

function Decide(props: { appeal: FullAppeal }) {
  const { appeal } = props;
  const commands = useAppealCommands();
  const [result, setResult] = useState<Result | null>(null);
  const [reason, setReason] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [mistaken, setMistaken] = useState<readonly string[]>([]);
  const [mistakenReason, setMistakenReason] = useState<string | null>(null);
  const [restored, setRestored] = useState<readonly string[]>(appeal.actions.map((action) => action.id));
  const [busy, refusal, run] = useStep();
  const reverses = result !== null && restores(result);
  const labelling = result !== null && labels(result, reason ?? '');
  const missing = {
    result: result === null && 'Choose a result.',
    reason: reverses && reason === null && 'Choose the reason.',
    mistaken: labelling && mistaken.length > 0 && mistakenReason === null && 'Say why the alerts were wrong.',
    text: text.trim() === '' && 'Write the answer.',
  };
  const [asked, setAsked] = useState(false);
  const gap = (field: keyof typeof missing) => (asked && missing[field]) || undefined;
  const results = Object.keys(RESULT_LABELS) as Result[];
  const verb =
    result === null
      ? 'Give the result'
      : {
          upheld: 'Uphold and tell the customer',
          partly_reversed: 'Reverse in part and restore',
          reversed: `Reverse and restore ${appeal.row.customer.name ?? 'access'}`,
        }[result];
  const give = () => {
    setAsked(true);
    if (Object.values(missing).some(Boolean) || result === null) return;
    void run(() =>
      commands.decide({
        appealId: appeal.id,
        version: appeal.version,
        result,
        reason: reverses ? reason : null,
        text: text.trim(),
        mistakenAlerts: labelling ? [...mistaken] : [],
        mistakenReason: labelling && mistaken.length > 0 ? mistakenReason : null,
        restores:
          result === 'reversed'
            ? appeal.actions.map((action) => action.id)
            : result === 'partly_reversed'
              ? [...restored]
              : [],
      }),
    );
  };
  useKeys('Appeal', [{ keys: 'mod+Enter', does: 'Give the result', inFields: true, run: give }]);
  const toggle = (list: readonly string[], id: string) =>
    list.includes(id) ? list.filter((one) => one !== id) : [...list, id];
  return (
    <Step title="Result" refusal={refusal}>
      <Radio.Group
        value={result}
        onChange={(value) => setResult(value as Result)}
        aria-label="Result"
        error={gap('result')}
      >
        <div className="stack" style={{ gap: '0.75rem' }}>
          {results.map((one) => (
            <Radio key={one} value={one} label={RESULT_LABELS[one]} />
          ))}
        </div>
      </Radio.Group>
      {reverses && (
        <NativeSelect
          label="Because"
          data={[
            { value: '', label: 'Choose the reason' },
            ...REVERSAL_REASONS.map((one) => ({ value: one, label: REASON_LABELS[one] })),
          ]}
          value={reason ?? ''}
          error={gap('reason')}
          onChange={(event) => setReason(event.currentTarget.value || null)}
        />
      )}
      {result === 'partly_reversed' && (
        <div className="stack" style={{ gap: '0.4rem' }}>
          <strong>What is restored</strong>
          {appeal.actions.map((action) => (
            <Checkbox
              key={action.id}
              label={`${words(action.kind)}, ${action.subject.name ?? action.subject.id}`}
              checked={restored.includes(action.id)}
              onChange={() => setRestored(toggle(restored, action.id))}
            />
          ))}
        </div>
      )}
      {labelling && (
        <div className="stack" style={{ gap: '0.4rem' }}>
          <strong>Which alerts carried the mistaken fact</strong>
          <span className="pc-quiet">Only these are recorded as false positives and told to their detectors.</span>
          {appeal.mistakenCandidates.map((alert) => (
            <Checkbox
              key={alert.id}
              label={`${alert.title ?? words(alert.kind ?? alert.detector)} (${alert.detectorName ?? alert.detector})`}
              checked={mistaken.includes(alert.id)}
              onChange={() => setMistaken(toggle(mistaken, alert.id))}
            />
          ))}
          {appeal.mistakenCandidates.length === 0 && (
            <span className="pc-quiet">No alert carried a fact of this decision.</span>
          )}
          {mistaken.length > 0 && (
            <NativeSelect
              label="Why they were wrong, for their detectors"
              data={[
                { value: '', label: 'Choose the reason' },
                ...OUTCOME_REASONS.map((one) => ({ value: one, label: words(one) })),
              ]}
              value={mistakenReason ?? ''}
              error={gap('mistaken')}
              onChange={(event) => setMistakenReason(event.currentTarget.value || null)}
            />
          )}
        </div>
      )}
      <Textarea
        label="The answer, as the customer will read it"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={gap('text')}
      />
      <Button size="sm" loading={busy} onClick={give}>
        {verb}
      </Button>
    </Step>
  );
}

function CoSign(props: { appeal: FullAppeal }) {
  const { appeal } = props;
  const commands = useAppealCommands();
  const [asking, setAsking] = useState<'agree' | 'return' | null>(null);
  return (
    <Step title="Second signature" refusal={null}>
      {appeal.proposedResult && (
        <Note title={`Proposed: ${words(appeal.proposedResult)}`}>
          {appeal.proposedReason && <p>{words(appeal.proposedReason)}</p>}
          {appeal.proposedText && <p className="prose">{appeal.proposedText}</p>}
        </Note>
      )}
      <div className="row">
        <Button onClick={() => setAsking('agree')}>Co-sign the result</Button>
        <Button variant="default" onClick={() => setAsking('return')}>
          Return with a reason
        </Button>
      </div>
      <ConfirmWithReason
        opened={asking !== null}
        title={asking === 'agree' ? 'Co-sign the result' : 'Return the result'}
        verb={asking === 'agree' ? 'Co-sign' : 'Return with this reason'}
        onClose={() => setAsking(null)}
        onConfirm={(reason) => commands.coSign(appeal.id, appeal.version, asking === 'agree', reason)}
      />
    </Step>
  );
}
