import { Button, Group, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { HUB_KINDS } from '@portcullis/domain';
import { Note, plural, RefusalNote, type RefusalView, words } from '@portcullis/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { request } from '../../api/client.js';
import { CorrectGroupingDocument, type CorrectGroupingMutation } from '../../generated/graphql.js';
import { showFlash } from '../../shell/flash.js';
import { Sides } from './CorrectionSides.js';
import type { Answers, Concerned, Draft } from './correction-draft.js';
import { flashOf } from './correction-flash.js';
import { useCorrectionPreview } from './useCorrectionPreview.js';

const TITLES: Record<Draft['step'], string> = {
  split: 'Take subjects out of this case',
  merge: 'Merge this case with another',
  keep: 'Keep subjects in this case',
  keep_apart: 'Keep the two cases apart',
  undo_merge: 'Undo the merge',
  unlink: 'Stop linking by this value',
  undo: 'Take the correction back',
};
const VERBS: Record<Draft['step'], string> = {
  split: 'Take out',
  merge: 'Merge',
  keep: 'Keep them',
  keep_apart: 'Keep apart',
  undo_merge: 'Undo the merge',
  unlink: 'Stop linking',
  undo: 'Take back',
};
const NOTHING_PARTS =
  'No case parts by it now: other links hold them, or it links nobody. Alerts that come later are not linked by it.';

const namesOf = (subjects: readonly { id: string }[]): string =>
  `${subjects
    .slice(0, 6)
    .map(({ id }) => id)
    .join(', ')}${subjects.length > 6 ? ' …' : ''}`;

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
  const preview = useCorrectionPreview(draft, answers, concerned, busy);
  const set = (name: keyof Answers) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setAnswers((before) => ({ ...before, [name]: value }));
    setRefusal(null);
  };
  // The case as it is now is what the next attempt is about.
  const refuse = (refused: RefusalView) => {
    setRefusal(refused);
    void client.invalidateQueries({ queryKey: ['case'] });
  };

  async function confirm() {
    setAsked(true);
    if (!preview.input || !preview.isSeen || reason.trim() === '' || busy) return;
    setBusy(true);
    try {
      const { correctGrouping } = await request(CorrectGroupingDocument, {
        input: { ...preview.input, reason: reason.trim() },
      });
      if (correctGrouping.refusal) return refuse(correctGrouping.refusal);
      await client.invalidateQueries();
      say(correctGrouping);
      props.onDone?.();
      props.onClose();
      // This case may have become part of another one; its page then leads there.
      const here = correctGrouping.after.find(({ id }) => id === concerned?.id);
      if (here?.mergedInto) void navigate({ to: '/cases/$number', params: { number: String(here.mergedInto) } });
    } catch (cause) {
      refuse({ code: 'FAULT', message: cause instanceof Error ? cause.message : String(cause), allowed: [] });
    } finally {
      setBusy(false);
    }
  }

  function say({ waitsFor, ...done }: CorrectGroupingMutation['correctGrouping']) {
    if (waitsFor) {
      showFlash({ text: `Proposed. ${waitsFor} was asked to confirm it; nothing has changed yet.` });
      return;
    }
    const { text, open } = flashOf(draft, done, concerned?.id ?? null);
    const run = async () => {
      await navigate({ to: '/cases/$number', params: { number: String(open) } });
      return null;
    };
    showFlash({ text, action: open === null ? undefined : { label: `Open C-${open}`, run } });
  }

  const asksForCase = draft.step === 'split' || (draft.step === 'merge' && draft.toNumber === undefined);
  const reach = preview.data?.reach ?? null;
  const obstacle = preview.data?.refusal ?? null;
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
            {plural(draft.subjects.length, 'subject')}: {namesOf(draft.subjects)}. All alerts of a subject go with it,
            and it stays so whatever comes.
          </p>
        )}
        {draft.step === 'keep' && (
          <p>
            {plural(draft.subjects.length, 'subject')}: {namesOf(draft.subjects)}. From now on they belong with this
            case, though nothing else connects them.
          </p>
        )}
        {draft.step === 'unlink' && (
          <>
            <p>
              {words(draft.type)} <span className="pc-mono">{draft.value}</span> goes on the list of hubs from now on.
              {draft.type === 'network' && 'So do all addresses in it. '}Cases that hang on it alone part; it is still
              shown.
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
            error={asked && !preview.input ? 'Give the number of a case.' : undefined}
          />
        )}
        <Sides
          loading={preview.isLoading}
          preview={preview.data}
          error={preview.error}
          onRetry={preview.again}
          nothing={draft.step === 'unlink' && !obstacle ? NOTHING_PARTS : undefined}
        />
        {obstacle && <RefusalNote refusal={obstacle} beforehand />}
        {obstacle?.code === 'BUSY' && (
          <Group>
            <Button variant="default" loading={preview.isFetching} onClick={preview.again}>
              Try again
            </Button>
          </Group>
        )}
        {reach && (
          <Note tone="warning" live>
            <p>
              {reach.cases > 1
                ? `It reaches beyond one case: ${plural(reach.subjects, 'subject')} in ${plural(reach.cases, 'case')}.`
                : 'So wide a network concerns more than is known of it by now.'}{' '}
              So it is proposed, and a second person has to confirm it before anything changes.
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
        {refusal && <RefusalNote refusal={refusal} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onClose}>
            Keep as it is
          </Button>
          <Button type="submit" loading={busy} disabled={preview.input !== null && !preview.isSeen}>
            {reach ? 'Propose it' : VERBS[draft.step]}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
