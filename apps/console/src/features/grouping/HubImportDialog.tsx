import { Button, Checkbox, FileInput, Group, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { HUB_KINDS } from '@portcullis/domain';
import { count, Note, plural, RefusalNote, type RefusalView, words } from '@portcullis/ui';
import { useState } from 'react';
import { showFlash } from '../../shell/flash.js';
import classes from './grouping.module.css';
import { HubReachNote } from './HubReachNote.js';
import { type HubImportEffect, readHubFile, useListCommands } from './lists.queries.js';

/** Of a request there are 256 KiB. */
const MOST_BYTES = 240_000;
const NO_DRAFT = { text: '', fileName: '', type: '', kind: 'vpn', reason: '', source: '' };

/** Puts a whole list of values on the hub list. What it holds and how far it reaches stands there before it is proposed. */
export function HubImportDialog(props: { onClose: () => void }) {
  const commands = useListCommands();
  const [draft, setDraft] = useState(NO_DRAFT);
  const [effect, setEffect] = useState<HubImportEffect | null>(null);
  const [leaveOut, setLeaveOut] = useState(false);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<RefusalView | null>(null);
  const change = (next: Partial<typeof NO_DRAFT>) => {
    setDraft((before) => ({ ...before, ...next }));
    setRefusal(null);
    // Whoever changes what is to be listed has to look at it again.
    if ('text' in next || 'type' in next || 'kind' in next) setEffect(null);
  };
  const missing = (name: 'reason' | 'source') => asked && effect !== null && draft[name].trim() === '';
  const isUnread = effect !== null && effect.problemCount > 0 && !leaveOut;

  async function work(step: () => Promise<RefusalView | null>) {
    if (busy) return;
    setBusy(true);
    try {
      setRefusal(await step());
    } catch (cause) {
      setRefusal({ code: 'FAULT', message: cause instanceof Error ? cause.message : String(cause), allowed: [] });
    } finally {
      setBusy(false);
    }
  }

  const read = (file: File) =>
    work(async () => {
      if (file.size > MOST_BYTES) return tooLarge;
      change({ text: await file.text(), fileName: file.name });
      return null;
    });

  const look = () =>
    work(async () => {
      const { text, type, kind } = draft;
      if (new Blob([JSON.stringify(text)]).size > MOST_BYTES) return tooLarge;
      const answer = await readHubFile({ text, type, kind });
      setEffect(answer.effect);
      setLeaveOut(false);
      setAsked(false);
      return answer.refusal;
    });

  const propose = () => {
    setAsked(true);
    if (draft.reason.trim() === '' || draft.source.trim() === '' || isUnread) return;
    return work(async () => {
      const { fileName, ...input } = draft;
      const answer = await commands.proposeImport({ ...input, fileName: fileName || null, leaveOut });
      if (answer.refusal) return answer.refusal;
      showFlash({ text: `Proposed. ${answer.waitsFor ?? 'Somebody else'} was asked to confirm it.` });
      props.onClose();
      return null;
    });
  };

  return (
    <Modal opened onClose={props.onClose} title="Import hubs" size="xl" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void (effect ? propose() : look());
        }}
      >
        {/* What is looked at is what is proposed. */}
        <fieldset disabled={busy} className={`stack ${classes.bare}`}>
          <p style={{ margin: 0 }}>
            Hubs link nobody: the exits of a VPN, the networks of a host, an agency’s card. One value a line, or{' '}
            <span className="pc-mono">type,value</span>, or <span className="pc-mono">type,value,kind</span>. All of it
            waits for a second person.
          </p>
          <FileInput
            label="File"
            placeholder="a text file or CSV, or paste the values below"
            accept=".csv,.tsv,.txt,text/csv,text/plain"
            onChange={(file) => {
              change({ text: '', fileName: '' });
              if (file) void read(file);
            }}
          />
          <Textarea
            label="Values"
            placeholder={'192.0.2.17\nasn,64500\nnetwork,198.51.100.0/24,hosting'}
            autosize
            minRows={4}
            maxRows={10}
            value={draft.text}
            onChange={(event) => change({ text: event.currentTarget.value, fileName: '' })}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            data-autofocus
          />
          <div className={classes.fields}>
            <TextInput
              label="Lines with a value only are of type"
              placeholder="ip, network, device_id, …"
              value={draft.type}
              onChange={(event) => change({ type: event.currentTarget.value })}
            />
            <NativeSelect
              label="Kind, where a line names none"
              value={draft.kind}
              onChange={(event) => change({ kind: event.currentTarget.value })}
              data={HUB_KINDS.map((value) => ({ value, label: value === 'vpn' ? 'VPN' : words(value) }))}
            />
          </div>
          {effect && (
            <>
              <Found effect={effect} />
              {effect.problemCount > 0 && (
                <Checkbox
                  label={`Leave out ${effect.problemCount === 1 ? 'the line' : `the ${count(effect.problemCount)} lines`} that cannot be read`}
                  checked={leaveOut}
                  onChange={(event) => setLeaveOut(event.currentTarget.checked)}
                  error={asked && isUnread ? 'Mend the list above, or leave out what cannot be read.' : undefined}
                />
              )}
              {effect.values > 0 && <HubReachNote reach={effect.reach} />}
              <Textarea
                label="Reason"
                description="Why these values say nothing about who belongs together."
                value={draft.reason}
                onChange={(event) => change({ reason: event.currentTarget.value })}
                error={missing('reason') && 'Say why: colleagues will read it later.'}
              />
              <TextInput
                label="Known from"
                placeholder="such as a vendor’s list, with its date"
                value={draft.source}
                onChange={(event) => change({ source: event.currentTarget.value })}
                error={missing('source') && 'Say where this is known from.'}
              />
            </>
          )}
          {refusal && <RefusalNote refusal={refusal} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={props.onClose}>
              Keep as it is
            </Button>
            <Button
              type="submit"
              loading={busy}
              disabled={effect ? effect.values === effect.listed : draft.text.trim() === ''}
            >
              {effect ? `Propose ${plural(effect.values, 'value')}` : 'Look at it'}
            </Button>
          </Group>
        </fieldset>
      </form>
    </Modal>
  );
}

const tooLarge: RefusalView = {
  code: 'INVALID',
  message: 'At most 240 kB at once. Split the file.',
  allowed: [],
};

function Found(props: { effect: HubImportEffect }) {
  const { values, listed, repeated, problems, problemCount } = props.effect;
  const besides = [
    listed > 0 && `${count(listed)} on the list already`,
    repeated > 0 && `${count(repeated)} said twice`,
  ].filter(Boolean);
  return (
    <Note tone={problemCount > 0 ? 'warning' : 'info'} live>
      <p>
        <strong>{values === listed ? 'No new value' : plural(values - listed, 'new value')}</strong>
        {besides.length > 0 && `; ${besides.join(', ')}`}.
      </p>
      {problemCount > 0 && (
        <>
          <p>{plural(problemCount, 'line cannot', 'lines cannot')} be read:</p>
          <ul className={classes.problems}>
            {problems.map(({ line, text, why }) => (
              <li key={line}>
                Line {line} <span className="pc-mono">{text}</span>: {why}
              </li>
            ))}
            {problemCount > problems.length && <li>and {count(problemCount - problems.length)} more</li>}
          </ul>
        </>
      )}
    </Note>
  );
}
