import { Button } from '@mantine/core';
import { ErrorState, SkeletonRows, Timeline } from '@portcullis/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../../shell/session.js';
import { type Draft, type Undo, undosOf } from '../grouping/correction-draft.js';
import { useCorrection } from '../grouping/useCorrection.js';
import { historyEntry } from '../record/history-entry.js';
import { caseTimelineOptions, type FullCase } from './casework.queries.js';

/** What happened to a case, newest first, and what of it can be taken back. */
export function CaseTimeline(props: { shown: FullCase }) {
  const { shown } = props;
  const timeline = useInfiniteQuery(caseTimelineOptions(shown.number));
  const mayCorrect = useMay('grouping.correct');
  const { dialog, open } = useCorrection({ id: shown.id, version: shown.row.version });
  if (timeline.isPending) return <SkeletonRows rows={5} label="Reading the timeline" />;
  if (timeline.isLoadingError)
    return (
      <ErrorState
        title="The timeline could not be read"
        why={timeline.error.message}
        onRetry={() => void timeline.refetch()}
      />
    );
  return (
    <>
      {dialog}
      <Timeline
        label="Timeline of the case"
        entries={timeline.data.pages
          .flatMap((page) => page.nodes)
          .map((entry) => {
            const undos = undosOf(entry.undos).filter(({ draft }) => mayCorrect || draft === null);
            return { ...historyEntry(entry), detail: undos.length > 0 && <Undos undos={undos} open={open} /> };
          })}
      />
      {timeline.hasNextPage && (
        <Button variant="default" loading={timeline.isFetchingNextPage} onClick={() => void timeline.fetchNextPage()}>
          Earlier
        </Button>
      )}
    </>
  );
}

const FIRST_UNDOS = 8;

/** What can be taken back of one line; of very many the first ones, until all are asked for. */
function Undos(props: { undos: readonly Undo[]; open: (draft: Draft) => void }) {
  const [all, setAll] = useState(false);
  const { undos } = props;
  const shown = all ? undos : undos.slice(0, FIRST_UNDOS);
  return (
    <div className="row">
      {shown.map(({ key, words, draft }) =>
        draft ? (
          <Button key={key} variant="subtle" size="compact-sm" onClick={() => props.open(draft)}>
            {words}
          </Button>
        ) : (
          <span key={key} className="pc-quiet">
            {words}
          </span>
        ),
      )}
      {shown.length < undos.length && (
        <Button variant="subtle" size="compact-sm" onClick={() => setAll(true)}>
          {`Show all ${undos.length}`}
        </Button>
      )}
    </div>
  );
}
