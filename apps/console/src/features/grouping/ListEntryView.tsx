import { Button } from '@mantine/core';
import {
  Chip,
  ConfirmWithReason,
  count,
  ErrorState,
  ExactTime,
  FactList,
  plural,
  RelativeTime,
  SkeletonBlock,
  StateBadge,
} from '@portcullis/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../../shell/session.js';
import { attributeWord } from '../casework/words.js';
import { AllowEffectNote } from './AllowEffectNote.js';
import { Sides } from './CorrectionSides.js';
import classes from './grouping.module.css';
import { previewOptions } from './grouping.queries.js';
import { HubImportValues } from './HubImportValues.js';
import { HubReachNote } from './HubReachNote.js';
import { hubReachOptions, type ListEntry, useListCommands } from './lists.queries.js';
import { useAllow } from './useAllow.js';
import { useCorrection } from './useCorrection.js';

type Step = 'confirm' | 'refuse' | 'withdraw' | 'revoke';
const STEPS: Record<Step, { title: string; verb: string }> = {
  confirm: { title: 'Confirm this entry', verb: 'Confirm it' },
  refuse: { title: 'Refuse this entry', verb: 'Refuse it' },
  withdraw: { title: 'Withdraw the proposal', verb: 'Withdraw it' },
  revoke: { title: 'Take the entry off the list', verb: 'Take it off' },
};

/** One entry of a list: what it covers, who stands for it, and what may be done with it. */
export function ListEntryView(props: { entry: ListEntry }) {
  const { entry } = props;
  const commands = useListCommands();
  const mayConfirm = useMay('grouping.lists.confirm');
  const mayPropose = useMay('grouping.lists.propose');
  const mayCorrect = useMay('grouping.correct');
  const [asking, setAsking] = useState<Step | null>(null);
  const allow = useAllow();
  const correction = useCorrection(null);
  const isAllow = entry.list === 'allow';
  const isImport = entry.values !== null && entry.values !== undefined;
  const [shown, setShown] = useState(false);
  const isActive = entry.state === 'active';
  const ended = !isActive && entry.state !== 'proposed';
  const start = {
    detectorId: entry.detectorId ?? '',
    ...(entry.subjectId && { subjectKind: entry.subjectKind ?? 'account', subjectId: entry.subjectId }),
    type: entry.type ?? '',
    value: entry.value ?? '',
    reason: entry.reason,
    source: entry.source,
    evidence: entry.evidence,
  };
  return (
    <article
      className={classes.entry}
      aria-label={`${isAllow ? 'Allow-list' : 'Hub'}: ${isImport ? importName(entry) : (entry.value ?? entry.subjectId)}`}
    >
      {allow.dialog}
      {correction.dialog}
      <div className="row">
        <h2>
          <Subject entry={entry} />
        </h2>
        <Chip>{isAllow ? 'allow-list' : isImport ? 'hubs' : `hub: ${entry.kind}`}</Chip>
        <StateBadge kind="list" state={entry.state} />
        <div className={classes.entrySteps}>
          {entry.waitsForMe && (
            <>
              <Button size="compact-sm" onClick={() => setAsking('confirm')}>
                Confirm…
              </Button>
              <Button size="compact-sm" variant="default" onClick={() => setAsking('refuse')}>
                Refuse…
              </Button>
            </>
          )}
          {entry.isMine && (
            <Button size="compact-sm" variant="default" onClick={() => setAsking('withdraw')}>
              Withdraw…
            </Button>
          )}
          {isImport && (
            <Button size="compact-sm" variant="subtle" aria-expanded={shown} onClick={() => setShown(!shown)}>
              {shown ? 'Hide the values' : 'Show the values'}
            </Button>
          )}
          {isActive && (isAllow || isImport) && mayConfirm && (
            <Button size="compact-sm" variant="default" onClick={() => setAsking('revoke')}>
              Take off the list…
            </Button>
          )}
          {isActive && !isAllow && !isImport && mayCorrect && (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => correction.open({ step: 'undo', correctionId: entry.id })}
            >
              Link by it again…
            </Button>
          )}
          {isAllow && mayPropose && (ended || isActive) && entry.state !== 'refused' && (
            <Button size="compact-sm" variant="subtle" onClick={() => allow.open({ start, renews: entry.id })}>
              {isActive ? 'Renew…' : 'Propose it again…'}
            </Button>
          )}
          {!isAllow && ended && mayCorrect && entry.type && entry.value && (
            <Button
              size="compact-sm"
              variant="subtle"
              onClick={() => correction.open({ step: 'unlink', type: entry.type ?? '', value: entry.value ?? '' })}
            >
              List it again…
            </Button>
          )}
        </div>
      </div>
      <p className={classes.entryWhy}>
        {entry.reason}
        {entry.source && <span className="pc-quiet"> · known from {entry.source}</span>}
        {entry.evidence && <span className="pc-quiet"> · evidence: {entry.evidence}</span>}
      </p>
      <FactList facts={factsOf(entry)} />
      {isImport && shown && <HubImportValues id={entry.id} />}
      <ConfirmWithReason
        opened={asking !== null}
        title={asking ? STEPS[asking].title : ''}
        verb={asking ? STEPS[asking].verb : ''}
        body={
          asking === 'confirm' ? <Effect entry={entry} /> : asking === 'revoke' ? <Ends entry={entry} /> : undefined
        }
        onClose={() => setAsking(null)}
        onConfirm={(reason) =>
          asking !== 'revoke'
            ? commands.answer(entry, asking ?? 'refuse', reason)
            : isImport
              ? commands.revokeImport(entry.id, reason)
              : commands.revoke(entry.id, reason)
        }
      />
    </article>
  );
}

