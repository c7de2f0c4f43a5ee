import { Button, Tabs, Textarea } from '@mantine/core';
import {
  FileDrop,
  fileSize,
  Note,
  plural,
  RefusalNote,
  type RefusalView,
  RelativeTime,
  SkeletonRows,
} from '@portcullis/ui';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { CASE_TABS } from '../../search-params.js';
import { useMay } from '../../shell/session.js';
import { EnforcementTab } from '../enforcement/EnforcementTab.js';
import { NoticesTab } from '../enforcement/NoticesTab.js';
import { CaseAlerts } from './CaseAlerts.js';
import { CaseSubjects } from './CaseSubjects.js';
import { CaseTimeline } from './CaseTimeline.js';
import { useCaseCommands } from './casework.commands.js';
import classes from './casework.module.css';
import type { FullCase } from './casework.queries.js';

const RelatedTab = lazy(() => import('../grouping/RelatedTab.js').then((module) => ({ default: module.RelatedTab })));
const route = getRouteApi('/shell/cases/$number');
export const CASE_FILES = ['.pdf', '.png', '.jpg', '.jpeg', '.csv', '.txt', '.md', '.log'];
export const CASE_FILE_BYTES = 10 * 1024 * 1024;

/** Subject, exceptions, past; and what hangs on the case. The open tab is in the address. */
export function CaseBelow(props: { shown: FullCase }) {
  const { shown } = props;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const tab = search.tab ?? 'subjects';
  const mayCorrect = useMay('grouping.correct');
  const waiting =
    shown.proposalCount > 0 ? ` · ${plural(shown.proposalCount, 'waits', 'wait')}${mayCorrect ? ' for you' : ''}` : '';
  const labels: Record<(typeof CASE_TABS)[number], string> = {
    subjects: `Subjects ${shown.findingCounts.reduce((sum, one) => sum + one.subjects, 0)}`,
    alerts: `Alerts ${shown.row.alertCount}`,
    timeline: 'Timeline',
    comments: `Comments ${shown.comments.length}`,
    files: `Files ${shown.attachments.length}`,
    related: `Related ${shown.related.length}${waiting}`,
    enforcement: `Actions ${shown.actions.length}`,
    notices: `Notices ${shown.notices.length} and appeals`,
  };
  return (
    <>
      <EarlierLine shown={shown} />
      <Tabs
        id="case-below"
        style={{ scrollMarginTop: '5rem' }}
        value={tab}
        onChange={(value) =>
          void navigate({
            search: (before) => ({ ...before, tab: (value ?? 'subjects') as typeof tab }),
            replace: true,
          })
        }
      >
        <Tabs.List>
          {CASE_TABS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {labels[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <div style={{ paddingTop: '0.75rem' }}>
          <Tabs.Panel value="subjects">
            <CaseSubjects shown={shown} />
          </Tabs.Panel>
          <Tabs.Panel value="alerts">
            <CaseAlerts number={shown.number} />
          </Tabs.Panel>
          <Tabs.Panel value="timeline">
            <CaseTimeline shown={shown} />
          </Tabs.Panel>
          <Tabs.Panel value="comments">
            <Comments shown={shown} />
          </Tabs.Panel>
          <Tabs.Panel value="files">
            <Files shown={shown} />
          </Tabs.Panel>
          <Tabs.Panel value="related">
            <Suspense fallback={<SkeletonRows rows={4} label="Reading related cases" />}>
              <RelatedTab shown={shown} />
            </Suspense>
          </Tabs.Panel>
          <Tabs.Panel value="enforcement">
            <EnforcementTab actions={shown.actions} deliveries={shown.deliveries} />
          </Tabs.Panel>
          <Tabs.Panel value="notices">
            <NoticesTab shown={shown} />
          </Tabs.Panel>
        </div>
      </Tabs>
    </>
  );
}

function EarlierLine(props: { shown: FullCase }) {
  const { earlier } = props.shown;
  return (
    <div className="row" style={{ padding: '0.25rem 0 0.5rem' }}>
      <strong>Past</strong>
      {earlier.length === 0 && (
        <span className="pc-quiet">No earlier case, exception or appeal of these subjects.</span>
      )}
      {earlier.slice(0, 5).map((matter) => (
        <span key={`${matter.kind} ${matter.at} ${matter.label}`}>
          {matter.caseNumber ? (
            <Link to="/cases/$number" params={{ number: String(matter.caseNumber) }}>
              {matter.label}
            </Link>
          ) : (
            matter.label
          )}{' '}
          <span className="pc-quiet">
            <RelativeTime at={matter.at} />
          </span>
        </span>
      ))}
      {earlier.length > 5 && <span className="pc-quiet">and {earlier.length - 5} more in the timeline</span>}
    </div>
  );
}

function Comments(props: { shown: FullCase }) {
  const mayComment = useMay('casework.comment');
  const commands = useCaseCommands();
  const [body, setBody] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<RefusalView | null>(null);
  async function send() {
    if (body.trim() === '' || busy) return;
    setBusy(true);
    try {
      const refused = await commands.comment(props.shown.id, body.trim());
      setRefusal(refused);
      if (!refused) setBody('');
    } catch (cause) {
      setRefusal({ code: 'FAULT', message: cause instanceof Error ? cause.message : String(cause), allowed: [] });
    } finally {
      setBusy(false);
    }
  }
  return (
    <div className="stack" style={{ maxWidth: '46rem' }}>
      {props.shown.comments.length === 0 && (
        <p className="pc-quiet">Nobody has commented yet. The customer never sees comments.</p>
      )}
      {props.shown.comments.map((comment) => (
        <div key={comment.id} className={classes.comment}>
          <div className="row">
            <strong>{comment.author.name}</strong>
            <span className="pc-quiet">
              <RelativeTime at={comment.at} />
            </span>
          </div>
          <p className="prose">{comment.body}</p>
        </div>
      ))}
      {mayComment && (
        <>
          <Textarea
            label="Comment"
            description="For colleagues; the customer never sees it."
            value={body}
            onChange={(event) => setBody(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
                event.preventDefault();
                event.stopPropagation();
                void send();
              }
            }}
          />
          {refusal && <RefusalNote refusal={refusal} />}
          <div>
            <Button variant="default" loading={busy} disabled={body.trim() === ''} onClick={() => void send()}>
              Add the comment
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

function Files(props: { shown: FullCase }) {
  const mayAttach = useMay('casework.attach');
  const commands = useCaseCommands();
  const [sending, setSending] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  async function send(files: File[]) {
    setProblem(null);
    for (const file of files) {
      setSending(file.name);
      try {
        await commands.upload(props.shown.id, file);
      } catch (cause) {
        setProblem(`${file.name} was not stored. ${cause instanceof Error ? cause.message : String(cause)}`);
        break;
      }
    }
    setSending(null);
  }
  return (
    <div className="stack" style={{ maxWidth: '46rem' }}>
      {props.shown.attachments.length === 0 && <p className="pc-quiet">No files yet.</p>}
      {props.shown.attachments.length > 0 && (
        <ul className={classes.facts}>
          {props.shown.attachments.map((file) => (
            <li key={file.id} className="row">
              <a href={file.url} download={file.name}>
                {file.name}
              </a>
              <span className="pc-quiet">{`${fileSize(file.size)} · ${file.uploadedBy}`}</span>
              <span className="pc-quiet">
                <RelativeTime at={file.at} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {sending && <p role="status">{`Sending ${sending}…`}</p>}
      {problem && (
        <div role="alert">
          <Note tone="warning">
            <p>{problem}</p>
          </Note>
        </div>
      )}
      {mayAttach && (
        <FileDrop
          label="Add files"
          accept={CASE_FILES}
          maximumBytes={CASE_FILE_BYTES}
          multiple
          disabled={sending !== null}
          onFiles={(files) => void send(files)}
        />
      )}
    </div>
  );
}
