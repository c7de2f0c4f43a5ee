import { Button, Group, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { RefusalNote, type RefusalView, words } from '@portcullis/ui';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { showFlash } from '../../shell/flash.js';
import { detectorsOptions } from '../outcomes/outcomes.queries.js';
import { AllowEffectNote } from './AllowEffectNote.js';
import { type AllowDraft, emptyDraft, firstDay, inputOf, lastDay, problemsIn, scopeIn } from './allow-draft.js';
import classes from './grouping.module.css';
import { useListCommands } from './lists.queries.js';

const SUBJECTS = ['account', 'organization', 'api_key', 'partner'].map((value) => ({
  value,
  label: value === 'api_key' ? 'API key' : words(value),
}));

/** Proposes an entry of the allow-list. Its effect stands beside it before anybody proposes it. */
export function AllowDialog(props: {
  start?: Partial<AllowDraft>;
  caseId?: string;
  renews?: string;
  onClose: () => void;
}) {
  const commands = useListCommands();
  const [now] = useState(() => Date.now());
  const [draft, setDraft] = useState<AllowDraft>(() => emptyDraft(now, props.start));
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<RefusalView | null>(null);
  const detectors = useQuery(detectorsOptions);
  const problems = asked ? problemsIn(draft, now) : {};
  const scope = scopeIn(useDeferredValue(draft));
  const set = (name: keyof AllowDraft) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setDraft((before) => ({ ...before, [name]: value }));
  };

  async function propose() {
    setAsked(true);
    const { caseId, renews } = props;
    const input = inputOf(draft, { ...(caseId && { caseId }), ...(renews && { renews }) });
    if (!input || Object.keys(problemsIn(draft, now)).length > 0 || busy) return;
    setBusy(true);
    try {
      const answer = await commands.propose(input);
      setRefusal(answer.refusal);
      if (answer.refusal) return;
      showFlash({ text: `Proposed. ${answer.waitsFor ?? 'Somebody else'} was asked to confirm it.` });
      props.onClose();
    } catch (cause) {
      setRefusal({ code: 'FAULT', message: cause instanceof Error ? cause.message : String(cause), allowed: [] });
    } finally {
      setBusy(false);
    }
  }

  return (
    <Modal
      opened
      onClose={props.onClose}
      title={props.renews ? 'Put it on the allow-list again' : 'New entry of the allow-list'}
      size="xl"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void propose();
        }}
      >
        <p style={{ margin: 0 }}>
          Alerts that match are kept and counted, but open no case while the entry lasts. When it ends, they come in. A
          second person has to confirm it.
        </p>
        <div className={classes.fields}>
          <NativeSelect
            label="Alerts of"
            value={draft.detectorId}
            onChange={set('detectorId')}
            data={[
              { value: '', label: 'Every detector' },
              ...(detectors.data ?? []).map(({ id }) => ({ value: id, label: id })),
            ]}
          />
          <TextInput
            label="With a value of type"
            placeholder="ip, device_id, …"
            value={draft.type}
            onChange={set('type')}
            error={problems.type}
          />
          <TextInput
            label="Value"
            value={draft.value}
            onChange={set('value')}
            error={problems.value}
            data-autofocus={props.start?.value ? undefined : true}
          />
          <NativeSelect label="And about" value={draft.subjectKind} onChange={set('subjectKind')} data={SUBJECTS} />
          <TextInput label="Id (empty: whoever)" value={draft.subjectId} onChange={set('subjectId')} />
          <TextInput
            type="date"
            label="Until the end of (UTC)"
            value={draft.until}
            min={firstDay(now)}
            max={lastDay(now)}
            onChange={set('until')}
            error={problems.until}
          />
        </div>
        {scope && <AllowEffectNote scope={scope} />}
        <Textarea
          label="Reason"
          description="Why these alerts are no violation."
          value={draft.reason}
          onChange={set('reason')}
          error={problems.reason}
          data-autofocus={props.start?.value ? true : undefined}
        />
        <div className={classes.fields}>
          <TextInput
            label="Known from"
            placeholder="such as a register, a call back"
            value={draft.source}
            onChange={set('source')}
            error={problems.source}
          />
          <TextInput
            label="Evidence"
            placeholder="a case, a document, a ticket"
            value={draft.evidence}
            onChange={set('evidence')}
          />
        </div>
        {refusal && <RefusalNote refusal={refusal} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onClose}>
            Keep as it is
          </Button>
          <Button type="submit" loading={busy}>
            Propose
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
