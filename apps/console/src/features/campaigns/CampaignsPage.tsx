import {
  compact,
  count,
  type DataColumn,
  DataTable,
  EmptyState,
  ErrorState,
  RelativeTime,
  RouteTag,
  SeverityMark,
  SkeletonRows,
} from '@portcullis/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { hasExchanges } from './campaign-facts.js';
import { type CampaignRow, campaignsOptions } from './campaigns.queries.js';
import { MoreFailed } from './MoreFailed.js';

const columns: DataColumn<CampaignRow>[] = [
  { key: 'severity', header: 'Severity', track: '7.25rem', cell: (row) => <SeverityMark severity={row.severity} /> },
  {
    key: 'title',
    header: 'Campaign',
    track: 'minmax(14rem, 1fr)',
    cell: (row) => (
      <Link to="/campaigns/$number" params={{ number: String(row.number) }} tabIndex={-1}>
        <span className="pc-quiet">{`K-${row.number}`}</span> {row.title}
      </Link>
    ),
  },
  { key: 'route', header: 'Route', track: '11rem', cell: (row) => <RouteTag route={row.route} /> },
  { key: 'cases', header: 'Cases', track: '5rem', align: 'end', cell: (row) => count(row.caseCount) },
  { key: 'subjects', header: 'Accounts', track: '6rem', align: 'end', cell: (row) => count(row.subjectCount) },
  {
    key: 'exchanges',
    header: 'Exchanges',
    track: '7rem',
    align: 'end',
    cell: (row) => (hasExchanges(row) ? compact(row.exchanges) : <span className="pc-quiet">being counted</span>),
  },
  {
    key: 'last',
    header: 'Last alert',
    track: '7rem',
    align: 'end',
    cell: (row) => <RelativeTime at={row.lastAlertAt} />,
  },
];

export function CampaignsPage() {
  const navigate = useNavigate();
  const list = useInfiniteQuery(campaignsOptions);
  const [cursor, setCursor] = useState<string | null>(null);
  const rows = list.data?.pages.flatMap((page) => page.nodes) ?? [];
  return (
    <div className="page">
      <header className="page-head">
        <h1>Campaigns</h1>
        <span className="pc-quiet">Cases that one operator runs.</span>
        <div className="end">
          <Link to="/lists">Lists</Link>
          <Link to="/rules">Rules of grouping</Link>
        </div>
      </header>
      <div className="page-body">
        {list.isPending ? (
          <SkeletonRows rows={8} label="Reading the campaigns" />
        ) : list.isLoadingError ? (
          <ErrorState
            title="The campaigns could not be read"
            why={list.error.message}
            onRetry={() => void list.refetch()}
          />
        ) : rows.length === 0 ? (
          <EmptyState title="No campaign yet" because="because no cluster has grown past the size of one case." />
        ) : (
          <DataTable
            label="Campaigns"
            rows={rows}
            rowKey={(row) => String(row.number)}
            columns={columns}
            cursor={cursor}
            onCursor={setCursor}
            onOpen={(row) => void navigate({ to: '/campaigns/$number', params: { number: String(row.number) } })}
            onEnd={list.hasNextPage && !list.isFetchNextPageError ? () => void list.fetchNextPage() : undefined}
            loadingMore={list.isFetchingNextPage}
          />
        )}
      </div>
      {list.isFetchNextPageError && (
        <MoreFailed
          what="campaigns"
          why={list.error.message}
          busy={list.isFetchingNextPage}
          onRetry={() => void list.fetchNextPage()}
        />
      )}
    </div>
  );
}
