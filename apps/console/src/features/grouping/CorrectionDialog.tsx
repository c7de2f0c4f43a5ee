import { Button, Group, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { HUB_KINDS } from '@portcullis/domain';
import { Note, plural, RefusalNote, type RefusalView, words } from '@portcullis/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { request } from '../../api/client.js';
import { CorrectGroupingDocument } from '../../generated/graphql.js';
import { showFlash } from '../../shell/flash.js';
import { Sides } from './CorrectionSides.js';
import { type Answers, type Concerned, type Draft, inputOf } from './correction-draft.js';
import { previewOptions } from './grouping.queries.js';

const TITLES: Record<Draft['step'], string> = {
  split: 'Take subjects out of this case',
  merge: 'Merge this case with another',
  keep_apart: 'Keep the two cases apart',
  undo_merge: 'Undo the merge',
  unlink: 'Stop linking by this value',
  undo: 'Take the correction back',
};
const VERBS: Record<Draft['step'], string> = {
  split: 'Take out',
  merge: 'Merge',
  keep_apart: 'Keep apart',
  undo_merge: 'Undo the merge',
  unlink: 'Stop linking',
  undo: 'Take back',
};
const NOTHING_PARTS =
  'No case parts by it now: other links hold them, or it links nobody. Alerts that come later are not linked by it.';

/** Asks for the reason and shows before and after side by side; nothing changes until it is confirmed. */
export function CorrectionDialog(props: {
  draft: Draft;
  concerned: Concerned | null;
  onClose: () => void;
  onDone?: () => void;
}) {
  const { draft, concerned } = props;
  const client = useQueryClient();
  const navigate = useNavigate();
  const [answers, setAnswers] = useState<Answers>({ toNumber: '', kind: 'agency', source: '' });
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<RefusalView | null>(null);
  const input = inputOf(draft, useDeferredValue(answers), concerned);
  const preview = useQuery({ ...previewOptions(input ?? { step: 'undo' }), enabled: input !== null });
  const set = (name: keyof Answers) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setAnswers((before) => ({ ...before, [name]: value }));
  };

  async function confirm() {
    setAsked(true);
    const wanted = inputOf(draft, answers, concerned);
    if (!wanted || reason.trim() === '' || busy) return;
    setBusy(true);
    try {
      const { correctGrouping } = await request(CorrectGroupingDocument, {
        input: { ...wanted, reason: reason.trim() },
      });
      setRefusal(correctGrouping.refusal ?? null);
      if (correctGrouping.refusal) return;
      await client.invalidateQueries();
      const { waitsFor } = correctGrouping;
      if (waitsFor) showFlash({ text: `Proposed. ${waitsFor} was asked to confirm it; nothing has changed yet.` });
      props.onDone?.();
      props.onClose();
      // This case may have become part of another one; its page then leads there.
      const here = correctGrouping.after.find(({ id }) => id === concerned?.id);
      if (here?.mergedInto) void navigate({ to: '/cases/$number', params: { number: String(here.mergedInto) } });
    } catch (cause) {
      setRefusal({ code: 'FAULT', message: cause instanceof Error ? cause.message : String(cause), allowed: [] });
    } finally {
      setBusy(false);
    }
  }

  const asksForCase = draft.step === 'split' || (draft.step === 'merge' && draft.toNumber === undefined);
  const reach = preview.data?.reach ?? null;
  const shownRefusal = refusal ?? preview.data?.refusal ?? null;
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={TITLES[draft.step]}
      size="xl"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void confirm();
        }}
      >
        {draft.step === 'split' && (
          <p>
            {plural(draft.subjects.length, 'subject')}:{' '}
            {draft.subjects
              .slice(0, 6)
              .map(({ id }) => id)
              .join(', ')}
            {draft.subjects.length > 6 && ' …'}. All alerts of a subject go with it, and it stays so whatever comes.
          </p>
        )}
        {draft.step === 'unlink' && (
          <>
            <p>
              {words(draft.type)} <span className="pc-mono">{draft.value}</span> goes on the list of hubs from now on.
              Cases that hang on it alone part; it is still shown.
            </p>
            <div className="row" style={{ alignItems: 'flex-end' }}>
              <NativeSelect
                label="It is"
                value={answers.kind}
                onChange={set('kind')}
                data={HUB_KINDS.map((value) => ({
                  value,
                  label:
                    value === 'vpn'
                      ? 'a VPN'
                      : `${/^[aeiou]/.test(value) && value !== 'university' ? 'an' : 'a'} ${value}`,
                }))}
              />
              <TextInput
                label="Known from"
                placeholder="such as an invoice, a register"
                value={answers.source}
                onChange={set('source')}
                style={{ flex: 1 }}
              />
            </div>
          </>
        )}
        {asksForCase && (
          <TextInput
            label={draft.step === 'split' ? 'To case (empty: a new one)' : 'With case'}
            placeholder="C-123"
            value={answers.toNumber}
            onChange={set('toNumber')}
            data-autofocus
            error={asked && !inputOf(draft, answers, concerned) ? 'Give the number of a case.' : undefined}
          />
        )}
        <Sides
          loading={input !== null && preview.isPending}
          preview={preview.data}
          error={preview.error}
          nothing={draft.step === 'unlink' && !preview.data?.refusal ? NOTHING_PARTS : undefined}
        />
        {reach && (
          <Note tone="warning" live>
            <p>
              It reaches beyond one case: {plural(reach.subjects, 'subject')} in {plural(reach.cases, 'case')}. So it is
              proposed, and a second person has to confirm it before anything changes.
            </p>
          </Note>
        )}
        <Textarea
          label="Reason"
          description="Kept in the record; colleagues will read it when they wonder."
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={asked && reason.trim() === '' ? 'A reason is needed.' : undefined}
          data-autofocus={asksForCase ? undefined : true}
        />
        {shownRefusal && <RefusalNote refusal={shownRefusal} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onClose}>
            Keep as it is
          </Button>
          <Button type="submit" loading={busy} disabled={preview.data?.refusal != null}>
            {reach ? 'Propose it' : VERBS[draft.step]}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
