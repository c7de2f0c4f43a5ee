import { Button } from '@mantine/core';
import { ConfirmWithReason, RelativeTime, StateBadge, words } from '@portcullis/ui';
import { useState } from 'react';
import type { ActionFieldsFragment, DeliveryFieldsFragment } from '../../generated/graphql.js';
import { useMay } from '../../shell/session.js';
import { useEnforcementCommands } from './enforcement.commands.js';

/** What is done to whom, whether it is in effect, and how the message about it travels. */
export function EnforcementTab(props: {
  actions: readonly ActionFieldsFragment[];
  deliveries: readonly DeliveryFieldsFragment[];
}) {
  const mayLift = useMay('enforcement.lift');
  const commands = useEnforcementCommands();
  const [lifting, setLifting] = useState<ActionFieldsFragment | null>(null);
  if (props.actions.length === 0)
    return <p className="pc-quiet">Nothing has been ordered: actions follow an approved decision.</p>;
  return (
    <div className="stack">
      <ActionTable actions={props.actions} onLift={mayLift ? setLifting : undefined} />
      {props.deliveries.length > 0 && (
        <>
          <h3 className="section-title">Messages to the control plane</h3>
          <DeliveryTable deliveries={props.deliveries} />
        </>
      )}
      <ConfirmWithReason
        opened={lifting !== null}
        title={
          lifting ? `Lift ${words(lifting.kind).toLowerCase()} of ${lifting.subject.name ?? lifting.subject.id}` : ''
        }
        verb="Order the lift"
        onClose={() => setLifting(null)}
        onConfirm={(reason) => (lifting ? commands.lift(lifting.id, reason) : Promise.resolve(null))}
      />
    </div>
  );
}

export function ActionTable(props: {
  actions: readonly ActionFieldsFragment[];
  onLift?: (action: ActionFieldsFragment) => void;
}) {
  return (
    <div className="scroll-x">
      <table className="plain-table">
        <caption className="pc-visually-hidden">Actions</caption>
        <thead>
          <tr>
            <th scope="col">Action</th>
            <th scope="col">Subject</th>
            <th scope="col">State</th>
            <th scope="col" className="num">
              Seats
            </th>
            <th scope="col">Ordered</th>
            <th scope="col">In effect</th>
            <th scope="col">Until</th>
            <th scope="col">
              <span className="pc-visually-hidden">Steps</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {props.actions.map((action) => (
            <tr key={action.id}>
              <td>{words(action.kind)}</td>
              <td>{action.subject.name ?? action.subject.id}</td>
              <td>
                <StateBadge kind="action" state={action.state} />
                {action.failure && <div className="pc-quiet">{action.failure}</div>}
                {action.endReason && <div className="pc-quiet">{action.endReason}</div>}
              </td>
              <td className="num">{action.seats.toLocaleString('en-GB')}</td>
              <td>
                <RelativeTime at={action.orderedAt} />
              </td>
              <td>
                <RelativeTime at={action.inEffectAt} />
              </td>
              <td>
                <RelativeTime at={action.until} empty={action.kind === 'terminate' ? 'for good' : 'no end set'} />
              </td>
              <td>
                {props.onLift && (action.state === 'active' || action.state === 'done') && (
                  <Button variant="default" onClick={() => props.onLift?.(action)}>
                    Lift
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function DeliveryTable(props: { deliveries: readonly DeliveryFieldsFragment[] }) {
  const commands = useEnforcementCommands();
  const [asking, setAsking] = useState<{ id: string; step: 'replay' | 'skip' } | null>(null);
  return (
    <div className="scroll-x">
      <table className="plain-table">
        <caption className="pc-visually-hidden">Deliveries</caption>
        <thead>
          <tr>
            <th scope="col">Message</th>
            <th scope="col">Lane</th>
            <th scope="col">State</th>
            <th scope="col" className="num">
              Attempts
            </th>
            <th scope="col">Next or delivered</th>
            <th scope="col">Last answer</th>
            <th scope="col">
              <span className="pc-visually-hidden">Steps</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {props.deliveries.map((delivery) => (
            <tr key={delivery.id}>
              <td>{delivery.kind}</td>
              <td>
                {delivery.lane} <span className="pc-quiet">#{delivery.sequence}</span>
              </td>
              <td>
                <StateBadge kind="delivery" state={delivery.state} />
              </td>
              <td className="num">{delivery.attempts}</td>
              <td>
                <RelativeTime at={delivery.deliveredAt ?? delivery.nextAttemptAt} empty="held" />
              </td>
              <td>
                {delivery.lastStatus ?? ''} <span className="pc-quiet">{delivery.lastError}</span>
              </td>
              <td>
                <div className="row">
                  {delivery.allowed.includes('replay') && (
                    <Button variant="default" onClick={() => setAsking({ id: delivery.id, step: 'replay' })}>
                      Replay
                    </Button>
                  )}
                  {delivery.allowed.includes('skip') && (
                    <Button variant="default" onClick={() => setAsking({ id: delivery.id, step: 'skip' })}>
                      Skip
                    </Button>
                  )}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ConfirmWithReason
        opened={asking !== null}
        title={
          asking?.step === 'skip' ? 'Skip this message; its subject goes on with the next' : 'Send this message again'
        }
        verb={asking?.step === 'skip' ? 'Skip with this reason' : 'Replay'}
        optional={asking?.step === 'replay'}
        onClose={() => setAsking(null)}
        onConfirm={(reason) => {
          if (!asking) return Promise.resolve(null);
          return asking.step === 'skip' ? commands.skip(asking.id, reason) : commands.replay(asking.id);
        }}
      />
    </div>
  );
}
