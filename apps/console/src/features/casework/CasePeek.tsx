import { Button } from '@mantine/core';
import {
  Because,
  ErrorState,
  KeyHint,
  Note,
  RouteTag,
  SeverityMark,
  SkeletonRows,
  SlaClock,
  StateBadge,
} from '@portcullis/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { readableTitle } from './case-title.js';
import classes from './casework.module.css';
import { peekOptions } from './casework.queries.js';
import { SharedTable } from './SharedTable.js';

/** The case under the cursor, without leaving the list. */
export function CasePeek(props: { number: number; onClose: () => void }) {
  const peek = useQuery(peekOptions(props.number));
  return (
    <aside className={classes.peek} aria-label={`Peek at C-${props.number}`}>
      {peek.isPending && <SkeletonRows rows={6} label="Reading the case" />}
      {peek.isLoadingError && (
        <ErrorState title="The case could not be read" why={peek.error.message} onRetry={() => void peek.refetch()} />
      )}
      {peek.data === null && (
        <ErrorState
          title={`There is no case C-${props.number} for you`}
          why="It may be outside your queues, or was merged."
        />
      )}
      {peek.data && (
        <>
          <div className="row" style={{ justifyContent: 'space-between' }}>
            <span className="pc-quiet">C-{peek.data.number}</span>
            <Button variant="subtle" color="gray" onClick={props.onClose} rightSection={<KeyHint keys={['space']} />}>
              Close
            </Button>
          </div>
          <h2 title={peek.data.row.title}>{readableTitle(peek.data.row.title)}</h2>
          <div className="row">
            <SeverityMark severity={peek.data.row.severity} />
            <StateBadge kind="case" state={peek.data.row.state} />
            <SlaClock dueAt={peek.data.row.dueAt} pausedAt={peek.data.row.slaPausedAt} />
          </div>
          <div style={{ marginTop: '0.4rem' }}>
            <RouteTag route={peek.data.row.route} />
          </div>
          <div style={{ marginTop: '0.4rem' }}>
            <Because parts={peek.data.row.because} wrap />
          </div>
          <h3>Why one case</h3>
          {peek.data.why ? (
            <p className="prose">{peek.data.why.sentence}</p>
          ) : (
            <p className="pc-quiet">One alert only.</p>
          )}
          {peek.data.shared.length > 0 && <SharedTable shared={peek.data.shared} />}
          <h3>What it would rest on</h3>
          <Note tone={peek.data.independence.sufficient ? 'done' : 'warning'}>
            <p>
              <strong>{peek.data.independence.headline}.</strong> {withoutLead(peek.data.independence)}
            </p>
          </Note>
          {peek.data.earlier.length > 0 && (
            <>
              <h3>Earlier</h3>
              <ul style={{ margin: 0, paddingLeft: '1.1rem' }}>
                {peek.data.earlier.slice(0, 4).map((matter) => (
                  <li key={`${matter.kind} ${matter.at} ${matter.label}`}>{matter.label}</li>
                ))}
              </ul>
            </>
          )}
          <div className="row" style={{ marginTop: '1rem' }}>
            <Button
              component={Link}
              to={`/cases/${peek.data.number}` as string}
              rightSection={<KeyHint keys={['⏎']} />}
            >
              Open the case
            </Button>
          </div>
        </>
      )}
    </aside>
  );
}

/** The first sentence, without the headline that it may begin with. */
function withoutLead(independence: { headline: string; sentences: readonly string[] }): string {
  const first = independence.sentences[0] ?? '';
  const rest = first.startsWith(`${independence.headline}:`)
    ? first.slice(independence.headline.length + 1).trim()
    : first;
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}
