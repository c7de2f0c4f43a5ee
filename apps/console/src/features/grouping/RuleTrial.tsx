import { Button } from '@mantine/core';
import {
  count,
  ErrorState,
  Note,
  plural,
  RefusalNote,
  type RefusalView,
  RelativeTime,
  SkeletonBlock,
} from '@portcullis/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import classes from '../casework/casework.module.css';
import { type RuleSetRow, type TrialRow, trialDifferencesOptions, useRuleCommands } from './rules.queries.js';
import { comparedWith, doubtsOf, partLines } from './trial-parts.js';

type TrialResult = NonNullable<TrialRow['result']>;

interface TrialProps {
  readonly row: RuleSetRow;
  /** All rule sets. */
  readonly sets: readonly RuleSetRow[];
}

const isRunning = ({ state }: TrialRow) => state === 'waiting' || state === 'running';

/** What became of a trial that found nothing. */
function unfinished(trial: TrialRow): string {
  if (isRunning(trial)) return 'A trial has not ended yet.';
  if (trial.state !== 'stopped') return `The trial failed: ${trial.failure ?? 'no reason was kept'}`;
  const where = `at ${count(trial.done)} of ${count(trial.total)} subjects`;
  return `The trial was stopped by ${trial.stoppedBy ?? 'somebody'}${trial.total > 0 ? `, ${where}` : ''}. Nothing of it is kept.`;
}

export function Trial(props: TrialProps & { trial: TrialRow; mayManage: boolean }) {
  const { trial, row, sets } = props;
  const { result } = trial;
  if (isRunning(trial)) return <Running trial={trial} row={row} mayStop={props.mayManage} />;
  if (!result) return <Note tone={trial.state === 'stopped' ? 'info' : 'warning'}>{unfinished(trial)}</Note>;
  const total = result.merges + result.splits + result.moves;
  return (
    <div className="stack">
      <Summary trial={trial} result={result} row={row} sets={sets} />
      {total > 0 && <Differences key={trial.id} id={trial.id} total={total} />}
    </div>
  );
}

function Running(props: { trial: TrialRow; row: RuleSetRow; mayStop: boolean }) {
  const { trial, row } = props;
  const commands = useRuleCommands();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<RefusalView | null>(null);
  async function stop() {
    if (busy) return;
    setBusy(true);
    try {
      setRefusal(await commands.stop(trial.id, row.id));
    } catch (cause) {
      setRefusal({ code: 'FAULT', message: cause instanceof Error ? cause.message : String(cause), allowed: [] });
    } finally {
      setBusy(false);
    }
  }
  return (
    <div className="stack">
      <Note live>
        <p>
          {trial.state === 'waiting'
            ? 'Waits for a worker.'
            : `Trying: ${count(trial.done)} of ${count(trial.total)} subjects.`}
        </p>
        <progress value={trial.done} max={Math.max(1, trial.total)} aria-label="Progress of the trial" />
      </Note>
      {refusal && <RefusalNote refusal={refusal} />}
      {props.mayStop && (
        <div>
          <Button variant="default" size="compact-sm" loading={busy} onClick={() => void stop()}>
            Stop the trial
          </Button>
        </div>
      )}
    </div>
  );
}

/** What trials found, for whoever is about to put it in force. */
export function TrialsSoFar(props: TrialProps) {
  const { row, sets } = props;
  const [latest] = row.trials;
  const finished = row.trials.find(({ result }) => result);
  if (!latest) return <p>Never tried on past alerts.</p>;
  return (
    <div>
      {latest !== finished && <p>{unfinished(latest)}</p>}
      {finished?.result && <Summary trial={finished} result={finished.result} row={row} sets={sets} />}
    </div>
  );
}

function Summary(props: TrialProps & { trial: TrialRow; result: TrialResult }) {
  const { trial, result, row, sets } = props;
  const none = result.merges + result.splits + result.moves === 0;
  const compared = comparedWith({ against: trial.against, ruleSet: row.id }, sets);
  return (
    <>
      <p>
        Tried <RelativeTime at={trial.askedAt} /> on {plural(result.subjects, 'subject')} against {compared.name}:{' '}
        {none
          ? 'nothing would change.'
          : `${plural(result.merges, 'merge')}, ${plural(result.splits, 'split')}, ${plural(result.moves, 'move')}; ${count(result.clustersBefore)} clusters would be ${count(result.clustersAfter)}.`}{' '}
        {result.scoreBefore != null && result.scoreAfter != null
          ? `On ${plural(result.labelled, 'subject')} that people decided on: F1 ${result.scoreBefore.toFixed(3)} → ${result.scoreAfter.toFixed(3)}.`
          : 'Nobody has decided on enough of them for a score.'}
      </p>
      {doubtsOf(result, compared).map((doubt) => (
        <Note key={doubt} tone="warning">
          {doubt}
        </Note>
      ))}
      {result.queues.some(({ before, after }) => before !== after) && (
        <p>
          Open cases:{' '}
          {result.queues
            .filter(({ before, after }) => before !== after)
            .map(({ queue, before, after }) => `${queue} ${before} → ${after}`)
            .join(', ')}
        </p>
      )}
    </>
  );
}

const KINDS: Record<string, string> = { merge: 'become one', split: 'falls apart', move: 'exchange subjects' };

function Differences(props: { id: string; total: number }) {
  const { id, total } = props;
  const [opened, setOpened] = useState(false);
  const list = useInfiniteQuery({ ...trialDifferencesOptions(id), enabled: opened });
  const rows = list.data?.pages.flat() ?? [];
  const unkept = total - rows.length;
  return (
    <details onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>Which cases ({count(total)}, the largest first)</summary>
      {list.isLoadingError ? (
        <ErrorState title="The cases could not be read" why={list.error.message} onRetry={() => void list.refetch()} />
      ) : (
        list.isPending && <SkeletonBlock height={120} label="Reading which cases would change" />
      )}
      <ul className={classes.facts}>
        {rows.map((one) => (
          <li key={one.position}>
            {one.cases.slice(0, 4).map(({ number, title }) => (
              <span key={number}>
                <Link to="/cases/$number" params={{ number: String(number) }}>
                  C-{number} {title}
                </Link>{' '}
              </span>
            ))}
            {one.cases.length > 4 && `and ${one.cases.length - 4} more `}
            <span className="pc-quiet">
              {KINDS[one.kind] ?? one.kind}: {plural(one.subjects, 'subject')}
            </span>
            <ul>
              {partLines(one.parts, one.subjects).map((line, i) => (
                <li key={i}>{line}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {list.isFetchNextPageError && <p role="alert">More could not be read: {list.error.message}</p>}
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show more
        </Button>
      )}
      {list.isSuccess && !list.hasNextPage && unkept > 0 && (
        <p className="pc-quiet">{plural(unkept, 'smaller one is', 'smaller ones are')} not kept.</p>
      )}
    </details>
  );
}
