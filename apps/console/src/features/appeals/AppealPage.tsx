import { Button } from '@mantine/core';
import {
  Because,
  duration,
  EmptyState,
  ErrorState,
  ExactTime,
  fileSize,
  KeyHint,
  RefusalNote,
  type RefusalView,
  RelativeTime,
  SkeletonRows,
  SlaClock,
  StateBadge,
  Timeline,
  words,
} from '@portcullis/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useKeys } from '../../keys/useKeys.js';
import { useMe } from '../../shell/session.js';
import caseClasses from '../casework/casework.module.css';
import { DecisionView } from '../decisions/DecisionView.js';
import { ActionTable } from '../enforcement/EnforcementTab.js';
import { historyEntry } from '../record/history-entry.js';
import { AppealSteps } from './AppealSteps.js';
import { useAppealCommands } from './appeals.commands.js';
import classes from './appeals.module.css';
import { appealOptions, type FullAppeal } from './appeals.queries.js';

const route = getRouteApi('/shell/appeals/$number');

/** Was it right, looked at afresh? The customer's words first; the original reasons only after a first reading. */
export function AppealPage() {
  const number = Number(route.useParams().number);
  const reading = useQuery({ ...appealOptions(number), enabled: Number.isInteger(number) });
  if (reading.isPending) return <SkeletonRows rows={10} label="Reading the appeal" />;
  if (reading.isLoadingError)
    return (
      <ErrorState
        title="The appeal could not be read"
        why={reading.error.message}
        onRetry={() => void reading.refetch()}
      />
    );
  if (!reading.data)
    return (
      <EmptyState
        title={`There is no appeal A-${number} for you`}
        because="because the number is wrong, or it lies outside what your role may read."
      />
    );
  const appeal = reading.data;
  return (
    <article key={appeal.number} aria-label={`Appeal A-${appeal.number}`}>
      <Head appeal={appeal} />
      <div className={classes.columns}>
        <div className={classes.read}>
          <CustomerWords appeal={appeal} />
          <Papers appeal={appeal} />
          <Original appeal={appeal} />
          <Since appeal={appeal} />
        </div>
        <section className={classes.act} aria-labelledby="steps">
          <div className={classes.actInner}>
            <h2 className="section-title" id="steps">
              {appeal.result ? 'Result' : 'Decide afresh'}
            </h2>
            <AppealSteps appeal={appeal} />
          </div>
        </section>
      </div>
    </article>
  );
}

function Head(props: { appeal: FullAppeal }) {
  const { appeal } = props;
  const me = useMe();
  const commands = useAppealCommands();
  const [refusal, setRefusal] = useState<RefusalView | null>(null);
  const mayClaim = appeal.allowed.includes('admit') && appeal.row.reviewer?.id !== me.id;
  const claim = async () => {
    try {
      setRefusal(await commands.claim(appeal.id));
    } catch (cause) {
      setRefusal({ code: 'FAULT', message: cause instanceof Error ? cause.message : String(cause), allowed: [] });
    }
  };
  useKeys('Appeal', [
    { keys: 'c', does: 'Claim the appeal', when: mayClaim, run: () => void claim() },
    { keys: 'u', does: 'Back to the list', run: () => window.history.back() },
  ]);
  return (
    <header className={caseClasses.caseHead}>
      <div className={caseClasses.caseTitle}>
        <h1>
          <span className="pc-quiet">A-{appeal.number}</span> {appeal.row.customer.name ?? appeal.row.customer.id}
        </h1>
        {mayClaim && (
          <Button style={{ marginLeft: 'auto' }} onClick={() => void claim()} rightSection={<KeyHint keys={['c']} />}>
            Claim
          </Button>
        )}
      </div>
      <div className={caseClasses.caseMeta}>
        <StateBadge kind="appeal" state={appeal.row.state} />
        {appeal.row.dueAt && !appeal.result && (
          <SlaClock
            dueAt={appeal.row.dueAt}
            pausedAt={appeal.row.pausedAt}
            startedAt={appeal.row.submittedAt ?? undefined}
            label="Answer"
          />
        )}
        <span>{appeal.row.reviewer ? `reviewer ${appeal.row.reviewer.name}` : 'no reviewer yet'}</span>
        {appeal.row.submittedAt && (
          <span>
            filed <RelativeTime at={appeal.row.submittedAt} />
          </span>
        )}
        <Link to="/cases/$number" params={{ number: String(appeal.row.caseNumber) }}>
          Case C-{appeal.row.caseNumber}
        </Link>
      </div>
      {refusal && (
        <div style={{ marginTop: '0.5rem' }}>
          <RefusalNote refusal={refusal} />
        </div>
      )}
    </header>
  );
}

