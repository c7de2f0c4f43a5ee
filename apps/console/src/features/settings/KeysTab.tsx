import { Button, CopyButton, Modal, MultiSelect, TagsInput, TextInput } from '@mantine/core';
import {
  ConfirmWithReason,
  ErrorState,
  Note,
  RefusalNote,
  type RefusalView,
  RelativeTime,
  SkeletonRows,
} from '@portcullis/ui';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useMay } from '../../shell/session.js';
import { type KeyAnswer, useSettingsCommands } from './settings.commands.js';
import { type ApiKeyRow, apiKeysOptions } from './settings.queries.js';

const SCOPES = [
  { value: 'detector', label: 'Send alerts' },
  { value: 'directory', label: 'Send the directory' },
  { value: 'export', label: 'Read exports' },
  { value: 'control_plane', label: 'Confirm actions' },
];
const OVERLAP_HOURS = 24;

/** Keys of machines. The secret is shown once. */
export function KeysTab() {
  const mayManage = useMay('intake.keys.manage');
  const commands = useSettingsCommands();
  const list = useQuery(apiKeysOptions);
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<ApiKeyRow | null>(null);
  const [shown, setShown] = useState<KeyAnswer | null>(null);
  if (list.isPending) return <SkeletonRows rows={6} label="Reading the keys" />;
  if (list.isLoadingError)
    return (
      <ErrorState title="The keys could not be read" why={list.error.message} onRetry={() => void list.refetch()} />
    );
  const rotate = async (key: ApiKeyRow) => {
    try {
      setShown(await commands.rotateKey(key.id, OVERLAP_HOURS));
    } catch (cause) {
      setShown({
        secret: null,
        name: key.name,
        refusal: { code: 'FAULT', message: cause instanceof Error ? cause.message : String(cause), allowed: [] },
      });
    }
  };
  return (
    <div className="stack">
      {mayManage && (
        <div>
          <Button onClick={() => setMaking(true)}>Make a key</Button>
        </div>
      )}
      {shown?.refusal && <RefusalNote refusal={shown.refusal} />}
      {shown?.secret && <Secret answer={shown} onClose={() => setShown(null)} />}
      <div className="scroll-x">
        <table className="plain-table">
          <caption className="pc-visually-hidden">API keys</caption>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Begins with</th>
              <th scope="col">May</th>
              <th scope="col">Detectors</th>
              <th scope="col">Last used</th>
              <th scope="col">Ends</th>
              <th scope="col">
                <span className="pc-visually-hidden">Steps</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {list.data.map((key) => (
              <tr key={key.id}>
                <td>{key.name}</td>
                <td className="pc-mono">{key.prefix}</td>
                <td>
                  {key.scopes
                    .map((scope) => SCOPES.find((one) => one.value === scope)?.label.toLowerCase() ?? scope)
                    .join(', ')}
                </td>
                <td>{key.detectors.join(', ') || <span className="pc-quiet">none</span>}</td>
                <td>
                  <RelativeTime at={key.lastUsedAt} empty="never" />
                </td>
                <td>
                  {key.revokedAt ? (
                    <>
                      revoked <RelativeTime at={key.revokedAt} />
                    </>
                  ) : (
                    <RelativeTime at={key.expiresAt} empty="no end set" />
                  )}
                </td>
                <td>
                  {mayManage && !key.revokedAt && (
                    <div className="row">
                      <Button variant="default" onClick={() => void rotate(key)}>
                        Rotate
                      </Button>
                      <Button variant="default" onClick={() => setRevoking(key)}>
                        Revoke
                      </Button>
                    </div>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {making && (
        <NewKey
          onClose={() => setMaking(false)}
          onMade={(answer) => {
            setMaking(false);
            setShown(answer);
          }}
        />
      )}
      <ConfirmWithReason
        opened={revoking !== null}
        title={revoking ? `Revoke ${revoking.name}` : ''}
        verb="Revoke the key"
        danger
        body={<p style={{ margin: 0 }}>Whatever uses it is answered 401 from now on. This cannot be undone.</p>}
        onClose={() => setRevoking(null)}
        onConfirm={(reason) => (revoking ? commands.revokeKey(revoking.id, reason) : Promise.resolve(null))}
      />
    </div>
  );
}

function Secret(props: { answer: KeyAnswer; onClose: () => void }) {
  const secret = props.answer.secret ?? '';
  return (
    <Note tone="done" live title={`The secret of ${props.answer.name}, shown this once`}>
      <p className="pc-mono" style={{ overflowWrap: 'anywhere' }}>
        {secret}
      </p>
      <div className="row">
        <CopyButton value={secret}>
          {({ copied, copy }) => <Button onClick={copy}>{copied ? 'Copied' : 'Copy it'}</Button>}
        </CopyButton>
        <Button variant="default" onClick={props.onClose}>
          I have kept it
        </Button>
      </div>
    </Note>
  );
}

function NewKey(props: { onClose: () => void; onMade: (answer: KeyAnswer) => void }) {
  const commands = useSettingsCommands();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>(['detector']);
  const [detectors, setDetectors] = useState<string[]>([]);
  const [until, setUntil] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<RefusalView | null>(null);
  async function make(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    try {
      const answer = await commands.createKey({
        name: name.trim(),
        scopes,
        detectors,
        expiresAt: until ? `${until}T00:00:00.000Z` : undefined,
      });
      setRefusal(answer.refusal);
      if (!answer.refusal) props.onMade(answer);
    } catch (cause) {
      setRefusal({ code: 'FAULT', message: cause instanceof Error ? cause.message : String(cause), allowed: [] });
    } finally {
      setBusy(false);
    }
  }
  return (
    <Modal opened onClose={props.onClose} title="Make a key" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className="stack" onSubmit={make}>
        <TextInput
          label="Name"
          description="Whose key this is."
          required
          withAsterisk={false}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <MultiSelect size="xs" label="May" data={SCOPES} value={scopes} onChange={setScopes} />
        {scopes.includes('detector') && (
          <TagsInput
            size="xs"
            label="Detectors"
            description="Their ids; * is every detector and registers new ones on sight."
            value={detectors}
            onChange={setDetectors}
          />
        )}
        <TextInput
          type="date"
          label="Ends"
          description="Left empty, it has no end."
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
        {refusal && <RefusalNote refusal={refusal} />}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button variant="default" onClick={props.onClose}>
            Make none
          </Button>
          <Button type="submit" loading={busy}>
            Make the key
          </Button>
        </div>
      </form>
    </Modal>
  );
}
