import { Button, Checkbox } from '@mantine/core';
import {
  Chip,
  ConfirmWithReason,
  ExactTime,
  plural,
  RefusalNote,
  type RefusalView,
  RelativeTime,
} from '@portcullis/ui';
import { useState } from 'react';
import classes from '../casework/casework.module.css';
import { Trial, TrialsSoFar } from './RuleTrial.js';
import { ruleDifferences } from './rule-difference.js';
import { type RuleSetRow, useRuleCommands } from './rules.queries.js';

/** A rule set: whence it comes, what it changes, what its trials found, and the steps that it allows. */
export function OneRuleSet(props: {
  row: RuleSetRow;
  /** All of them. */
  sets: readonly RuleSetRow[];
  active: RuleSetRow | undefined;
  mayManage: boolean;
  onDraft: () => void;
}) {
  const { row, sets, active } = props;
  const commands = useRuleCommands();
  const [asking, setAsking] = useState<'activate' | 'shadow' | null>(null);
  const [regroup, setRegroup] = useState(false);
  const [refusal, setRefusal] = useState<RefusalView | null>(null);
  const isActive = row.state === 'active';
  const isShadow = row.state === 'shadow';
  const wasInForce = row.state === 'retired';
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
                put in force <RelativeTime at={row.activatedAt} />
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
      {trial && <Trial trial={trial} row={row} sets={sets} mayManage={props.mayManage} />}
      <ConfirmWithReason
        opened={asking !== null}
        title={asking === 'activate' ? `Put rule set ${row.id} in force` : `Rule set ${row.id} in shadow`}
        verb={asking === 'activate' ? activate : shadow}
        body={
          asking === 'activate' ? (
            <>
              <TrialsSoFar row={row} sets={sets} />
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