function CustomerWords(props: { appeal: FullAppeal }) {
  const { appeal } = props;
  return (
    <section className="section">
      <h2>What the customer says</h2>
      <p className={`prose ${classes.statement}`}>{appeal.statement}</p>
      <p className="pc-quiet">
        {`${appeal.contactName}, ${words(appeal.standing).toLowerCase()}`}
        {appeal.row.grounds.length > 0 && ` · ${appeal.row.grounds.map(words).join(', ')}`}
      </p>
      {appeal.onTheFile && <p className="pc-quiet">A question went unanswered: it is decided on what is here.</p>}
      {appeal.messages.map((message) => (
        <div key={message.id} className={classes.message}>
          <div className="row">
            <strong>{message.by}</strong>
            <span className="pc-quiet">
              {message.question && 'question · '}
              <RelativeTime at={message.at} />
            </span>
          </div>
          <p className="prose">{message.body}</p>
        </div>
      ))}
    </section>
  );
}

function Papers(props: { appeal: FullAppeal }) {
  const { attachments } = props.appeal;
  return (
    <section className="section">
      <h2>Their papers</h2>
      {attachments.length === 0 ? (
        <p className="pc-quiet">None were sent.</p>
      ) : (
        <ul className={caseClasses.facts}>
          {attachments.map((file) => (
            <li key={file.id} className="row">
              <a href={file.url} download={file.name}>
                {file.name}
              </a>
              <span className="pc-quiet">
                {file.purpose && `${words(file.purpose)} · `}
                {fileSize(file.size)} · <RelativeTime at={file.at} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Original(props: { appeal: FullAppeal }) {
  const { appeal } = props;
  return (
    <>
      <section className="section">
        <h2>What was done</h2>
        {appeal.actions.length > 0 ? (
          <ActionTable actions={appeal.actions} />
        ) : (
          <p className="pc-quiet">No action is attached.</p>
        )}
        {appeal.harm.length > 0 && <Harm harm={appeal.harm} />}
        {appeal.notices.map((notice) => (
          <details key={notice.id} style={{ marginTop: '0.5rem' }}>
            <summary style={{ cursor: 'pointer' }}>{`What they were told: ${notice.subjectLine}`}</summary>
            <p className="prose" style={{ padding: '0.5rem 0 0 1rem' }}>
              {notice.bodyText}
            </p>
            {notice.withheld.length > 0 && (
              <p className="pc-quiet">{`${notice.withheld.length} parts were withheld from the customer; you see everything.`}</p>
            )}
          </details>
        ))}
      </section>
      <section className="section">
        <h2>The case as of the decision</h2>
        {appeal.case.why && <p className="prose">{appeal.case.why.sentence}</p>}
        {appeal.originalReasons === null ? (
          <p className="pc-quiet">
            The original reasons stay folded until you have noted your own first reading, on the right.
          </p>
        ) : (
          <details>
            <summary style={{ cursor: 'pointer' }}>The original decision and its reasons</summary>
            <p className="prose">{appeal.originalReasons}</p>
            <DecisionView decision={appeal.decision} />
          </details>
        )}
      </section>
    </>
  );
}

function Harm(props: { harm: FullAppeal['harm'] }) {
  return (
    <ul className={caseClasses.facts}>
      {props.harm.map((one) => (
        <li key={`${one.subject.id} ${one.from}`}>
          {`${one.subject.name ?? one.subject.id}: ${one.seats} seats, `}
          {one.to === null ? (
            <>
              without access since <ExactTime at={one.from} />
            </>
          ) : (
            `${duration((one.hours ?? 0) * 3_600_000)} without access, ${Math.round(one.seatHours ?? 0).toLocaleString('en-GB')} seat-hours`
          )}
        </li>
      ))}
    </ul>
  );
}

function Since(props: { appeal: FullAppeal }) {
  const { appeal } = props;
  return (
    <>
      <section className="section">
        <h2>Cases on the same evidence</h2>
        {appeal.similar.length === 0 ? (
          <p className="pc-quiet">None.</p>
        ) : (
          <ul className={caseClasses.facts}>
            {appeal.similar.map((one) => (
              <li key={one.case.id}>
                <div className="row">
                  <Link to="/cases/$number" params={{ number: String(one.case.number) }}>
                    C-{one.case.number} {one.case.title}
                  </Link>
                  <StateBadge kind="case" state={one.case.state} />
                </div>
                <Because parts={[{ text: one.why }]} wrap />
              </li>
            ))}
          </ul>
        )}
      </section>
      <section className="section">
        <h2>Timeline</h2>
        <Timeline label="Timeline of the appeal" entries={appeal.timeline.nodes.map(historyEntry)} />
      </section>
    </>
  );
}
