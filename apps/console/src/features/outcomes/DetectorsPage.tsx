import {
  Chip,
  type DataColumn,
  DataTable,
  EmptyState,
  ErrorState,
  Interval,
  SkeletonRows,
  StateBadge,
  words,
} from '@portcullis/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { familyWord } from '../casework/words.js';
import { latestScore } from './latest-score.js';
import { type DetectorRow, detectorsOptions } from './outcomes.queries.js';

const columns: DataColumn<DetectorRow>[] = [
  {
    key: 'name',
    header: 'Detector',
    track: 'minmax(12rem, 1fr)',
    cell: (row) => (
      <Link to="/detectors/$id" params={{ id: row.id }} tabIndex={-1}>
        {row.name}{' '}
        <span className="pc-quiet">{latestScore(row.scorecard)?.version ?? row.versions.at(-1)?.version ?? ''}</span>
      </Link>
    ),
  },
  { key: 'state', header: 'State', track: '6.5rem', cell: (row) => <StateBadge kind="detector" state={row.state} /> },
  {
    key: 'family',
    header: 'Family',
    track: '6rem',
    cell: (row) => (row.family ? familyWord(row.family) : <span className="pc-quiet">not registered</span>),
  },
  { key: 'use', header: 'May', track: '6.5rem', cell: (row) => <Chip>{words(row.lawfulUse).toLowerCase()}</Chip> },
  {
    key: 'sources',
    header: 'Original sources',
    track: 'minmax(8rem, 0.7fr)',
    cell: (row) => row.sources.join(', ') || <span className="pc-quiet">unknown</span>,
  },
  {
    key: 'precision',
    header: 'Precision, latest version',
    track: '15.5rem',
    cell: (row) => <Interval rate={latestScore(row.scorecard)?.precision} />,
  },
  {
    key: 'resting',
    header: 'Actions resting',
    track: '7rem',
    align: 'end',
    cell: (row) => row.scorecard.reduce((sum, score) => sum + score.loadBearingActions, 0),
  },
];

/** Who says what, how often it was right, and what rests on it. */
export function DetectorsPage() {
  const navigate = useNavigate();
  const list = useQuery(detectorsOptions);
  const [cursor, setCursor] = useState<string | null>(null);
  return (
    <div className="page">
      <header className="page-head">
        <h1>Detectors</h1>
        <span className="pc-quiet">
          Precision is true positives of those decided true or false; unknowns are kept apart.
        </span>
      </header>
      <div className="page-body">
        {list.isPending ? (
          <SkeletonRows rows={8} height="3.25rem" label="Reading the detectors" />
        ) : list.isLoadingError ? (
          <ErrorState
            title="The detectors could not be read"
            why={list.error.message}
            onRetry={() => void list.refetch()}
          />
        ) : list.data.length === 0 ? (
          <EmptyState
            title="No detector is registered"
            because="because none has sent an alert yet. A detector appears with its first alert, in shadow until its family and sources are recorded."
          />
        ) : (
          <DataTable
            label="Detectors"
            rows={list.data}
            rowKey={(row) => row.id}
            columns={columns}
            secondFrom={1}
            secondLine={(row) => (
              <span className="pc-quiet">
                {row.goesWrongOn
                  ? `goes wrong on: ${row.goesWrongOn}`
                  : 'nothing recorded yet about where it goes wrong'}
              </span>
            )}
            cursor={cursor}
            onCursor={setCursor}
            onOpen={(row) => void navigate({ to: '/detectors/$id', params: { id: row.id } })}
          />
        )}
      </div>
    </div>
  );
}
