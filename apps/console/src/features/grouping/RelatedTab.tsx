import { Button } from '@mantine/core';
import { Because, ErrorState, Note, plural, RelativeTime, SkeletonRows, StateBadge } from '@portcullis/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMay } from '../../shell/session.js';
import classes from '../casework/casework.module.css';
import type { FullCase } from '../casework/casework.queries.js';
import { correctionWhat } from './correction-what.js';
import { type CaseTies, tiesOptions } from './grouping.queries.js';
import { HISTORY_ACTS } from './history-acts.js';
import { useCorrection } from './useCorrection.js';

/** What nearly belongs to the case, what waits for a person to let it belong, and who corrected what. */
export function RelatedTab(props: { shown: FullCase }) {
  const { shown } = props;
  const ties = useQuery(tiesOptions(shown.number));
  const mayCorrect = useMay('grouping.correct');
  const { dialog, open } = useCorrection({ id: shown.id, version: shown.row.version });
  const settled = ties.data?.settled ?? null;
  const above = new Set(ties.data?.linked.map((one) => one.case.id));
  const connected = shown.related.filter((one) => !above.has(one.case.id));
  return (
    <div className="stack">
      {dialog}
      {ties.isPending && <SkeletonRows rows={3} label="Reading what nearly belongs to the case" />}
      {ties.isLoadingError && (
        <ErrorState
          title="What nearly belongs could not be read"
          why={ties.error.message}
          onRetry={() => void ties.refetch()}
        />
      )}
      {ties.data && (
        <>
          {settled && mayCorrect && ties.data.proposals.length + ties.data.suggested.length > 0 && (
            <Note>
              <p>{settled}</p>
            </Note>
          )}
          <Proposals ties={ties.data} mayCorrect={mayCorrect} open={open} />
          <h3>Nearly one case</h3>
          {ties.data.suggested.length === 0 && (
            <p className="pc-quiet">
              {shown.row.campaign
                ? 'Nothing outside its campaign has nearly enough in common with this case.'
                : 'Nothing else has nearly enough in common with this case.'}
            </p>
          )}
          <ul className={classes.facts}>
            {ties.data.suggested.map((one) => (
              <li key={one.case.id}>
                <div className="row">
                  <CaseLink row={one.case} />
                  <span className="pc-quiet">{`${one.score.toFixed(1)} of ${one.threshold.toFixed(0)}`}</span>
                  {mayCorrect && !settled && !one.settled && (
                    <Button
                      variant="subtle"
                      size="compact-sm"
                      onClick={() => open({ step: 'merge', toNumber: one.case.number })}
                    >
                      Merge
                    </Button>
                  )}
                </div>
                {mayCorrect && !settled && one.settled && <p className="pc-quiet">{one.settled}</p>}
                <Because parts={[{ text: one.sentence }]} wrap />
              </li>
            ))}
          </ul>
          {ties.data.linked.length > 0 && (
            <h3>Linked with it in the campaign{ties.data.linked.length === 10 && ' (the ten strongest)'}</h3>
          )}
          <ul className={classes.facts}>
            {ties.data.linked.map((one) => (
              <li key={one.case.id}>
                <div className="row">
                  <CaseLink row={one.case} />
                  <span className="pc-quiet">{`${one.score.toFixed(1)}, needed ${one.threshold.toFixed(0)}`}</span>
                </div>
                <Because parts={[{ text: one.sentence }]} wrap />
              </li>
            ))}
          </ul>
        </>
      )}
      {connected.length > 0 && <h3>Connected otherwise</h3>}
      <ul className={classes.facts}>
        {connected.map((one) => (
          <li key={one.case.id}>
            <div className="row">
              <CaseLink row={one.case} />
            </div>
            <Because parts={[{ text: one.why }]} wrap />
          </li>
        ))}
      </ul>
      {ties.data && ties.data.corrections.length > 0 && (
        <>
          <h3>Corrections</h3>
          <ul className={classes.facts}>
            {ties.data.corrections.map((one) => (
              <li key={one.id}>
                <div className="row">
                  <span>
                    {one.by} {correctionWhat(one)}
                    {one.otherNumber !== null && one.otherNumber !== undefined && ` (C-${one.otherNumber})`}
                  </span>
                  <span className="pc-quiet">
                    <RelativeTime at={one.at} />
                    {one.undoneAt && ` · taken back${one.undoneBy ? ` by ${one.undoneBy}` : ''}`}
                  </span>
                  {mayCorrect && !one.undoneAt && (
                    <Button
                      variant="subtle"
                      size="compact-sm"
                      onClick={() => open({ step: 'undo', correctionId: one.id })}
                    >
                      {HISTORY_ACTS[one.act] ?? 'Take back'}
                    </Button>
                  )}
                </div>
                <Because
                  parts={[{ text: one.undoneReason ? `${one.reason}; then: ${one.undoneReason}` : one.reason }]}
                  wrap
                />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

interface Asking {
  ties: CaseTies;
  mayCorrect: boolean;
  open: ReturnType<typeof useCorrection>['open'];
}

function Proposals(props: Asking) {
  const { proposals } = props.ties;
  if (proposals.length === 0) return null;
  return (
    <>
      <h3>Waits for a person</h3>
      <ul className={classes.facts}>
        {proposals.map((one) => (
          <li key={one.id}>
            <div className="row">
              {one.other ? (
                <>
                  <span>One case with</span>
                  <CaseLink row={one.other} />
                  {one.other.heldBy && <span className="pc-quiet">held by {one.other.heldBy.name}</span>}
                </>
              ) : (
                <span>{`${plural(one.subjects.length, 'subject no longer belongs', 'subjects no longer belong')}: ${one.subjects
                  .slice(0, 5)
                  .map(({ id }) => id)
                  .join(', ')}${one.subjects.length > 5 ? ' …' : ''}`}</span>
              )}
              {props.mayCorrect && <Answers {...props} proposal={one} />}
            </div>
            {props.mayCorrect && !props.ties.settled && one.settled && <p className="pc-quiet">{one.settled}</p>}
            <Because parts={[{ text: one.sentence }]} wrap />
          </li>
        ))}
      </ul>
    </>
  );
}

/** What a person may answer. What belongs to a settled case stays; that it does may be said of it, too. */
function Answers(props: Asking & { proposal: CaseTies['proposals'][number] }) {
  const { ties, open, proposal } = props;
  const { other, subjects } = proposal;
  const isSettled = Boolean(ties.settled ?? proposal.settled);
  if (!other)
    return (
      <>
        {!isSettled && (
          <Button variant="default" size="compact-sm" onClick={() => open({ step: 'split', subjects })}>
            Take them out…
          </Button>
        )}
        <Button variant="subtle" size="compact-sm" onClick={() => open({ step: 'keep', subjects })}>
          Keep them…
        </Button>
      </>
    );
  if (isSettled) return null;
  return (
    <>
      <Button variant="default" size="compact-sm" onClick={() => open({ step: 'merge', toNumber: other.number })}>
        Merge
      </Button>
      <Button variant="subtle" size="compact-sm" onClick={() => open({ step: 'keep_apart', toNumber: other.number })}>
        Keep apart
      </Button>
    </>
  );
}

function CaseLink(props: { row: { number: number; title: string; state: string } }) {
  const { number, title, state } = props.row;
  return (
    <>
      <Link to="/cases/$number" params={{ number: String(number) }}>
        C-{number} {title}
      </Link>
      <StateBadge kind="case" state={state} />
    </>
  );
}
