import { Button } from '@mantine/core';
import { ConfirmWithReason, KeyHint, plural } from '@portcullis/ui';
import { useState } from 'react';
import { useKeys } from '../../keys/useKeys.js';
import { kindNoun } from '../casework/words.js';
import { useDecisionCommands } from './decisions.commands.js';
import type { Decision } from './decisions.queries.js';

type Step = 'approve' | 'return' | 'refuse' | 'withdraw';

/** Approve, return with the point, refuse: only what this person may do, and the button says what it does. */
export function DecisionSteps(props: { decision: Decision }) {
  const { decision } = props;
  const commands = useDecisionCommands();
  const [step, setStep] = useState<Step | null>(null);
  const may = (one: Step) => decision.allowed.includes(one);
  const proposer = decision.proposer?.name.split(' ')[0] ?? 'the proposer';
  const verbs: Record<Step, string> = {
    approve: `Approve ${kindNoun(decision.kind)}${decision.reach.subjects > 0 ? ` of ${plural(decision.reach.accounts || decision.reach.subjects, 'account')}` : ''}`,
    return: `Return to ${proposer} with a reason`,
    refuse: 'Refuse',
    withdraw: 'Withdraw',
  };
  useKeys('Approval', [
    { keys: 'a', does: 'Approve', when: may('approve'), run: () => setStep('approve') },
    { keys: 'b', does: 'Return with a reason', when: may('return'), run: () => setStep('return') },
    { keys: 'x', does: 'Refuse', when: may('refuse'), run: () => setStep('refuse') },
  ]);
  const steps = (['approve', 'return', 'refuse', 'withdraw'] as const).filter(may);
  if (steps.length === 0) {
    return decision.state === 'proposed' ? (
      <p className="pc-quiet" style={{ margin: 0 }}>
        You cannot approve this one: approval belongs to another person than the proposer, with a role that includes it.
      </p>
    ) : null;
  }
  return (
    <div className="row">
      {steps.map((one) => (
        <Button
          key={one}
          size="sm"
          variant={one === 'approve' ? 'filled' : 'default'}
          onClick={() => setStep(one)}
          rightSection={
            one === 'withdraw' ? undefined : <KeyHint keys={[one === 'approve' ? 'a' : one === 'return' ? 'b' : 'x']} />
          }
        >
          {verbs[one]}
        </Button>
      ))}
      <ConfirmWithReason
        opened={step !== null}
        title={step ? verbs[step] : ''}
        verb={step ? verbs[step] : ''}
        body={step === 'approve' ? <p style={{ margin: 0 }}>{decision.reach.sentence}</p> : undefined}
        onClose={() => setStep(null)}
        onConfirm={(reason) =>
          step ? commands[step](decision.id, reason, decision.bindingHash) : Promise.resolve(null)
        }
      />
    </div>
  );
}
