import { Button, NativeSelect } from '@mantine/core';
import {
  type DataColumn,
  DataTable,
  ErrorState,
  RelativeTime,
  RouteTag,
  SeverityMark,
  SkeletonRows,
  words,
} from '@portcullis/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { type CaseAlert, caseAlertsOptions, caseOptions } from './casework.queries.js';

const route = getRouteApi('/shell/cases/$number');

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

export function CaseAlerts(props: { number: number }) {
  const { detector } = route.useSearch();
  const navigate = route.useNavigate();
  const whole = useQuery(caseOptions(props.number));
  const list = useInfiniteQuery(caseAlertsOptions(props.number, detector));
  const [cursor, setCursor] = useState<string | null>(null);
  const rows = list.data?.pages.flatMap((page) => page.nodes) ?? [];
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
      </div>
      {list.isPending ? (
        <SkeletonRows rows={6} label="Reading the alerts" />
      ) : list.isLoadingError ? (
        <ErrorState title="The alerts could not be read" why={list.error.message} onRetry={() => void list.refetch()} />
      ) : (
        <DataTable
          label="Alerts of the case"
          rows={rows}
          rowKey={(row) => row.id}
          columns={alertColumns}
          cursor={cursor}
          onCursor={setCursor}
          fit={10}
          onEnd={list.hasNextPage && !list.isFetchNextPageError ? () => void list.fetchNextPage() : undefined}
          loadingMore={list.isFetchingNextPage}
        />
      )}
      {open?.link && (
        <p className="prose" role="status">
          <strong>Why it is here:</strong> {open.link.sentence}{' '}
          <span className="pc-quiet">{`Rule set ${open.link.ruleSet} · score ${open.link.score.toFixed(1)}, needs ${open.link.threshold.toFixed(0)}`}</span>
        </p>
      )}
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
