import { TextInput } from '@mantine/core';
import {
  compact,
  count,
  type DataColumn,
  DataTable,
  EmptyState,
  ErrorState,
  SkeletonRows,
  words,
} from '@portcullis/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { type CustomerRow, customersOptions } from './customers.queries.js';

const route = getRouteApi('/shell/customers');

const columns: DataColumn<CustomerRow>[] = [
  {
    key: 'name',
    header: 'Customer',
    track: 'minmax(12rem, 1fr)',
    cell: (row) => (
      <Link to="/customers/$kind/$id" params={{ kind: row.kind, id: row.id }} tabIndex={-1}>
        {row.name} <span className="pc-quiet">{row.id}</span>
      </Link>
    ),
  },
  { key: 'kind', header: 'Kind', track: '7rem', cell: (row) => words(row.kind) },
  {
    key: 'country',
    header: 'Country',
    track: '5rem',
    cell: (row) => row.country ?? <span className="pc-quiet">unknown</span>,
  },
  {
    key: 'plan',
    header: 'Plan · size',
    track: '9rem',
    cell: (row) => [row.plan, row.size].filter(Boolean).join(' · '),
  },
  { key: 'accounts', header: 'Accounts', track: '5rem', align: 'end', cell: (row) => count(row.accounts) },
  {
    key: 'seats',
    header: 'Seats',
    track: '5rem',
    align: 'end',
    cell: (row) => (row.seats == null ? '–' : count(row.seats)),
  },
  {
    key: 'use',
    header: '30-day exchanges',
    track: '8rem',
    align: 'end',
    cell: (row) => (row.exchanges30d == null ? '–' : compact(row.exchanges30d)),
  },
];

export function CustomersPage() {
  const { search } = route.useSearch();
  const setSearch = route.useNavigate();
  const navigate = useNavigate();
  const [text, setText] = useState(search ?? '');
  const [cursor, setCursor] = useState<string | null>(null);
  const list = useInfiniteQuery(customersOptions(search));
  const rows = list.data?.pages.flatMap((page) => page.nodes) ?? [];
  useEffect(() => {
    if (text.trim() === (search ?? '')) return;
    const timer = setTimeout(
      () => void setSearch({ search: { search: text.trim() || undefined }, replace: true }),
      300,
    );
    return () => clearTimeout(timer);
  }, [text, search, setSearch]);
  return (
    <div className="page">
      <header className="page-head">
        <h1>Customers</h1>
        <TextInput
          aria-label="Find a customer"
          placeholder="Name or id"
          w={280}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </header>
      <div className="page-body">
        {list.isPending ? (
          <SkeletonRows rows={10} label="Reading the customers" />
        ) : list.isLoadingError ? (
          <ErrorState
            title="The customers could not be read"
            why={list.error.message}
            onRetry={() => void list.refetch()}
          />
        ) : rows.length === 0 ? (
          <EmptyState
            title="No customer is called that"
            because={
              search
                ? `because the directory holds nobody like “${search}”.`
                : 'because the provider has sent no directory yet (PUT /v1/directory).'
            }
          />
        ) : (
          <DataTable
            label="Customers"
            rows={rows}
            rowKey={(row) => `${row.kind}:${row.id}`}
            columns={columns}
            cursor={cursor}
            onCursor={setCursor}
            onOpen={(row) => void navigate({ to: '/customers/$kind/$id', params: { kind: row.kind, id: row.id } })}
            onEnd={list.hasNextPage && !list.isFetchNextPageError ? () => void list.fetchNextPage() : undefined}
            loadingMore={list.isFetchingNextPage}
          />
        )}
      </div>
    </div>
  );
}
