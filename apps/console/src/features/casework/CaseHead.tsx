import { Button, NativeSelect } from '@mantine/core';
import {
  ConfirmWithReason,
  duration,
  KeyHint,
  RefusalNote,
  type RefusalView,
  RouteTag,
  SeverityMark,
  SlaClock,
  StateBadge,
  stateMark,
  useNow,
} from '@portcullis/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useKeys } from '../../keys/useKeys.js';
import { useMay, useMe } from '../../shell/session.js';
import { CaseRepeats } from '../grouping/Repeats.js';
import { useCorrection } from '../grouping/useCorrection.js';
import { type CaseStep, caseSteps } from './case-steps.js';
import { copiedTitle, readableTitle } from './case-title.js';
import { useCaseCommands } from './casework.commands.js';
import classes from './casework.module.css';
import { colleaguesOptions, type FullCase, queuesOptions } from './casework.queries.js';
import { MoreSteps } from './MoreSteps.js';
import { SKIP_REASONS } from './skip-reasons.js';

type Dialog = 'assign' | 'release' | 'skip' | 'wait_for_customer' | 'wait_for_partner' | 'resume' | 'reopen';

const DIALOGS: Record<Dialog, { title: string; verb: string; optional?: boolean }> = {
  release: { title: 'Give the case back to its queue', verb: 'Give back', optional: true },
  skip: { title: 'Skip this case', verb: 'Skip with this reason' },
  wait_for_customer: { title: 'Wait for the customer; the clock pauses', verb: 'Wait for the customer' },
  wait_for_partner: { title: 'Wait for the partner; the clock pauses', verb: 'Wait for the partner' },
  assign: { title: 'Assign the case', verb: 'Assign' },
  resume: { title: 'Go on with the case; the clock runs again', verb: 'Go on' },
  reopen: { title: 'Reopen the case', verb: 'Reopen' },
};