function Subject(props: { entry: ListEntry }) {
  const { type, value, subjectKind, subjectId, detectorId } = props.entry;
  return (
    <>
      {props.entry.values !== null && props.entry.values !== undefined && importName(props.entry)}
      {type && value && (
        <>
          {attributeWord(type)}{' '}
          <Link to="/look-up" search={{ value, type }} className="pc-mono">
            {value}
          </Link>
        </>
      )}
      {type && subjectId && ' of '}
      {subjectKind && subjectId && (
        <>
          {attributeWord(subjectKind)}{' '}
          <Link to="/customers/$kind/$id" params={{ kind: subjectKind, id: subjectId }} className="pc-mono">
            {subjectId}
          </Link>
        </>
      )}
      {detectorId && ` in alerts of ${detectorId}`}
    </>
  );
}

const importName = ({ values, fileName }: ListEntry): string =>
  `${plural(values ?? 0, 'value')}${fileName ? ` of ${fileName}` : ''}`;

function factsOf(entry: ListEntry): (readonly [string, React.ReactNode])[] {
  const facts: (readonly [string, React.ReactNode])[] = [
    [
      entry.proposedBy ? 'Proposed' : 'Listed',
      <span key="proposed">
        {entry.proposedBy ? `by ${entry.proposedBy}, ` : 'when the system was set up, '}
        <RelativeTime at={entry.proposedAt} />
        {entry.caseNumber && (
          <>
            , in{' '}
            <Link to="/cases/$number" params={{ number: String(entry.caseNumber) }}>
              C-{entry.caseNumber}
            </Link>
          </>
        )}
      </span>,
    ],
  ];
  if (entry.state === 'proposed')
    facts.push(['Waits for', entry.waitsForMe ? 'you' : (entry.assignedTo ?? 'anybody else')]);
  else if (entry.answeredBy)
    facts.push([
      entry.state === 'refused' ? 'Refused' : entry.state === 'withdrawn' ? 'Withdrawn' : 'Confirmed',
      `by ${entry.answeredBy}${entry.answerReason ? `: ${entry.answerReason}` : ''}`,
    ]);
  else if (entry.list === 'hub' && entry.proposedBy)
    facts.push(['Confirmed', 'one person was enough: it was in one case only']);
  if (entry.cases !== null && entry.cases !== undefined && entry.cases > 1)
    facts.push(['Reach', `${plural(entry.cases, 'case')} when it was proposed`]);
  if (entry.known !== null && entry.known !== undefined)
    facts.push(['Reach', `${count(entry.known)} in alerts when it was proposed, ${count(entry.shared ?? 0)} shared`]);
  const before = entry.listed === null || entry.listed === undefined ? 0 : (entry.values ?? 0) - entry.listed;
  if (before > 0) facts.push(['Listed before', plural(before, 'of its values', 'of its values')]);
  if (entry.leftOut)
    facts.push(['Left out', plural(entry.leftOut, 'line that could not be read', 'lines that could not be read')]);
  if (entry.endedAt)
    facts.push([
      'Ended',
      <span key="ended">
        <RelativeTime at={entry.endedAt} />
        {entry.endedBy ? `, by ${entry.endedBy}` : ''}
        {entry.endReason ? `: ${entry.endReason}` : ''}
      </span>,
    ]);
  else if (entry.until) facts.push(['Until', <ExactTime key="until" at={entry.until} />]);
  if (entry.list === 'allow' && entry.hits !== null && entry.hits !== undefined && entry.state !== 'proposed') {
    const revived = entry.revived ? `; ${count(entry.revived)} came in after its end` : '';
    facts.push(['Held back', `${plural(entry.hits, 'alert')}${revived}`]);
  }
  return facts;
}

function Effect(props: { entry: ListEntry }) {
  if (props.entry.values !== null && props.entry.values !== undefined) return <ImportEffect entry={props.entry} />;
  return <EntryEffect entry={props.entry} />;
}

function ImportEffect(props: { entry: ListEntry }) {
  const { id } = props.entry;
  const reach = useQuery(hubReachOptions(id));
  if (reach.isPending) return <SkeletonBlock height={64} label="Working out how far it reaches" />;
  if (reach.isLoadingError) return <ErrorState title="Its reach could not be worked out" why={reach.error.message} />;
  return reach.data ? <HubReachNote reach={reach.data} /> : null;
}

function EntryEffect(props: { entry: ListEntry }) {
  const { list, detectorId, subjectKind, subjectId, type, value, kind, source } = props.entry;
  const hub = list === 'hub';
  const preview = useQuery({
    ...previewOptions({ step: 'unlink', type, value, kind, source }),
    enabled: hub,
  });
  if (!hub) return <AllowEffectNote scope={{ detectorId, subjectKind, subjectId, type, value }} />;
  return (
    <Sides
      loading={preview.isPending}
      preview={preview.data}
      error={preview.error}
      nothing={
        preview.data?.refusal?.message ?? 'No case parts by it now. Alerts that come later are not linked by it.'
      }
    />
  );
}

const Ends = (props: { entry: ListEntry }) => (
  <p style={{ margin: 0 }}>
    {props.entry.list === 'hub'
      ? `${plural(props.entry.values ?? 0, 'value links', 'values link')} again, but for those that another file holds or that somebody listed otherwise. Undecided cases that they link come together within seconds.`
      : props.entry.hits
        ? `The ${plural(props.entry.hits, 'alert')} that it held back will come in and be grouped.`
        : 'It has held nothing back so far.'}{' '}
    The entry stays in the list of those that ended.
  </p>
);
