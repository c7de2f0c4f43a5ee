import { Button, Checkbox, JsonInput, TextInput } from '@mantine/core';
import {
  Chip,
  ConfirmWithReason,
  ErrorState,
  ExactTime,
  plural,
  RefusalNote,
  type RefusalView,
  RelativeTime,
  SkeletonRows,
} from '@portcullis/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../../shell/session.js';
import classes from '../casework/casework.module.css';
import { CorrectionRate } from './CorrectionRate.js';
import { Trial, TrialsSoFar } from './RuleTrial.js';
import { ruleDifferences } from './rule-difference.js';
import { type RuleSetRow, ruleSetsOptions, useRuleCommands } from './rules.queries.js';

/** What grouping believes: list, compare, try, put in force, take back. */
export function RuleSetsPage() {
  const sets = useQuery(ruleSetsOptions);
  const mayManage = useMay('grouping.rules.manage');
  const [drafting, setDrafting] = useState<RuleSetRow | null>(null);
  if (sets.isPending) return <SkeletonRows rows={6} label="Reading the rule sets" />;
  if (sets.isLoadingError)
    return (
      <ErrorState
        title="The rule sets could not be read"
        why={sets.error.message}
        onRetry={() => void sets.refetch()}
      />
    );
  const active = sets.data.find(({ state }) => state === 'active');
  return (
    <div className="page">
      <header className="page-head">
        <h1>Rules of grouping</h1>
        {mayManage && active && (
          <Button variant="default" onClick={() => setDrafting(active)}>
            New rule set…
          </Button>
        )}
        <Link to="/lists" style={{ marginLeft: 'auto' }}>
          Lists
        </Link>
      </header>
      <div className="page-body stack" style={{ padding: '0.75rem 1rem 1rem' }}>
        <CorrectionRate />
        {drafting && <DraftForm key={drafting.id} base={drafting} onClose={() => setDrafting(null)} />}
        {sets.data.map((row) => (
          <OneRuleSet key={row.id} row={row} active={active} mayManage={mayManage} onDraft={() => setDrafting(row)} />
        ))}
      </div>
    </div>
  );
}

function OneRuleSet(props: {
  row: RuleSetRow;
  active: RuleSetRow | undefined;
  mayManage: boolean;
  onDraft: () => void;
}) {
  const { row, active } = props;
  const commands = useRuleCommands();
  const [asking, setAsking] = useState<'activate' | 'shadow' | null>(null);
  const [regroup, setRegroup] = useState(false);
  const [refusal, setRefusal] = useState<RefusalView | null>(null);
  const isActive = row.state === 'active';
  const isShadow = row.state === 'shadow';
  const wasInForce = !isActive && row.activatedAt != null;
  const activate = wasInForce ? 'Roll back to it' : 'Put in force';
  const shadow = isShadow ? 'Out of shadow' : 'Into shadow';
  const [trial] = row.trials;
  const differences = active && !isActive ? ruleDifferences(active.rules, row.rules) : [];
  const attempt = async () => {
    try {
      setRefusal(await commands.try(row.id));
    } catch (cause) {
      setRefusal({ code: 'FAULT', message: cause instanceof Error ? cause.message : String(cause), allowed: [] });
    }
  };
  return (
    <section aria-label={`Rule set ${row.id}`}>
      <div className="row">
        <h2 style={{ margin: 0 }}>
          <span className="pc-quiet">{row.id}</span> {row.name}
        </h2>
        <Chip>{isActive ? 'in force' : row.state}</Chip>
        {props.mayManage && (
          <div className="row" style={{ marginLeft: 'auto' }}>
            {!isActive && (
              <>
                <Button variant="default" onClick={() => void attempt()}>
                  Try on what is there
                </Button>
                {(row.state === 'draft' || isShadow) && (
                  <Button variant="default" onClick={() => setAsking('shadow')}>
                    {shadow}
                  </Button>
                )}
                {row.mayActivate ? (
                  <Button variant="default" onClick={() => setAsking('activate')}>
                    {activate}
                  </Button>
                ) : (
                  <span className="pc-quiet">waits for another manager</span>
                )}
              </>
            )}
            <Button variant="subtle" onClick={props.onDraft}>
              Change into a new one
            </Button>
          </div>
        )}
      </div>
      <p className="pc-quiet">
        {row.author ? `${row.author}, ` : ''}
        {row.author && <RelativeTime at={row.createdAt} />}
        {row.basedOn && ` · from ${row.basedOn}`}
        {row.approvedBy && ` · approved by ${row.approvedBy}`}
        {row.activatedAt && (
          <>
            {row.author ? ' · ' : ''}
            {isActive ? (
              <>
                in force since <RelativeTime at={row.activatedAt} />
              </>
            ) : (
              <>
                was in force from <ExactTime at={row.activatedAt} />
              </>
            )}
          </>
        )}
        {(row.author || row.activatedAt) && ' · '}
        {row.reason}
      </p>
      {differences.length > 0 && (
        <details>
          <summary>{plural(differences.length, 'rule')} other than in force</summary>
          <table className={classes.shared}>
            <caption className="pc-visually-hidden">Rules that differ from those in force</caption>
            <tbody>
              {differences.slice(0, 100).map((one) => (
                <tr key={one.path}>
                  <td className="pc-mono">{one.path}</td>
                  <td className={classes.weight}>
                    {one.before} → {one.after}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
      {refusal && <RefusalNote refusal={refusal} />}
      {trial && <Trial trial={trial} />}
      <ConfirmWithReason
        opened={asking !== null}
        title={asking === 'activate' ? `Put rule set ${row.id} in force` : `Rule set ${row.id} in shadow`}
        verb={asking === 'activate' ? activate : shadow}
        body={
          asking === 'activate' ? (
            <>
              <TrialsSoFar row={row} />
              <Checkbox
                label="Let undecided cases follow at once (else it weighs new alerts only)"
                checked={regroup}
                onChange={(event) => setRegroup(event.currentTarget.checked)}
              />
              {wasInForce && !regroup && <p>Cases stay as the present rules grouped them.</p>}
            </>
          ) : undefined
        }
        onClose={() => setAsking(null)}
        onConfirm={(reason) =>
          asking === 'activate'
            ? commands.activate(row.id, reason, regroup)
            : commands.shadow(row.id, !isShadow, reason)
        }
      />
    </section>
  );
}

function DraftForm(props: { base: RuleSetRow; onClose: () => void }) {
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
