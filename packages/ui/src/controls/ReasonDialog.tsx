import { Button, Group, Modal, NativeSelect, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { RefusalNote, type RefusalView } from '../states/Note.js';

export interface ReasonDialogProps {
  readonly opened: boolean;
  readonly title: string;
  readonly verb: string;
  readonly body?: ReactNode;
  readonly danger?: boolean;
  readonly optional?: boolean;
  /** Reasons to choose from; the text is then an addition. */
  readonly choices?: readonly { value: string; label: string }[];
  readonly onClose: () => void;
  /** Resolves with a refusal to show, or null when it is done. */
  readonly onConfirm: (reason: string) => Promise<RefusalView | null>;
}

export function ReasonDialog(props: ReasonDialogProps) {
  const [text, setText] = useState('');
  const [choice, setChoice] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<RefusalView | null>(null);
  const [asked, setAsked] = useState(false);

  const chosen = props.choices?.find((candidate) => candidate.value === choice)?.label;
  const reason = [chosen, text.trim()].filter(Boolean).join(': ');
  const missing = !props.optional && reason === '';

  async function confirm() {
    setAsked(true);
    if (missing || busy) return;
    setBusy(true);
    try {
      const answer = await props.onConfirm(reason);
      setRefusal(answer);
      if (answer === null) {
        setText('');
        setChoice(null);
        setAsked(false);
        props.onClose();
      }
    } catch (cause) {
      setRefusal({ code: 'FAULT', message: cause instanceof Error ? cause.message : String(cause), allowed: [] });
    } finally {
      setBusy(false);
    }
  }

  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void confirm();
        }}
        style={{ display: 'flex', flexDirection: 'column', gap: '0.75rem' }}
      >
        {props.body}
        {props.choices && (
          <NativeSelect
            label="Reason"
            data={[{ value: '', label: 'Choose a reason' }, ...props.choices]}
            value={choice ?? ''}
            onChange={(event) => setChoice(event.currentTarget.value || null)}
            data-autofocus
            error={asked && missing ? 'Choose a reason or write one.' : undefined}
          />
        )}
        <Textarea
          label={props.choices ? 'In your words' : 'Reason'}
          description="Kept in the record."
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={asked && missing && !props.choices ? 'A reason is needed.' : undefined}
          data-autofocus={props.choices ? undefined : true}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
              event.preventDefault();
              void confirm();
            }
          }}
        />
        {refusal && <RefusalNote refusal={refusal} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onClose}>
            Keep as it is
          </Button>
          <Button type="submit" color={props.danger ? 'red' : undefined} loading={busy}>
            {props.verb}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
