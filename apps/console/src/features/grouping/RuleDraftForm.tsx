import { Button, JsonInput, TextInput } from '@mantine/core';
import { RefusalNote, type RefusalView } from '@portcullis/ui';
import { useState } from 'react';
import { ruleDifferences } from './rule-difference.js';
import { type RuleSetRow, useRuleCommands } from './rules.queries.js';

/** A rule set is changed into a new one. */
export function RuleDraftForm(props: { base: RuleSetRow; onClose: () => void }) {
  const { base } = props;
  const commands = useRuleCommands();
  const [name, setName] = useState('');
  const [reason, setReason] = useState('');
  const [rules, setRules] = useState(() => JSON.stringify(base.rules, null, 2));
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<RefusalView | null>(null);
  let parsed: unknown;
  try {
    parsed = JSON.parse(rules);
  } catch {
    parsed = undefined;
  }
  const differences = parsed === undefined ? [] : ruleDifferences(base.rules, parsed);
  async function save() {
    if (parsed === undefined || busy) return;
    setBusy(true);
    try {
      const refused = await commands.draft({ name, reason, basedOn: base.id, rules: parsed });
      setRefusal(refused);
      if (!refused) props.onClose();
    } catch (cause) {
      setRefusal({ code: 'FAULT', message: cause instanceof Error ? cause.message : String(cause), allowed: [] });
    } finally {
      setBusy(false);
    }
  }
  return (
    <form
      className="stack"
      aria-label="New rule set"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>{`New rule set from ${base.id} ${base.name}`}</h2>
      <TextInput label="Name" value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <TextInput label="Why" value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      <JsonInput
        label="Rules"
        description="Points are whole numbers; attach of them make a link."
        value={rules}
        onChange={setRules}
        minRows={12}
        maxRows={24}
        autosize
        error={parsed === undefined ? 'This is no JSON.' : undefined}
      />
      <p className="pc-quiet">
        {differences.length === 0
          ? 'Nothing is changed yet.'
          : `Changes ${differences
              .map(({ path }) => path)
              .slice(0, 8)
              .join(', ')}`}
      </p>
      {refusal && <RefusalNote refusal={refusal} />}
      <div className="row">
        <Button type="submit" loading={busy} disabled={parsed === undefined || differences.length === 0}>
          Keep as a draft
        </Button>
        <Button variant="default" onClick={props.onClose}>
          Drop it
        </Button>
      </div>
    </form>
  );
}