export function CaseHead(props: { shown: FullCase }) {
  const { shown } = props;
  const { row } = shown;
  const me = useMe();
  const navigate = useNavigate();
  const commands = useCaseCommands();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const queues = useQuery(queuesOptions);
  const colleagues = useQuery({ ...colleaguesOptions, enabled: dialog === 'assign' });
  const [assignee, setAssignee] = useState('');
  const [refusal, setRefusal] = useState<RefusalView | null>(null);
  const mine = row.heldBy?.id === me.id;
  const may = (command: string) => shown.allowed.includes(command);
  const mayMerge = useMay('grouping.correct') && may('merge');
  const queue = queues.data?.find((one) => one.id === row.queueId)?.name ?? row.queueId;

  const claim = async () => {
    try {
      setRefusal(await commands.claim(shown.id));
    } catch (cause) {
      setRefusal({ code: 'FAULT', message: cause instanceof Error ? cause.message : String(cause), allowed: [] });
    }
  };
  const next = async () => {
    try {
      const answer = await commands.claimNext();
      setRefusal(answer.refusal ?? null);
      if (answer.case) void navigate({ to: '/cases/$number', params: { number: String(answer.case.number) } });
      else if (!answer.refusal) void navigate({ to: '/desk' });
    } catch (cause) {
      setRefusal({ code: 'FAULT', message: cause instanceof Error ? cause.message : String(cause), allowed: [] });
    }
  };

  useKeys('Case', [
    { keys: 'c', does: 'Claim', when: may('claim') && !mine, run: () => void claim() },
    { keys: 'n', does: 'Claim next', run: () => void next() },
    { keys: 'r', does: 'Give back', when: mine, run: () => setDialog('release') },
    { keys: 's', does: 'Skip with a reason', when: mine, run: () => setDialog('skip') },
    { keys: 'u', does: 'Back to the list', run: () => window.history.back() },
  ]);

  const confirm = (reason: string): Promise<RefusalView | null> => {
    switch (dialog) {
      case 'release':
        return commands.release(shown.id, reason);
      case 'skip':
        return commands.skip(shown.id, reason);
      case 'wait_for_customer':
        return commands.waitFor(shown.id, row.version, 'customer', reason);
      case 'wait_for_partner':
        return commands.waitFor(shown.id, row.version, 'partner', reason);
      case 'resume':
        return commands.resume(shown.id, row.version, reason);
      case 'assign':
        return assignee === ''
          ? Promise.resolve({ code: 'NOBODY_CHOSEN', message: 'Choose who gets the case.', allowed: [] })
          : commands.assign(shown.id, row.version, assignee, reason);
      case 'reopen':
        return commands.reopen(shown.id, row.version, reason);
      default:
        return Promise.resolve(null);
    }
  };
  const more = (['wait_for_customer', 'wait_for_partner', 'resume', 'reopen', 'assign'] as const).filter(may);
  const correction = useCorrection({ id: shown.id, version: row.version });

  return (
    <header className={classes.caseHead}>
      <div className={classes.caseTitle}>
        <h1
          title={row.title}
          onCopy={(event) => {
            const whole = copiedTitle(window.getSelection()?.toString() ?? '', row.title);
            if (whole === null) return;
            event.clipboardData.setData('text/plain', whole);
            event.preventDefault();
          }}
        >
          <span className="pc-quiet">C-{shown.number}</span> {readableTitle(row.title)}
        </h1>
        <div className="row" style={{ marginLeft: 'auto' }}>
          {may('claim') && !mine && (
            <Button onClick={() => void claim()} rightSection={<KeyHint keys={['c']} />}>
              Claim
            </Button>
          )}
          {mine && (
            <>
              <Button variant="default" onClick={() => setDialog('release')}>
                Give back
              </Button>
              <Button variant="default" onClick={() => setDialog('skip')}>
                Skip
              </Button>
            </>
          )}
          {(more.length > 0 || mayMerge) && (
            <MoreSteps
              steps={[
                ...more.map((command) => ({ key: command, label: DIALOGS[command].verb })),
                ...(mayMerge ? [{ key: 'merge' as const, label: 'Merge with another case…' }] : []),
              ]}
              onStep={(key) => (key === 'merge' ? correction.open({ step: 'merge' }) : setDialog(key))}
            />
          )}
        </div>
      </div>
      <div className={classes.caseMeta}>
        <Steps state={row.state} />
        <SeverityMark severity={row.severity} />
        <RouteTag route={row.route} />
        <SlaClock dueAt={row.dueAt} pausedAt={row.slaPausedAt} startedAt={row.openedAt} />
        <span>Queue {queue}</span>
        {row.campaign && (
          <Link to="/campaigns/$number" params={{ number: String(row.campaign.number) }}>
            Campaign {row.campaign.number}
          </Link>
        )}
        <Holder shown={shown} mine={mine} />
      </div>
      {shown.repeats.length > 0 && (
        <div style={{ marginTop: '0.5rem' }}>
          <CaseRepeats number={shown.number} rows={shown.repeats} />
        </div>
      )}
      {refusal && (
        <div style={{ marginTop: '0.5rem' }}>
          <RefusalNote refusal={refusal} />
        </div>
      )}
      {correction.dialog}
      <ConfirmWithReason
        opened={dialog !== null}
        title={dialog ? DIALOGS[dialog].title : ''}
        verb={dialog ? DIALOGS[dialog].verb : ''}
        optional={dialog ? DIALOGS[dialog].optional : false}
        choices={dialog === 'skip' ? SKIP_REASONS : undefined}
        body={
          dialog === 'assign' ? (
            <NativeSelect
              label="To"
              value={assignee}
              onChange={(event) => setAssignee(event.currentTarget.value)}
              data={[
                { value: '', label: colleagues.isPending ? 'Reading…' : 'Choose a colleague' },
                ...(colleagues.data ?? []).map((one) => ({ value: one.id, label: one.name })),
              ]}
            />
          ) : undefined
        }
        onClose={() => setDialog(null)}
        onConfirm={async (reason) => {
          const refused = await confirm(reason);
          if (refused === null && (dialog === 'skip' || dialog === 'release')) void navigate({ to: '/desk' });
          return refused;
        }}
      />
    </header>
  );
}

function Holder(props: { shown: FullCase; mine: boolean }) {
  const now = useNow();
  const { heldBy, heldUntil } = props.shown.row;
  if (!heldBy) return <span>held by nobody</span>;
  const left = heldUntil ? Date.parse(heldUntil) - now : null;
  const lease = left === null ? '' : left > 0 ? `, lease ${duration(left)}` : ', lease has ended';
  return <span>{`held by ${props.mine ? 'you' : heldBy.name}${lease}`}</span>;
}

function Steps(props: { state: string }) {
  const { steps, aside } = caseSteps(props.state);
  return (
    <ol className={classes.steps} aria-label="Where the case stands">
      {steps.map((step: CaseStep) => (
        <li key={step.state} aria-current={step.current ? 'step' : undefined} data-passed={step.passed || undefined}>
          {step.current ? (
            <StateBadge kind="case" state={aside ?? step.state} />
          ) : (
            stateMark('case', step.state).label.toLowerCase()
          )}
        </li>
      ))}
    </ol>
  );
}
