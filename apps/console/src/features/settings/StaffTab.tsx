import { Button, Checkbox, Modal, MultiSelect, PasswordInput, Select, Switch, TextInput } from '@mantine/core';
import { ROLES, rolesFor } from '@portcullis/domain';
import { ErrorState, RefusalNote, type RefusalView, SkeletonRows, words } from '@portcullis/ui';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useMay } from '../../shell/session.js';
import { queuesOptions } from '../casework/casework.queries.js';
import { useSettingsCommands } from './settings.commands.js';
import { type StaffRow, staffOptions } from './settings.queries.js';

export function StaffTab() {
  const mayManage = useMay('access.manage');
  const list = useQuery(staffOptions);
  const [open, setOpen] = useState<StaffRow | 'new' | null>(null);
  if (list.isPending) return <SkeletonRows rows={8} label="Reading the staff" />;
  if (list.isLoadingError)
    return (
      <ErrorState title="The staff could not be read" why={list.error.message} onRetry={() => void list.refetch()} />
    );
  return (
    <div className="stack">
      {mayManage && (
        <div>
          <Button onClick={() => setOpen('new')}>Add a person</Button>
        </div>
      )}
      <div className="scroll-x">
        <table className="plain-table">
          <caption className="pc-visually-hidden">Staff</caption>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">E-mail</th>
              <th scope="col">Roles</th>
              <th scope="col">Queues</th>
              <th scope="col">Manager</th>
              <th scope="col">Access</th>
              <th scope="col">
                <span className="pc-visually-hidden">Steps</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {list.data.map((person) => (
              <tr key={person.id}>
                <td>{person.name}</td>
                <td>{person.email}</td>
                <td>{person.roles.map(words).join(', ')}</td>
                <td>{queueWords(person) ?? <span className="pc-quiet">none</span>}</td>
                <td>
                  {list.data.find(({ id }) => id === person.managerId)?.name ?? <span className="pc-quiet">none</span>}
                </td>
                <td>{person.active ? 'active' : <span className="pc-quiet">closed</span>}</td>
                <td>
                  {mayManage && (
                    <Button variant="default" onClick={() => setOpen(person)}>
                      Change
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {open !== null && (
        <Person person={open === 'new' ? null : open} staff={list.data} onClose={() => setOpen(null)} />
      )}
    </div>
  );
}

function Person(props: { person: StaffRow | null; staff: readonly StaffRow[]; onClose: () => void }) {
  const { person } = props;
  const commands = useSettingsCommands();
  const queues = useQuery(queuesOptions);
  const [name, setName] = useState(person?.name ?? '');
  const [email, setEmail] = useState(person?.email ?? '');
  const [roles, setRoles] = useState<string[]>(person?.roles ?? []);
  const [theirs, setTheirs] = useState<string[]>(person?.queues ?? []);
  const [manager, setManager] = useState(person?.managerId ?? null);
  const [active, setActive] = useState(person?.active ?? true);
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<RefusalView | null>(null);
  async function save(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    try {
      const refused = await commands.saveStaff({
        id: person?.id,
        name: name.trim(),
        email: email.trim(),
        roles,
        active,
        password: password || undefined,
        queues: theirs,
        managerId: manager,
      });
      setRefusal(refused);
      if (!refused) props.onClose();
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
      title={person ? `Change ${person.name}` : 'Add a person'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form className="stack" onSubmit={save}>
        <TextInput
          label="Name"
          required
          withAsterisk={false}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label="E-mail"
          type="email"
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Checkbox.Group label="Roles" value={roles} onChange={setRoles}>
          <div className="stack" style={{ gap: '0.35rem', marginTop: '0.35rem' }}>
            {ROLES.map((role) => (
              <Checkbox key={role} value={role} label={words(role)} />
            ))}
          </div>
        </Checkbox.Group>
        <MultiSelect
          size="xs"
          label="Queues"
          data={(queues.data ?? []).map((queue) => ({ value: queue.id, label: queue.name }))}
          value={theirs}
          onChange={setTheirs}
        />
        <Select
          size="xs"
          label="Manager"
          description="They do not decide appeals against each other's decisions."
          clearable
          searchable
          data={props.staff.filter(({ id }) => id !== person?.id).map(({ id, name }) => ({ value: id, label: name }))}
          value={manager}
          onChange={setManager}
        />
        <PasswordInput
          label={person ? 'New password' : 'Password'}
          description={person ? 'Left empty, it stays as it is.' : 'At least 12 characters.'}
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password' }}
        />
        <Switch label="May sign in" checked={active} onChange={(event) => setActive(event.currentTarget.checked)} />
        {refusal && <RefusalNote refusal={refusal} />}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button variant="default" onClick={props.onClose}>
            Keep as it is
          </Button>
          <Button type="submit" loading={busy}>
            {person ? `Save ${person.name}` : 'Add the person'}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** A person who may claim and has no queue of their own takes from every queue. Null: queues are nothing to them. */
function queueWords(person: StaffRow): string | null {
  if (person.queues.length > 0) return person.queues.map((queue) => words(queue)).join(', ');
  const claims: readonly string[] = rolesFor('casework.claim');
  return person.roles.some((role) => claims.includes(role)) ? 'every queue' : null;
}
