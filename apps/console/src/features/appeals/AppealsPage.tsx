import { NativeSelect, Switch } from '@mantine/core';
import { APPEAL_STATES } from '@portcullis/domain';
import {
  type DataColumn,
  DataTable,
  EmptyState,
  ErrorState,
  moveCursor,
  RelativeTime,
  SkeletonRows,
  SlaClock,
  StateBadge,
  stateMark,
  words,
} from '@portcullis/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import type { AppealRowFieldsFragment } from '../../generated/graphql.js';
import { useKeys } from '../../keys/useKeys.js';
import classes from './appeals.module.css';
import { appealsOptions } from './appeals.queries.js';

const route = getRouteApi('/shell/appeals');

/** Asked and not answered in time is the provider's failing, so it stands out. */
function Relief({ row }: { row: AppealRowFieldsFragment }) {
  if (row.interimRelief === 'none') return <span className="pc-quiet">not asked</span>;
  if (row.interimRelief !== 'asked' || row.result) return words(row.interimRelief).toLowerCase();
  const late = row.reliefDueAt !== null && new Date(row.reliefDueAt).getTime() < Date.now();
  return late ? (
    <span
      className={classes.alarm}
      title="The customer asked for access during the review and has not been answered in time."
    >
      asked, answer overdue
    </span>
  ) : (
    'asked'
  );
}

function Reviewer({ row }: { row: AppealRowFieldsFragment }) {
  if (row.reviewer) return row.reviewer.name;
  if (row.independentReviewers !== 0) return <span className="pc-quiet">nobody</span>;
  return (
    <span
      className={classes.alarm}
      title="Everybody who hears appeals had a part in this matter, or manages or is managed by somebody who had. An administrator can give the role to another person."
    >
      nobody independent is left
    </span>
  );
}

export const appealColumns: DataColumn<AppealRowFieldsFragment>[] = [
  {
    key: 'number',
    header: 'Appeal',
    track: '5rem',
    cell: (row) => (
      <Link to="/appeals/$number" params={{ number: String(row.number) }} tabIndex={-1}>{`A-${row.number}`}</Link>
    ),
  },
  {
    key: 'customer',
    header: 'Customer',
    track: 'minmax(10rem, 1fr)',
    cell: (row) => row.customer.name ?? row.customer.id,
  },
  { key: 'state', header: 'State', track: '11rem', cell: (row) => <StateBadge kind="appeal" state={row.state} /> },
  {
    key: 'grounds',
    header: 'They say',
    track: 'minmax(8rem, 0.8fr)',
    cell: (row) => row.grounds.map(words).join(', '),
  },
  {
    key: 'relief',
    header: 'Access during review',
    track: '9rem',
    cell: (row) => <Relief row={row} />,
  },
  {
    key: 'reviewer',
    header: 'Reviewer',
    track: '8rem',
    cell: (row) => <Reviewer row={row} />,
  },
  {
    key: 'submitted',
    header: 'Filed',
    track: '6.5rem',
    align: 'end',
    cell: (row) => <RelativeTime at={row.submittedAt} />,
  },
  {
    key: 'due',
    header: 'Answer due',
    track: '9.25rem',
    cell: (row) =>
      row.dueAt && !row.result ? (
        <SlaClock dueAt={row.dueAt} pausedAt={row.pausedAt} startedAt={row.submittedAt ?? undefined} label="Answer" />
      ) : (
        <span className="pc-quiet">answered</span>
      ),
  },
];

export function AppealsPage() {
  const search = route.useSearch();
  const setSearch = route.useNavigate();
  const navigate = useNavigate();
  const list = useInfiniteQuery(appealsOptions(search.state, search.mine));
  const rows = list.data?.pages.flatMap((page) => page.nodes) ?? [];
  const patch = (change: Partial<typeof search>) =>
    void setSearch({ search: (before) => ({ ...before, ...change }), replace: true });
  const open = (number: number) => void navigate({ to: '/appeals/$number', params: { number: String(number) } });
  const step = (key: string) => {
    const next = moveCursor(
      rows.map((row) => String(row.number)),
      search.at === undefined ? null : String(search.at),
      key,
    );
    if (next !== undefined) patch({ at: Number(next) });
  };
  useKeys('Appeals', [
    { keys: 'j', does: 'Next row', run: () => step('j') },
    { keys: 'k', does: 'Row before', run: () => step('k') },
    { keys: 'Enter', does: 'Open', run: () => search.at !== undefined && open(search.at) },
  ]);
  return (
    <div className="page">
      <header className="page-head">
        <h1>Appeals</h1>
        <NativeSelect
          aria-label="State"
          value={search.state ?? ''}
          onChange={(event) => patch({ state: event.currentTarget.value || undefined, at: undefined })}
          data={[
            { value: '', label: 'Every state' },
            ...APPEAL_STATES.map((state) => ({ value: state, label: stateMark('appeal', state).label })),
          ]}
        />
        <Switch
          label="Mine"
          checked={search.mine ?? false}
          onChange={(event) => patch({ mine: event.currentTarget.checked || undefined, at: undefined })}
        />
      </header>
      <div className="page-body">
        {list.isPending ? (
          <SkeletonRows rows={8} label="Reading the appeals" />
        ) : list.isLoadingError ? (
          <ErrorState
            title="The appeals could not be read"
            why={list.error.message}
            onRetry={() => void list.refetch()}
          />
        ) : rows.length === 0 ? (
          <EmptyState title="No appeal here" because="because nobody has filed one that fits this filter." />
        ) : (
          <DataTable
            label="Appeals"
            rows={rows}
            rowKey={(row) => String(row.number)}
            columns={appealColumns}
            cursor={search.at === undefined ? null : String(search.at)}
            onCursor={(key) => patch({ at: Number(key) })}
            onOpen={(row) => open(row.number)}
            onEnd={list.hasNextPage && !list.isFetchNextPageError ? () => void list.fetchNextPage() : undefined}
            loadingMore={list.isFetchingNextPage}
          />
        )}
      </div>
    </div>
  );
}
