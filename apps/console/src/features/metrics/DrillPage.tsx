import { Button } from '@mantine/core';
import { count, DataTable, EmptyState, ErrorState, SkeletonRows } from '@portcullis/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useKeys } from '../../keys/useKeys.js';
import { appealColumns } from '../appeals/AppealsPage.js';
import { alertColumns } from '../casework/CaseAlerts.js';
import { CaseTable } from '../casework/CaseTable.js';
import { ActionTable } from '../enforcement/EnforcementTab.js';
import { drillOptions } from './metrics.queries.js';

const route = getRouteApi('/shell/list/$token');

/** The list behind a mark: the same filter, as of the same moment, and the same count. */
export function DrillPage() {
  const { token } = route.useParams();
  const list = useInfiniteQuery(drillOptions(token));
  const navigate = useNavigate();
  const [cursor, setCursor] = useState<string | null>(null);
  useKeys('List', [{ keys: 'u', does: 'Back to the chart', run: () => window.history.back() }]);
  const first = list.data?.pages[0];
  const pages = list.data?.pages ?? [];
  const cases = pages.flatMap((page) => page.cases);
  const alerts = pages.flatMap((page) => page.alerts);
  const actions = pages.flatMap((page) => page.actions);
  const appeals = pages.flatMap((page) => page.appeals);
  const more = list.hasNextPage && !list.isFetchNextPageError ? () => void list.fetchNextPage() : undefined;
  const nothing = cases.length + alerts.length + actions.length + appeals.length === 0;
  return (
    <div className="page">
      <header className="page-head">
        <h1>{first?.title ?? 'The list behind the mark'}</h1>
        {first && <span className="pc-quiet">{`${count(first.total)} as of the chart's moment`}</span>}
        <div className="end">
          <Button variant="default" onClick={() => window.history.back()}>
            Back to the chart
          </Button>
        </div>
      </header>
      <div className="page-body">
        {list.isPending ? (
          <SkeletonRows rows={10} label="Reading the list" />
        ) : list.isLoadingError ? (
          <ErrorState title="The list could not be read" why={list.error.message} onRetry={() => void list.refetch()} />
        ) : nothing ? (
          <EmptyState
            title="The list is empty"
            because="because the mark counts nothing, or what it counted lies outside what your role may read."
          />
        ) : cases.length > 0 ? (
          <CaseTable
            label={first?.title ?? 'Cases'}
            rows={cases}
            withState
            cursor={cursor === null ? undefined : Number(cursor)}
            onCursor={(number) => setCursor(String(number))}
            onEnd={more}
            loadingMore={list.isFetchingNextPage}
          />
        ) : alerts.length > 0 ? (
          <DataTable
            label={first?.title ?? 'Alerts'}
            rows={alerts}
            rowKey={(row) => row.id}
            columns={alertColumns}
            cursor={cursor}
            onCursor={setCursor}
            onEnd={more}
            loadingMore={list.isFetchingNextPage}
          />
        ) : appeals.length > 0 ? (
          <DataTable
            label={first?.title ?? 'Appeals'}
            rows={appeals}
            rowKey={(row) => String(row.number)}
            columns={appealColumns}
            cursor={cursor}
            onCursor={setCursor}
            onOpen={(row) => void navigate({ to: '/appeals/$number', params: { number: String(row.number) } })}
            onEnd={more}
            loadingMore={list.isFetchingNextPage}
          />
        ) : (
          <div style={{ overflow: 'auto', height: '100%', padding: '0 1rem' }}>
            <ActionTable actions={actions} />
            {more && (
              <Button variant="default" loading={list.isFetchingNextPage} onClick={more}>
                More
              </Button>
            )}
          </div>
        )}
      </div>
    </div>
  );
}
