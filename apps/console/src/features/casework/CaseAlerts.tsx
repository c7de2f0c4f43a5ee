import { Button, NativeSelect } from '@mantine/core';
import {
  type DataColumn,
  DataTable,
  ErrorState,
  KeyHint,
  plural,
  RelativeTime,
  RouteTag,
  SeverityMark,
  SkeletonRows,
  words,
} from '@portcullis/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useMay } from '../../shell/session.js';
import { useCorrection } from '../grouping/useCorrection.js';
import { type CaseAlert, caseAlertsOptions, caseOptions } from './casework.queries.js';
import { subjectsOf } from './selection.js';
import { pickColumn, useSelection } from './useSelection.js';
import { WhyHere } from './WhyHere.js';

const route = getRouteApi('/shell/cases/$number');
const keyOf = (row: CaseAlert) => row.id;
const nameOf = (row: CaseAlert) => `${row.title ?? words(row.kind ?? 'alert')}, ${row.subject.name ?? row.subject.id}`;

export const alertColumns: DataColumn<CaseAlert>[] = [
  { key: 'severity', header: 'Severity', track: '7.25rem', cell: (row) => <SeverityMark severity={row.severity} /> },
  {
    key: 'title',
    header: 'Alert',
    track: 'minmax(12rem, 1fr)',
    cell: (row) => (
      <span title={row.title ?? undefined}>
        {row.title ?? words(row.kind ?? 'alert')}
        {row.shadow && <span className="pc-quiet"> · shadow</span>}
      </span>
    ),
  },
  {
    key: 'detector',
    header: 'Detector',
    track: '11rem',
    cell: (row) => `${row.detectorName ?? row.detector}${row.detectorVersion ? ` ${row.detectorVersion}` : ''}`,
  },
  { key: 'route', header: 'Route', track: '10.5rem', cell: (row) => <RouteTag route={row.route} /> },
  { key: 'subject', header: 'Subject', track: '10rem', cell: (row) => row.subject.name ?? row.subject.id },
  { key: 'count', header: 'Times', track: '3.5rem', align: 'end', cell: (row) => row.count.toLocaleString('en-GB') },
  { key: 'at', header: 'Observed', track: '6.5rem', align: 'end', cell: (row) => <RelativeTime at={row.observedAt} /> },
];

/** Every alert, and why it is here. Picked ones leave with their subjects. */
export function CaseAlerts(props: { number: number }) {
  const { detector } = route.useSearch();
  const navigate = route.useNavigate();
  const whole = useQuery(caseOptions(props.number));
  const list = useInfiniteQuery(caseAlertsOptions(props.number, detector));
  const [cursor, setCursor] = useState<string | null>(null);
  const mayCorrect = useMay('grouping.correct');
  const rows = list.data?.pages.flatMap((page) => page.nodes) ?? [];
  const { selected, toggle, clear, told } = useSelection<CaseAlert>(list.data && rows, keyOf);
  const leaving = subjectsOf(selected.values());
  const concerned = whole.data ? { id: whole.data.id, version: whole.data.row.version } : null;
  const correction = useCorrection(concerned, clear);
  const columns = useMemo(
    () => (mayCorrect ? [pickColumn({ selected, toggle }, keyOf, nameOf), ...alertColumns] : alertColumns),
    [mayCorrect, selected, toggle],
  );
  const detectors = [
    ...new Map(
      (whole.data?.evidence ?? []).flatMap((group) => group.detectors).map((one) => [one.id, one.name]),
    ).entries(),
  ];
  const open = rows.find((row) => row.id === cursor);
  return (
    <div className="stack">
      <div className="row">
        <NativeSelect
          aria-label="Detector"
          value={detector ?? ''}
          onChange={(event) =>
            void navigate({
              search: (before) => ({ ...before, detector: event.target.value || undefined }),
              replace: true,
            })
          }
          data={[
            { value: '', label: 'Every detector' },
            ...detectors.map(([id, name]) => ({ value: id, label: name })),
          ]}
        />
        <span role="status">{told}</span>
        {selected.size > 0 && (
          <>
            <Button variant="subtle" color="gray" onClick={clear}>
              {`Clear ${selected.size} selected`}
            </Button>
            {concerned && (
              <Button
                variant="default"
                onClick={() => correction.open({ step: 'split', subjects: leaving, alerts: [...selected.keys()] })}
              >
                {`Take ${plural(leaving.length, 'subject')} out…`}
              </Button>
            )}
            <span className="pc-quiet">All alerts of a subject go together.</span>
          </>
        )}
        {correction.dialog}
      </div>
      {list.isPending ? (
        <SkeletonRows rows={6} label="Reading the alerts" />
      ) : list.isLoadingError ? (
        <ErrorState title="The alerts could not be read" why={list.error.message} onRetry={() => void list.refetch()} />
      ) : (
        <DataTable
          label="Alerts of the case"
          rows={rows}
          rowKey={keyOf}
          columns={columns}
          cursor={cursor}
          onCursor={setCursor}
          selected={mayCorrect ? selected : undefined}
          onToggle={mayCorrect ? toggle : undefined}
          fit={10}
          onEnd={list.hasNextPage && !list.isFetchNextPageError ? () => void list.fetchNextPage() : undefined}
          loadingMore={list.isFetchingNextPage}
        />
      )}
      {rows.length > 0 && (
        <div className="row">
          <span className="pc-quiet">In the list</span>
          <KeyHint keys={['j', 'k']} does="move" />
          {mayCorrect && <KeyHint keys={['x']} does="select" />}
          {!open && <span className="pc-quiet">An alert that is chosen says why it is here.</span>}
        </div>
      )}
      {open && <WhyHere alert={open} />}
      {list.hasNextPage && (
        <div>
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            More alerts
          </Button>
        </div>
      )}
    </div>
  );
}
